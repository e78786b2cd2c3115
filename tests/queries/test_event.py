from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.documents.loading import Loader
from cooperation.models import (
    Citation,
    Event,
    EventLink,
    Figure,
    Item,
    Participation,
    RecordTerm,
    StatementSpeaker,
)
from cooperation.publishing.workflow import Row
from cooperation.queries.event import EVENTS
from cooperation.queries.records import record_detail
from cooperation.vocabulary.event import EventLinkKind
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = pytest.mark.django_db


def term(scheme: str, code: str):
    return factories.make_term(scheme=scheme, code=code)


def shown(slug: str) -> dict:
    return record_detail(EVENTS, {"slug": slug}, Loader(at=factories.AT))


def test_an_event_shows_its_own_facts():
    marker = RecordTerm(term=term(SchemeCode.POLICY_MARKER, "1"), significance=2)
    factories.make_event(
        slug="forum",
        title="A forum",
        date="2026-01-22",
        date_as_stated="on Thursday",
        attendance_mode="online",
        status="CONFIRMED",
        places=[factories.make_place()],
        parts=[marker, RecordTerm(term=term(SchemeCode.THEME, "wages"))],
    )
    found = shown("forum")
    assert (found["type"], found["title"], found["summary"]) == ("event", "A forum", None)
    assert found["date"] == {
        "edtf": "2026-01-22",
        "earliest": "2026-01-22",
        "latest": "2026-01-22",
        "text": "22 January 2026",
        "as_stated": "on Thursday",
    }
    assert found["attendance_mode"] == {"code": "online", "name": "Online"}
    assert found["status"] == {"code": "CONFIRMED", "name": "Confirmed"}
    assert found["places"] == [{"code": "KH-12", "name": "Phnom Penh"}]
    assert [(tag["code"], tag["significance"]) for tag in found["markers"]] == [("1", 2)]
    assert [tag["name"] for tag in found["themes"]] == ["Wages"]
    assert found["goals"] == found["strategies"] == found["target_groups"] == []
    assert found["published_at"] == "2026-01-05T09:00:00Z"


def test_what_no_source_states_is_null():
    factories.make_event(slug="bare")
    found = shown("bare")
    empty = ("date", "summary", "venue", "start_time", "attendance_mode", "status", "parent")
    assert {found[name] for name in empty} == {None}


def test_the_words_of_the_source_stand_in_for_a_date():
    factories.make_event(slug="forum", date_as_stated="on Tuesday")
    assert shown("forum")["date"] == {
        "edtf": None,
        "earliest": None,
        "latest": None,
        "text": 'date not stated; the source says "on Tuesday"',
        "as_stated": "on Tuesday",
    }


def test_a_participant_acts_in_a_post_for_an_organisation_on_behalf_of_another():
    dara, sokha = factories.make_person(slug="dara"), factories.make_person(slug="sokha")
    chief, minister = factories.make_post(slug="chief"), factories.make_post(slug="minister")
    agency = factories.make_organisation(slug="agency")
    row = Participation(
        person=dara,
        organisation=agency,
        role=term(SchemeCode.EVENT_ROLE, "speaker"),
        role_as_stated_en="representative",
        on_behalf_of=sokha,
        on_behalf_of_post=minister,
    )
    factories.make_event(slug="forum", parts=[Row(row, {"posts": [chief]})])
    (found,) = shown("forum")["participants"]
    links = ("person", "organisation", "on_behalf_of", "on_behalf_of_post")
    assert [found[name]["slug"] for name in links] == ["dara", "agency", "sokha", "minister"]
    assert [post["slug"] for post in found["posts"]] == ["chief"]
    assert (found["role"]["code"], found["role_as_stated"]) == ("speaker", "representative")
    assert (found["uid"], found["citations"]) == (str(row.pk), [])


def test_parts_keep_their_order():
    kind = term(SchemeCode.ITEM_KIND, "topic")
    items = [Item(kind=kind, text_en=text, position=9 - n) for n, text in enumerate("abc", start=1)]
    factories.make_event(slug="forum", parts=items)
    assert [item["text"] for item in shown("forum")["items"]] == ["c", "b", "a"]


def test_items_stand_by_weight_and_within_a_kind_as_the_source_tells_of_them():
    given = [
        ("method", "3", "m"),
        ("topic", "9", "t"),
        ("output", "8", "o2"),
        ("another", "1", "a"),
        ("objective", "7", "b"),
        ("output", "5-6", "o1"),
        ("next-step", "11", "n"),
        ("output", "", "o3"),
    ]
    source, parts = factories.make_source(slug="paper", paragraph_count=20), []
    for code, locator, text in given:
        item = Item(kind=term(SchemeCode.ITEM_KIND, code), text_en=text)
        parts += [item, Citation(source=source, part=item.pk, locator=locator)]
    factories.make_event(slug="forum", parts=parts)
    found = [item["text"] for item in shown("forum")["items"]]
    assert found == ["o1", "o2", "o3", "n", "b", "t", "m", "a"]


