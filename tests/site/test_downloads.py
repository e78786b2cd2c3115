import csv
import datetime as dt
import json
from io import BytesIO, StringIO

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from lxml import html
from openpyxl import load_workbook

from cooperation.models import Citation, Participation
from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from cooperation.site import downloads
from cooperation.site.lists import LISTS
from cooperation.vocabulary.term import SchemeCode
from cooperation.web import streaming
from tests import factories

pytestmark = pytest.mark.django_db

ROUTES = sorted(listed.route for listed in LISTS.values())
MAKE = {
    "programmes": lambda **more: factories.make_programme(**more),
    "events": lambda **more: factories.make_event(date="2026-01-22", **more),
    "stakeholders": lambda **more: factories.make_organisation(**more),
    "stakeholders/organisations": lambda **more: factories.make_organisation(**more),
    "stakeholders/people": lambda **more: factories.make_person(**more),
    "stakeholders/posts": lambda **more: factories.make_post(**more),
    "statements": lambda **more: factories.make_statement(**more),
    "commitments": lambda **more: factories.make_commitment(due="2026-03", **more),
    "sources": lambda **more: factories.make_source(**more),
}
NAMES = {"statements": "text", "stakeholders/posts": "label"}
NAMES |= {
    route: "name" for route in MAKE if route.startswith("stakeholders") and route not in NAMES
}


def get(client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response)


def table(client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(get(client, address).decode(), newline="")))


def lines(client, address: str) -> list[dict]:
    return [json.loads(line) for line in get(client, address).splitlines()]


def workbook(client, address: str) -> list[dict[str, object]]:
    (sheet,) = load_workbook(BytesIO(get(client, address)), read_only=True)
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("route", ROUTES)
def test_every_list_comes_in_every_form_without_what_is_hidden(client, route):
    shown = MAKE[route](**{NAMES.get(route, "title"): "Public words"})
    MAKE[route](**{NAMES.get(route, "title"): "Hidden words"}, published=False)
    uids = {str(shown.uid)}
    assert {row["uid"] for row in table(client, f"/{route}.csv")} == uids
    assert {row["uid"] for row in lines(client, f"/{route}.jsonl")} == uids
    assert {row["uid"] for row in workbook(client, f"/{route}.xlsx")} == uids
    feed = feedparser.parse(get(client, f"/{route}.atom"))
    assert (feed.bozo, {entry.id for entry in feed.entries}) == (
        False,
        {f"urn:uuid:{uid}" for uid in uids},
    )
    if route in ("events", "commitments"):
        found = Calendar.from_ical(get(client, f"/{route}.ics"))
        assert {event["UID"] for event in found.events} == uids


@pytest.mark.parametrize("route", ROUTES)
def test_lines_are_the_rows_of_the_api(client, route):
    for number in range(2):
        MAKE[route](**{NAMES.get(route, "title"): f"Number {number}"})
    name = route.rsplit("/", 1)[-1]
    assert lines(client, f"/{route}.jsonl") == client.get(f"/api/v1/{name}/").json()["results"]


def test_a_table_names_codes_and_sources(client):
    source = factories.make_source(title="A paper", slug="paper", paragraph_count=9)
    cited = [Citation(source=source, locator="5-7"), Citation(source=source, locator="2")]
    factories.make_event(
        title="=SUM(A1)",
        date="2026-01",
        parts=cited,
        source=source,
        places=[factories.make_place()],
    )
    for (row,) in (table(client, "/events.csv"), workbook(client, "/events.xlsx")):
        assert row["title"] == row["title_en"] == "'=SUM(A1)"
        assert (row["kind_code"], row["kind"]) == ("meeting", "Meeting")
        assert (row["places_codes"], row["places"]) == ("KH-12", "Phnom Penh")
        assert (row["date"], row["date_latest"]) == ("2026-01", "2026-01-31")
        assert row["sources"] == "A paper ¶2, ¶5–7"
        assert row["source_pages"].endswith("/sources/paper/")
    (row,) = lines(client, "/events.jsonl")
    assert row["title"] == "=SUM(A1)"


def test_the_filters_and_the_order_of_the_page_hold(client):
    for number in range(4):
        factories.make_event(title=f"Event {number}", date=f"202{number}-01-01")
    for query in ("?year=2021&year=2023", "?from=2022-01-01&ordering=title", "?limit=1&cursor=x"):
        asked = query.replace("limit=1&cursor=x", "")
        expected = [row["title"] for row in client.get(f"/api/v1/events/{asked}").json()["results"]]
        assert [row["title"] for row in table(client, f"/events.csv{query}")] == expected
        calendar = Calendar.from_ical(get(client, f"/events.ics{query}"))
        assert [event["SUMMARY"] for event in calendar.events] == expected


def test_what_cannot_be_understood_is_refused_by_name(client):
    for query, name in (("year=rubbish", "year"), ("tehme=x", "tehme"), ("ordering=x", "ordering")):
        response = client.get(f"/events.csv?{query}")
        assert response.status_code == 400
        assert f"{name}: " in response.content.decode()


def test_all_rows_come_in_pieces_by_key(client, monkeypatch):
    monkeypatch.setattr("cooperation.web.selection.Selection.pieces.__defaults__", (2,))
    for number in range(5):
        factories.make_event(title=f"Event {number}", date="" if number % 2 else f"202{number}")
    titles = [row["title"] for row in table(client, "/events.csv")]
    assert titles == ["Event 4", "Event 2", "Event 0", "Event 3", "Event 1"]


