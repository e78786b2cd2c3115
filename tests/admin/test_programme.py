import pytest

from cooperation.models import Identifier, PlanItem, Programme, ProgrammeOrganisation
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.admin import desk


@pytest.fixture
def priority(db):
    return factories.make_term(scheme=SchemeCode.PLAN_ITEM_KIND, code="priority")


@pytest.fixture
def programme(priority):
    items = [PlanItem(kind=priority, text_en=text) for text in ("Skills", "Rights")]
    return factories.make_programme(published=False, parts=items)


def plan(programme) -> dict[str, str | None]:
    return {
        item.text_en: item.parent and item.parent.text_en for item in programme.plan_items.all()
    }


def test_a_plan_item_lies_under_another_of_its_programme(contributor, programme):
    skills = programme.plan_items.get(text_en="Skills")
    values = desk.filled(contributor, desk.change_page(programme))
    contributor.post(desk.change_page(programme), values | {"plan_items-1-parent": skills.pk})
    assert plan(programme) == {"Skills": None, "Rights": "Skills"}


def test_plan_items_do_not_lie_under_each_other(contributor, programme):
    first, second = programme.plan_items.all()
    values = desk.filled(contributor, desk.change_page(programme))
    circle = {"plan_items-0-parent": second.pk, "plan_items-1-parent": first.pk}
    response = contributor.post(desk.change_page(programme), values | circle)
    assert set(desk.errors(response)) == {"The item would lie under itself."}
    assert plan(programme) == {"Skills": None, "Rights": None}


def test_a_plan_item_of_another_programme_is_not_offered(contributor, programme, priority):
    other = PlanItem(kind=priority, text_en="Elsewhere")
    factories.make_programme(parts=[other])
    values = desk.filled(contributor, desk.change_page(programme))
    for wrong in (other.pk, "no-id"):
        response = contributor.post(
            desk.change_page(programme), values | {"plan_items-0-parent": wrong}
        )
        assert len(desk.errors(response)) == 1
    assert b"Elsewhere" not in contributor.get(desk.change_page(programme)).content


def test_an_item_under_a_deleted_one_goes_with_it(contributor, programme):
    first, second = programme.plan_items.all()
    PlanItem.objects.filter(pk=second.pk).update(parent=first)
    values = desk.filled(contributor, desk.change_page(programme))
    contributor.post(desk.change_page(programme), values | {"plan_items-0-DELETE": "on"})
    assert plan(programme) == {}


def test_an_identifier_of_another_record_is_answered_with_a_message(contributor, programme):
    factories.make_organisation(parts=[Identifier(vocabulary="wikidata", code="Q1")])
    values = desk.with_rows(
        desk.filled(contributor, desk.change_page(programme)),
        "identifiers",
        {"vocabulary": "wikidata", "code": "Q1"},
    )
    response = contributor.post(desk.change_page(programme), values)
    assert len(desk.errors(response)) > 0
    assert programme.identifiers.count() == 0


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"amount": "100"}, "__all__"),
        ({"currency": "USD"}, "__all__"),
        ({"amount": "1e400", "currency": "USD"}, "amount"),
        ({"amount": "NaN", "currency": "USD"}, "amount"),
        ({"amount_period": "soon"}, "amount_period"),
    ],
    ids=str,
)
def test_a_partner_with_a_wrong_amount_is_answered_at_the_row(
    contributor, programme, fields, place
):
    row = {
        "organisation": factories.make_organisation().pk,
        "role": factories.make_term(scheme=SchemeCode.PROGRAMME_ROLE, code="funding").pk,
        "qualifier": "exact",
    }
    values = desk.filled(contributor, desk.change_page(programme))
    values = desk.with_rows(values, "organisations", row | fields)
    response = contributor.post(desk.change_page(programme), values)
    formsets = {f.formset.prefix: f.formset for f in response.context["inline_admin_formsets"]}
    assert place in formsets["organisations"].forms[0].errors
    assert ProgrammeOrganisation.objects.count() == 0


def test_what_the_database_alone_refuses_comes_back_on_the_form(contributor, monkeypatch):
    factories.make_programme(title="First")
    values = desk.filled(contributor, desk.page("add", Programme))
    kind = factories.make_term(scheme=SchemeCode.PROGRAMME_KIND, code="project")
    # As if another editor had taken the address between the check and the writing.
    monkeypatch.setattr(
        "cooperation.admin.guarded.fill_slug", lambda record: setattr(record, "slug", "first")
    )
    response = contributor.post(
        desk.page("add", Programme), values | {"title_en": "Second", "kind": kind.pk}
    )
    assert desk.errors(response) == [
        "The change was not saved: another record holds one of its values already, or a row that "
        "it names was deleted meanwhile. Check addresses, identifiers, tags and links."
    ]
    assert 'value="Second"' in response.content.decode()
    assert Programme.objects.count() == 1