@pytest.mark.past_publishing
def test_a_source_that_is_hidden_does_not_show_in_the_order():
    source, kind = factories.make_source(slug="paper"), term(SchemeCode.ITEM_KIND, "topic")
    items = [Item(kind=kind, text_en=text) for text in "ab"]
    event = factories.make_event(slug="forum", parts=items)
    hidden = factories.make_source(slug="hidden", published=False)
    for of, number in ((source, "5"), (hidden, "1")):
        item = items[0] if of is source else items[1]
        Citation.objects.create(event=event, source=of, part=item.pk, locator=number)
    assert [item["text"] for item in shown("forum")["items"]] == ["a", "b"]


def test_what_was_said_and_promised_stands_as_the_source_tells_of_it():
    forum, source = factories.make_event(slug="forum"), factories.make_source(paragraph_count=20)
    for number in (9, 3, 12):
        for make, fields in (
            (factories.make_statement, {"text": f"S{number}", "event": forum}),
            (factories.make_commitment, {"title": f"C{number}", "made_at": forum}),
        ):
            cited = Citation(source=source, locator=str(number))
            make(cited=False, parts=[cited], **fields)
    factories.make_statement(text="S", event=forum)
    found = shown("forum")
    assert [row["text"] for row in found["statements"]] == ["S3", "S9", "S12", "S"]
    assert [row["title"] for row in found["commitments"]] == ["C3", "C9", "C12"]


def test_commitments_reported_with_an_event_are_its_own_as_well_and_say_so():
    forum = factories.make_event(slug="forum", date="2026-01-22")
    factories.make_commitment(title="Made", made_at=forum)
    factories.make_commitment(title="Reported", reported_at=forum)
    factories.make_commitment(title="HIDDEN", reported_at=forum, published=False)
    found = shown("forum")["commitments"]
    assert [(row["title"], bool(row["made_at"]), bool(row["reported_at"])) for row in found] == [
        ("Made", True, False),
        ("Reported", False, True),
    ]


def test_a_figure_is_given_in_words_and_as_a_number():
    measure = term(SchemeCode.MEASURE, "people")
    figure = Figure(measure=measure, qualifier="nearly", value=Decimal("100"), unit_en="officials")
    factories.make_event(slug="forum", parts=[figure])
    (found,) = shown("forum")["figures"]
    assert (found["value"], found["text"]) == (100, "nearly 100 officials")
    assert found["qualifier"]["code"] == "nearly"


def test_links_are_seen_from_either_end():
    forum = factories.make_event(slug="forum")
    programme = factories.make_programme(slug="project")
    kinds = (EventLinkKind.FOLLOWS, EventLinkKind.SUPPORTED_BY)
    rows = [EventLink(to_event=forum, kind=kinds[0]), EventLink(programme=programme, kind=kinds[1])]
    factories.make_event(slug="next", parts=rows)
    out = [(row["direction"], row["record"]["slug"]) for row in shown("next")["links"]]
    assert out == [("out", "forum"), ("out", "project")]
    (found,) = shown("forum")["links"]
    assert (found["direction"], found["record"]["slug"]) == ("in", "next")
    assert found["kind"] == {"code": "follows", "name": "follows"}


def test_children_stand_as_their_source_names_them():
    series = factories.make_event(slug="series")
    for slug, place, date in (("b", 2, "2026"), ("loose", None, "2027"), ("a", 1, "2024")):
        factories.make_event(slug=slug, parent=series, position=place, date=date)
    assert [row["slug"] for row in shown("series")["children"]] == ["a", "b", "loose"]


def test_children_come_newest_first_and_undated_last():
    series = factories.make_event(slug="series")
    for slug, date in (("old", "2024"), ("undated", ""), ("new", "2026")):
        factories.make_event(slug=slug, parent=series, date=date)
    assert [row["slug"] for row in shown("series")["children"]] == ["new", "old", "undated"]


def test_statements_and_commitments_belong_to_their_event():
    forum = factories.make_event(slug="forum", date="2026-01-22")
    speaker = StatementSpeaker(person=factories.make_person(slug="dara"))
    factories.make_statement(event=forum, setting="at_event", parts=[speaker])
    factories.make_commitment(made_at=forum, due="2026-01-01")
    found = shown("forum")
    (statement,), (commitment,) = found["statements"], found["commitments"]
    assert [row["person"]["slug"] for row in statement["speakers"]] == ["dara"]
    assert (statement["day"]["date"]["edtf"], statement["day"]["from_event"]) == (
        "2026-01-22",
        True,
    )
    assert (commitment["standing"]["code"], commitment["status"]) == ("date_passed", None)


def test_a_detail_costs_the_same_with_one_row_and_with_three():
    def add(slug: str, number: int) -> None:
        role, kind = term(SchemeCode.EVENT_ROLE, "speaker"), term(SchemeCode.ITEM_KIND, "topic")
        rows = []
        for _ in range(number):
            person, post = factories.make_person(), factories.make_post()
            rows.append(Row(Participation(person=person, role=role), {"posts": [post]}))
            rows.append(Row(Item(kind=kind, text_en="Wages")))
        event = factories.make_event(slug=slug, parts=rows)
        for _ in range(number):
            factories.make_event(parent=event)
            factories.make_statement(event=event)
            factories.make_commitment(made_at=event)

    def cost(slug: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert shown(slug)["children_count"] == number_of[slug]
        return len(queries)

    number_of = {"one": 1, "three": 3}
    for slug, number in number_of.items():
        add(slug, number)
    assert Event.objects.filter(parent__isnull=False).count() == 4
    assert cost("one") == cost("three") <= 25
