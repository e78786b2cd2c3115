import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import CommitmentParty, StatementSpeaker
from cooperation.queries.side_by_side import MOST
from tests.factories import (
    make_commitment,
    make_event,
    make_organisation,
    make_programme,
    make_statement,
)
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db

COLUMNS = "//div[contains(@class, 'voices')]/section"


@pytest.fixture
def union():
    return make_organisation(name="Union", slug="union", constituent="workers")


def say(text, union, **fields):
    return make_statement(text=text, parts=[StatementSpeaker(organisation=union)], **fields)


def columns(page):
    return {
        texts(column, "./h3")[0]: texts(column, ".//li//p[1]/a[1] | ./p")
        for column in page.xpath(COLUMNS)
    }


def test_each_side_stands_with_what_it_said_and_promised(client, union):
    say("Dialogue counts.", union)
    make_commitment(title="Train members", parts=[CommitmentParty(organisation=union)])

    found = columns(tree(client, "/tripartite/"))

    assert list(found) == ["Government", "Employers", "Workers", "ILO"]
    assert found["Employers"] == [
        "No statement of employers’ organisations is on record here.",
        "No commitment of employers’ organisations is on record here.",
    ]
    assert {"Dialogue counts.", "Train members"} < set(found["Workers"])
    assert not [text for text in found["Workers"] if text.startswith("No ")]


def test_the_others_have_a_column_where_there_are_any(client):
    make_statement(text="From nobody.")

    assert list(columns(tree(client, "/tripartite/")))[4:] == ["Others"]


def test_each_word_has_its_source_beside_it(client, union):
    say("Dialogue counts.", union)

    [word] = tree(client, "/tripartite/").xpath(f"{COLUMNS}//blockquote/p")

    assert texts(word, "./a[@class='cite']") == ["Source S1"]


def test_filters_hold_for_both_and_lead_to_the_whole_list(client, union):
    forum = make_event(title="Forum", slug="forum")
    for number in range(MOST + 1):
        say(f"Word {number}", union, event=forum)
    say("Elsewhere", union)
    make_commitment(
        title="At the forum", made_at=forum, parts=[CommitmentParty(organisation=union)]
    )
    make_commitment(title="Later", parts=[CommitmentParty(organisation=union)])

    page = tree(client, "/tripartite/?event=forum")

    text = page.text_content()
    assert ("At the forum" in text, "Elsewhere" in text, "Later" in text) == (True, False, False)
    [link] = page.xpath(f"{COLUMNS}//a[starts-with(text(), 'All')]")
    assert (link.text, link.get("href")) == (
        "All statements of this side",
        "/statements/?side=workers&event=forum",
    )
    assert f"{MOST + 1} statements" in texts(tree(client, link.get("href")), "//h2")
    assert texts(page, "//div[@class='chips']/a") == ["Remove: Event: Forum"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("year=soon", "“soon” is no year of four digits."),
        ("colour=red", "There is no such parameter here."),
        ("side=ilo", "There is no such parameter here."),
        ("event=none", "“none” is not known here."),
    ],
)
def test_what_was_not_understood_stands_on_the_page(client, union, query, message):
    say("Dialogue counts.", union)

    page = tree(client, f"/tripartite/?{query}")

    assert message in page.text_content()
    assert columns(page)["Workers"][0] == "Dialogue counts."


def test_events_and_programmes_have_their_own(client, union):
    programme = make_programme(slug="plan")
    forum = make_event(slug="forum")
    say("At both.", union, event=forum, programme=programme)
    make_commitment(
        title="Under it", programme=programme, parts=[CommitmentParty(organisation=union)]
    )

    at_event, under = (tree(client, path) for path in ("/events/forum/", "/programmes/plan/"))

    assert columns(at_event)["Workers"][0] == "At both."
    assert columns(at_event)["Workers"][-1].startswith("No commitment of workers’ organisations")
    assert {"At both.", "Under it"} < set(columns(under)["Workers"])
    make_event(slug="quiet")
    quiet = tree(client, "/events/quiet/")
    assert "No statement and no commitment is on record here." in texts(quiet, "//p")
    assert columns(quiet) == {}


def test_more_rows_cost_no_more_queries(client, union):
    counts = []
    for number in range(3):
        say(f"Word {number}", union)
        make_commitment(title=f"{number}", parts=[CommitmentParty(organisation=union)])
        if number != 1:
            with CaptureQueriesContext(connection) as queries:
                client.get("/tripartite/")
            counts.append(len(queries))

    assert counts[0] == counts[1] <= 24
