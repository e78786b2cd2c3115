import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from cooperation.models import Citation, EventLink, Item, Participation
from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = pytest.mark.django_db


def tree(client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words(found) -> str:
    return " ".join(found.text_content().split())


def titles(client, query: str = "") -> list[str]:
    found = tree(client, f"/events/{query}").xpath("//li[@class='ev']/h3")
    return [words(item) for item in found]


def test_the_list_shows_public_events_newest_first_and_undated_last(client):
    for title, date in (("Old", "2024"), ("Undated", ""), ("New", "2026-01")):
        factories.make_event(title=title, date=date)
    factories.make_event(title="Draft", published=False)
    assert titles(client) == ["New", "Old", "Undated"]
    page = words(tree(client, "/events/"))
    assert ("3 events" in page, "January 2026" in page) == (True, True)
    assert "date not stated" not in page.lower()


def test_the_page_and_the_api_give_the_same_records(client):
    for number in range(4):
        factories.make_event(title=f"Event {number}", date=f"202{number}")
    for query in ("?year=2021&year=2023", "?from=2022-01-01", "?limit=2", "?ordering=title"):
        rows = client.get(f"/api/v1/events/{query}").json()["results"]
        assert titles(client, query) == [row["title"] for row in rows]


def test_an_empty_list_says_so(client):
    assert titles(client) == []
    factories.make_event(title="A forum", date="2024")
    assert titles(client, "?year=2001") == []
    assert "0 events" in words(tree(client, "/events/?year=2001"))


def test_what_was_not_understood_stands_on_the_page(client):
    factories.make_event(title="A forum")
    page = words(tree(client, "/events/?year=rubbish"))
    assert "“rubbish” is no year of four digits." in page
    assert titles(client, "?year=rubbish") == ["A forum"]


def test_pages_are_followed_forth_and_back(client):
    for number in range(3):
        factories.make_event(title=f"Event {number}", date=f"202{number}")
    first = tree(client, "/events/?limit=2")
    (following,) = first.xpath("//a[@rel='next']/@href")
    assert titles(client, following) == ["Event 0"]
    (back,) = tree(client, f"/events/{following}").xpath("//a[@rel='prev']/@href")
    assert titles(client, back) == ["Event 2", "Event 1"]


def test_an_event_shows_every_fact_with_its_source(client):
    source = factories.make_source(title="A paper", slug="paper", paragraph_count=9)
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker")
    kind = factories.make_term(scheme=SchemeCode.ITEM_KIND, code="topic")
    speaker = Participation(person=factories.make_person(name="Chan Dara"), role=role)
    topic = Item(kind=kind, text_en="Wages in garment factories")
    cited = [Citation(source=source, part=topic.pk, locator="5-7")]
    factories.make_event(
        slug="forum",
        title="A forum",
        date="2026-01-22",
        source=source,
        parts=[speaker, topic, *cited],
    )
    page = tree(client, "/events/forum/")
    text = words(page)
    for expected in ("A forum", "22 January 2026", "Chan Dara", "Wages in garment factories"):
        assert expected in text
    (item,) = [words(row) for row in page.xpath("//li") if "garment" in row.text_content()]
    assert "5–7" in item
    assert "A paper" in text


def test_what_the_source_does_not_tell_is_said_once_with_where_to_tell_us(client):
    event = factories.make_event(slug="bare", title="A meeting")
    page = tree(client, "/events/bare/")
    [told] = page.xpath("//dt[text()='Not in the source']/following-sibling::dd[1]")
    assert words(told) == "Date, place. Know it? Tell us"
    assert told.xpath("./a/@href") == [f"/report/{event.uid}/"]
    assert "not stated" not in words(page).lower()


def test_a_post_is_shown_where_nobody_is_named(client):
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker")
    body = factories.make_organisation(name="A ministry")
    post = factories.make_post(label="Director of training", organisation=body)
    row = Row(Participation(organisation=body, role=role), {"posts": [post]})
    factories.make_event(slug="forum", parts=[row])
    assert "A ministry, Director of training" in words(tree(client, "/events/forum/"))


def test_what_is_reported_with_an_event_says_so_and_links_of_ours_are_marked(client):
    plan = factories.make_programme(title="A plan")
    forum = factories.make_event(
        slug="forum",
        title="A forum",
        parts=[EventLink(programme=plan, kind="is_about", is_inferred=True)],
    )
    factories.make_commitment(title="A pledge", reported_at=forum)
    text = words(tree(client, "/events/forum/"))
    assert "This event is about A plan (our reading)" in text
    assert "A pledge" in text and "Reported with: A forum." in text


def test_texts_are_escaped(client):
    factories.make_event(slug="forum", title="<script>alert(1)</script>", summary="a & b")
    for address in ("/events/", "/events/forum/"):
        content = client.get(address).content.decode()
        assert "<script>alert" not in content
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content


def test_an_old_address_leads_on_and_a_hidden_one_nowhere(client):
    event = factories.make_event(slug="before")
    event.slug = "after"
    workflow.save(Row(event), by=None, at=factories.AT)
    response = client.get("/events/before/")
    assert (response.status_code, response["Location"]) == (301, "/events/after/")
    factories.make_event(slug="draft", published=False)
    draft, absent = client.get("/events/draft/"), client.get("/events/absent/")
    assert draft.status_code == absent.status_code == 404
    assert draft.content.replace(b"draft", b"absent") == absent.content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_is_written(client, method):
    factories.make_event(slug="forum")
    for address in ("/events/", "/events/forum/"):
        assert getattr(client, method)(address).status_code == 405


def test_a_reader_gets_no_cookie(client):
    factories.make_event(slug="forum")
    for address in ("/events/", "/events/forum/"):
        response = client.get(address)
        assert (dict(response.cookies), "public" in response["Cache-Control"]) == ({}, True)


def test_a_list_costs_the_same_with_one_row_and_with_three(client):
    def cost(number: int) -> int:
        factories.make_event(places=[factories.make_place()], parent=factories.make_event())
        with CaptureQueriesContext(connection) as queries:
            assert len(titles(client)) == number
        return len(queries)

    assert cost(2) == cost(4) == cost(6) <= 14


def test_an_end_after_midnight_is_said_to_be_on_the_next_day(client):
    event = factories.make_event(
        date="2026-01-22",
        start_time=dt.time(22),
        end_time=dt.time(1, 30),
        time_zone="Asia/Phnom_Penh",
    )
    text = words(tree(client, f"/events/{event.slug}/"))
    assert "22:00–01:30 on the next day (Asia/Phnom_Penh)" in text
