"""Changes as a client asks for them by number: none is missed, and each round has an end."""

import datetime as dt

import pytest
from django.utils import timezone

from cooperation.models import ChangeNumber, Generation, Term
from cooperation.publishing import drafts, merging, workflow
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.api.copying import CHANGES, Copy, publish_event
from tests.api.test_base import differences
from tests.api.test_schema import errors
from tests.publishing.merges import proposed

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def test_each_change_has_a_number_greater_than_all_before(client):
    copy = Copy(client)
    first, second = publish_event(title="First"), publish_event(title="Second")
    assert copy.follow() == [("published", str(first.uid)), ("published", str(second.uid))]
    assert copy.follow() == []
    workflow.save(Row(first), by=None)
    workflow.withdraw(second, by=None)
    assert copy.follow() == [("published", str(first.uid)), ("withdrawn", str(second.uid))]
    gone = str(second.uid)
    workflow.delete(second, by=None)
    assert copy.follow() == []
    workflow.delete(first, by=None)
    assert copy.follow() == [("withdrawn", str(first.uid))]
    assert Copy(client).follow() == [("withdrawn", gone), ("withdrawn", str(first.uid))]


def test_drafts_and_what_is_discarded_change_nothing(client):
    made, copy = publish_event(), Copy(client)
    copy.follow()
    before = Generation.objects.get().sequence
    factories.make_event(title="A draft", published=False)
    proposed(made, title_en="Never seen")
    drafts.discard(made, by=None, at=timezone.now())
    assert (copy.follow(), Generation.objects.get().sequence) == ([], before)


def test_terms_and_places_are_told_by_number_alone(client):
    term = factories.make_term(scheme=SchemeCode.THEME, code="wages", label="Wages")
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="host", label="Host")
    place = factories.make_place(code="KH-12", name="Phnom Penh")
    rows = client.get(f"{CHANGES}?after=0&kind=term&kind=place").json()["results"]
    base = "http://127.0.0.1:8000"
    assert [
        (row["record"]["slug"], row["record"]["name"], row["record"]["url"]) for row in rows
    ] == [
        ("theme/wages", "Wages", f"{base}/themes/wages/"),
        ("event-role/host", "Host", f"{base}/api/v1/terms/event-role/host/"),
        ("KH-12", "Phnom Penh", f"{base}/api/v1/places/KH-12/"),
    ]
    assert client.get(CHANGES).json()["results"] == []
    last = rows[-1]["sequence"]
    term.label_en = "Pay"
    workflow.save(Row(term), by=None)
    workflow.delete(role, by=None)
    rows = client.get(f"{CHANGES}?after={last}").json()["results"]
    assert [(row["change"], row["uid"]) for row in rows] == [
        ("published", str(term.uid)),
        ("withdrawn", str(role.uid)),
    ]
    assert (rows[0]["record"]["name"], rows[1]["record"]) == ("Pay", None)
    assert place.uid and Term.objects.count() == 1


def test_what_names_a_renamed_record_has_not_changed_and_what_names_a_merged_one_has(client):
    kept, merged = (factories.make_organisation(name=name) for name in ("Union", "Unions"))
    post = factories.make_post(organisation=merged)
    copy = Copy(client)
    copy.follow()
    merged.name_en = "Unions of Cambodia"
    workflow.save(Row(merged), by=None)
    assert copy.follow() == [("published", str(merged.uid))]
    merging.merge(kept, merged, by=None)
    assert sorted(copy.follow()) == sorted(
        [
            ("published", str(kept.uid)),
            ("published", str(post.uid)),
            ("withdrawn", str(merged.uid)),
        ]
    )


def test_a_statement_whose_day_is_that_of_its_event_changes_with_it(client):
    forum = publish_event(title="Forum", date="2026-01-22")
    said = factories.make_statement(event=forum)
    copy = Copy(client)
    copy.follow()
    forum.date = "2026-01-23"
    workflow.save(Row(forum), by=None)
    assert copy.follow() == [("published", str(forum.uid)), ("published", str(said.uid))]


def test_answers_are_as_documented(client):
    publish_event(title="First")
    factories.make_place(code="KH-12")
    answer = client.get(f"{CHANGES}?after=0").json()
    assert answer["count"] == len(answer["results"]) > 2
    assert errors("changes_list", 200, answer) == []
    row = client.get(CHANGES).renderer_context["view"].row()
    assert [d for item in answer["results"] for d in differences(row, item, "changes")] == []
    picked = client.get(f"{CHANGES}?after=0&fields=uid,sequence&lang=km").json()["results"]
    assert [set(row) for row in picked] == [{"uid", "sequence"}] * len(picked)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("after=x", ["after"]),
        ("after=-1", ["after"]),
        ("after=", ["after"]),
        ("after=1&after=2", ["after"]),
        ("after=9999999999999999999", ["after"]),
        ("after=999999999999999999", ["after"]),
        (
            "after=0&ordering=at&updated_since=2026-01-01&cursor=x",
            ["cursor", "ordering", "updated_since"],
        ),
        ("after=0&limit=0&kind=y&q=z&fields=no", ["fields", "kind", "limit", "q"]),
    ],
)
def test_what_cannot_be_understood_is_refused_by_name(query, names, client):
    answer = client.get(f"{CHANGES}?{query}")
    assert (answer.status_code, sorted(answer.json())) == (400, names)


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_whatever_it_holds(count, client, django_assert_num_queries):
    for number in range(count):
        publish_event(title=f"Event {number}", go_live_at=timezone.now() - HOUR)
        factories.make_term(scheme=SchemeCode.THEME, code=f"theme-{number}")
    with django_assert_num_queries(12):
        client.get(f"{CHANGES}?after=0&kind=event&kind=term")


def test_every_record_term_and_place_has_one_number(client):
    publish_event(title="First")
    kept = ChangeNumber.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(kept) == sorted(set(kept))
    assert Generation.objects.get().sequence == max(kept)
