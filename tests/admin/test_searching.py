"""Lists and pickers of the desk find what readers find, and drafts and hidden records besides."""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperation.models import Draft, Event, OtherName, Place, Report, StatementSpeaker, Term
from cooperation.models.base import Part, Record, record_models
from cooperation.publishing import drafts, revisions, workflow
from cooperation.queries.search import answers_question
from cooperation.rules.search_text import parse_question
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db

KINDS = [pytest.param(model, id=model.__name__) for model in record_models()]
ENGLISH = "Hêng Soûr of the Ministry of Labour"
KHMER = "ក្រសួងការងារ\u200bស្ត្រី"
# All fields that lead to a kind: each is chosen in a picker, where its owner has a form.
LINKS = {
    model: [
        (owner._meta.model_name, field.name)
        for owner in apps.get_app_config("cooperation").get_models()
        if issubclass(owner, Record | Part)
        for field in (*owner._meta.fields, *owner._meta.many_to_many)
        if field.related_model is model and field.name not in getattr(owner, "owner_fields", ())
    ]
    for model in record_models()
}
NEVER_CHOSEN = {"Statement", "Commitment"}
QUESTIONS = [
    "Heng Sour",
    "HENG\u200b sôur",
    "ministry labor",
    "labour ministry",
    "minis",
    "the ministry\u202e of\u00a0labour",
    "ក្រសួងការងារ",
    "ការងារ\u200bស្រ្តី",
    "ស្រ្តី ministry",
]
PART_OF_A_WORD = ["minis"]
# What readers are answered although no name begins so: of drafts that is asked of nobody.
MEANT = "Minstry of Labor"


def make(model, **fields):
    stem = model.name_field
    names = {stem: ENGLISH, f"{stem}_km": KHMER}
    return getattr(factories, f"make_{model._meta.model_name}")(**names, **fields)


def in_list(client, model, text: str) -> list[int]:
    page = client.get(desk.page("changelist", model), {"q": text})
    assert page.status_code == 200
    return sorted(row.pk for row in page.context["cl"].result_list)


def in_picker(client, model, text: str, link: tuple[str, str] | None = None) -> list[int]:
    owner, field = link or LINKS[model][0]
    asked = {"app_label": "cooperation", "model_name": owner, "field_name": field, "term": text}
    answer = client.get(reverse("admin:autocomplete"), asked)
    assert answer.status_code == 200, (owner, field)
    return sorted(int(row["id"]) for row in answer.json()["results"])


def answers(client, model, text: str) -> list[list[int]]:
    """Return what the list finds, and the first picker where the kind has any."""
    picked = [in_picker(client, model, text)] if LINKS[model] else []
    return [in_list(client, model, text), *picked]


def test_most_kinds_are_chosen_somewhere():
    assert {model.__name__ for model, links in LINKS.items() if not links} == NEVER_CHOSEN


@pytest.mark.parametrize("model", KINDS)
def test_the_desk_finds_what_readers_find_and_what_is_hidden(administrator, model):
    public = make(model)
    hidden = [
        make(model, published=False),
        make(model, go_live_at=dt.datetime(2999, 1, 1, tzinfo=dt.UTC)),
        make(model),
    ]
    workflow.withdraw(hidden[-1], by=None, at=factories.AT)
    getattr(factories, f"make_{model._meta.model_name}")(**{model.name_field: "Something else"})
    found = sorted(record.pk for record in (public, *hidden))
    for text in QUESTIONS:
        readers = list(model.objects.filter(answers_question(model, parse_question(text))))
        assert readers == [public] or text in PART_OF_A_WORD, text
        for answered in answers(administrator, model, text):
            assert answered == found, text
    assert list(model.objects.filter(answers_question(model, parse_question(MEANT)))) == [public]
    for answered in answers(administrator, model, MEANT):
        assert public.pk in answered
    for text in ("???", "Heng Sour tourism"):
        assert not any(answers(administrator, model, text)), text
    for link in LINKS[model]:
        assert in_picker(administrator, model, "sour labor", link) == found, link


@pytest.mark.parametrize("model", KINDS)
def test_another_name_is_found_and_one_is_enough(administrator, model):
    record = make(model, parts=[OtherName(name="Naka Épée", kind="alias")], published=False)
    assert in_list(administrator, model, "epee") == [record.pk]
    assert in_list(administrator, model, "epee heng") == [record.pk]


def test_a_post_is_found_by_its_body_and_a_statement_by_who_spoke(administrator):
    body = factories.make_organisation(name="National Employment Agency", published=False)
    post = factories.make_post(label="Director", organisation=body, published=False)
    speaker = StatementSpeaker(organisation=body)
    statement = factories.make_statement(text="Yes.", parts=[speaker], published=False)
    for text in ("employment agency", "NEA"):
        assert in_list(administrator, type(post), f"director {text}") == [post.pk]
        assert in_list(administrator, type(statement), text) == [statement.pk]


def test_an_event_is_found_by_its_summary_once_it_is_public(administrator):
    event = factories.make_event(title="A day", summary="Of garment workers")
    assert in_list(administrator, Event, "garment worker") == [event.pk]


def test_few_rows_are_looked_through_as_well(administrator):
    term = factories.make_term(scheme="theme", code="labour", label="Labour of Wômen")
    place = factories.make_place(code="KH-15", name="Pursat", name_km="ពោធិ៍សាត់")
    event = make(Event)
    content = revisions.take_snapshot(event)
    content["fields"]["title_en"] = "Hêng Soûr renamed"
    drafts.save_draft(event, content, by=None, at=factories.AT)
    report = factories.make_report(record=event, text="It is Café.")
    assert in_list(administrator, Term, "labor women") == [term.pk]
    assert in_list(administrator, Place, "ពោធិ\u200b៍សាត់") == [place.pk]
    assert in_list(administrator, Draft, "sour renamed") == [drafts.draft_of(event.uid).pk]
    assert in_list(administrator, Report, "cafe") == [report.pk]
    assert in_list(administrator, Report, "tea") == []


def test_who_may_not_see_a_kind_finds_nothing_of_it(client):
    make(Event)
    user = factories.make_user(username="staff")
    user.user_permissions.set(Permission.objects.filter(codename="view_person"))
    client.force_login(user)
    assert client.get(desk.page("changelist", Event), {"q": "heng"}).status_code == 403
    owner, field = LINKS[Event][0]
    asked = {"app_label": "cooperation", "model_name": owner, "field_name": field, "term": "heng"}
    assert client.get(reverse("admin:autocomplete"), asked).status_code == 403


@pytest.mark.parametrize("model", KINDS)
def test_three_rows_cost_as_many_queries_as_one(administrator, model):
    texts = ["heng sour", MEANT, "nothing such"]
    make(model)
    make(model, published=False)
    few = [asked(administrator, model, text) for text in texts]
    for is_live in (True, True, False, False):
        make(model, published=is_live)
    assert [asked(administrator, model, text) for text in texts] == few


def asked(client, model, text: str) -> int:
    """Return how many queries the list and a picker take, when both are asked again."""
    answers(client, model, text)
    with CaptureQueriesContext(connection) as captured:
        answers(client, model, text)
    return len(captured)