def test_so_many_large_files_are_open_and_a_feed_never_waits(client, monkeypatch):
    monkeypatch.setattr(downloads, "MOST_AT_ONCE", 1)
    for _number in range(2):
        factories.make_event(date="2026-01-22")
    unread = [client.get("/events.csv") for _number in range(streaming.MOST_OPEN)]
    refused = client.get("/events.xlsx")
    assert (refused.status_code, refused["Retry-After"]) == (503, "60")
    assert "try again in a minute" in refused.content.decode()
    assert client.get("/events.atom").status_code == client.head("/events.csv").status_code == 200
    assert [len(b"".join(file).splitlines()) for file in unread] == [3] * streaming.MOST_OPEN
    assert get(client, "/events.xlsx")


def test_a_feed_begins_with_what_changed_last(client):
    first = factories.make_event(title="First", date="2020")
    factories.make_event(title="Second", date="2021")
    first.title_en = "First, corrected"
    later = factories.AT + dt.timedelta(days=1)
    workflow.save(Row(first), by=None, at=later)
    entries = feedparser.parse(get(client, "/events.atom")).entries
    assert [entry.title for entry in entries] == ["First, corrected", "Second"]
    assert entries[0].updated == later.isoformat()


def test_people_and_organisations_share_a_feed(client):
    factories.make_person(name="Chan Dara")
    factories.make_organisation(name="A ministry")
    entries = feedparser.parse(get(client, "/stakeholders.atom")).entries
    # Both changed at one moment, and their ids, which say who comes first, are the database's.
    assert sorted((entry.title, entry.tags[0].term) for entry in entries) == [
        ("A ministry", "Organisation"),
        ("Chan Dara", "Person"),
    ]


def test_a_calendar_says_how_many_it_cannot_hold_and_so_does_the_page(client):
    factories.make_event(title="Dated", date="2026-01-22")
    for date in ("2026", "2026-02", "2026-03-01~", ""):
        factories.make_event(title=f"On {date}", date=date)
    factories.make_event(title="Draft", date="2026", published=False)
    found = Calendar.from_ical(get(client, "/events.ics"))
    assert [event["SUMMARY"] for event in found.events] == ["Dated"]
    assert found["X-COMMENT"].startswith("4 events are left out")
    assert "4 events are left out" in client.get("/events/").content.decode()
    assert "3 events are left out" in client.get("/events/?from=2026-02-01").content.decode()


def test_a_page_leads_to_its_other_forms_with_the_filters_it_understood(client):
    factories.make_event(date="2026-01-22")
    page = html.fromstring(client.get("/events/?year=2026&tehme=x&limit=5").content.decode())
    found = page.xpath("//nav[@aria-label='This list in other forms']//a/@href")
    suffixes = ("csv", "xlsx", "jsonl", "atom", "ics")
    assert found == [f"/events.{suffix}?year=2026" for suffix in suffixes]


@pytest.mark.past_publishing
def test_one_event_is_a_calendar_too(client):
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="organiser")
    hidden = factories.make_organisation(name="Hidden body", published=False)
    parts = [Participation(organisation=factories.make_organisation(name="A body"), role=role)]
    event = factories.make_event(slug="before", date="2026-01-22", parts=parts)
    Participation.objects.bulk_create([Participation(event=event, organisation=hidden, role=role)])
    (found,) = Calendar.from_ical(get(client, "/events/before.ics")).events
    assert (found["UID"], found["CONTACT"]) == (str(event.uid), "A body")
    assert Calendar.from_ical(get(client, "/events.ics")).events[0] == found


def test_an_old_address_of_a_calendar_leads_on(client):
    event = factories.make_event(slug="before", date="2026-01-22")
    event.slug = "after"
    workflow.save(Row(event), by=None, at=factories.AT)
    response = client.get("/events/before.ics")
    assert (response.status_code, response["Location"]) == (301, "/events/after.ics")


def test_an_event_without_a_day_and_a_hidden_one_have_no_calendar(client):
    factories.make_event(slug="month", date="2026-01")
    factories.make_event(slug="draft", date="2026-01-22", published=False)
    factories.make_event(slug="day", date="2026-01-22")
    pages = {slug: client.get(f"/events/{slug}/").content.decode() for slug in ("day", "month")}
    assert {slug: f'"/events/{slug}.ics"' in page for slug, page in pages.items()} == {
        "day": True,
        "month": False,
    }
    response = client.get("/events/month.ics")
    assert response.status_code == 404
    assert "does not state the day" in response.content.decode()
    draft, absent = client.get("/events/draft.ics"), client.get("/events/absent.ics")
    assert draft.status_code == absent.status_code == 404
    assert draft.content == absent.content


def test_a_form_that_is_held_already_is_not_sent_again(client):
    factories.make_event(date="2026-01-22")
    for suffix in ("csv", "atom", "ics"):
        response = client.get(f"/events.{suffix}")
        again = client.get(f"/events.{suffix}", headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("suffix", ["csv", "atom", "ics"])
def test_more_events_cost_no_more_queries(client, suffix):
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker")
    counts = []
    for made in (1, 2):
        for _number in range(made):
            body = factories.make_organisation()
            parts = [Participation(organisation=body, role=role)]
            factories.make_event(date="2026-01-22", parts=parts, places=[factories.make_place()])
        with CaptureQueriesContext(connection) as queries:
            get(client, f"/events.{suffix}")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    # Two of them read the sets of a state, and what time hides: once for all of its requests.
    assert counts[1] <= 13
