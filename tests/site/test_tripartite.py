import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import CommitmentParty, Identifier, StatementSpeaker
from cooperation.queries.side_by_side import MOST
from cooperation.vocabulary.organisation import ILO_IDENTIFIER
from tests.factories import (
    make_commitment,
    make_event,
    make_organisation,
    make_programme,
    make_statement,
)
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db

SAID = ".//li[@class='said']//a[@class='plain']"
COLUMNS = "//div[contains(@class, 'voices')]/section"


@pytest.fixture
def union():
    return make_organisation(name="Union", slug="union", constituent="workers")


def say(text, union, **fields):
    return make_statement(text=text, parts=[StatementSpeaker(organisation=union)], **fields)


def columns(page):
    return {
        texts(column, "./h3")[0]: texts(column, f"{SAID} | .//li[not(@class)]/p[1]/a[1] | ./p")
        for column in page.xpath(COLUMNS)
    }


def test_each_side_stands_with_what_it_said_and_promised(client, union):
    say("Dialogue counts.", union)
    make_commitment(title="Train members", parts=[CommitmentParty(organisation=union)])

    found = columns(tree(client, "/tripartite/"))

    assert list(found) == ["Government", "Employers", "Workers", "ILO"]
    assert found["Employers"] == ["The 1 source read so far reports none."] * 2
    assert found["Workers"] == ["Dialogue counts.", "Train members"]
    assert not [text for text in found["Workers"] if "none" in text]


def test_a_side_that_spoke_elsewhere_is_left_out_not_denied(client, union):
    forum = make_event(slug="forum")
    say("Here.", union, event=forum)
    employers = make_organisation(name="Employers", constituent="employers")
    say("There.", employers)

    found = columns(tree(client, "/tripartite/?event=forum"))

    assert list(found) == ["Government", "Employers", "Workers", "ILO"]
    assert found["Employers"] == ["The 1 source read so far reports none."]
    assert found["Government"] == ["The 1 source read so far reports none."] * 2


def test_filters_that_fit_nothing_say_so(client, union):
    vocabulary, code = ILO_IDENTIFIER
    ilo = [Identifier(vocabulary=vocabulary, code=code)]
    for number, constituent in enumerate(("government", "employers", "workers", "un")):
        parts = ilo if constituent == "un" else []
        body = make_organisation(name=f"Body {number}", constituent=constituent, parts=parts)
        say("Somewhere.", body)
        make_commitment(title=constituent, parts=[CommitmentParty(organisation=body)])
    make_event(slug="quiet")

    page = tree(client, "/tripartite/?event=quiet")

    assert columns(page) == {}
    assert "Nothing on record fits all of these filters." in page.text_content()


def test_a_draft_changes_nothing_of_what_is_said(client, union):
    before = columns(tree(client, "/tripartite/"))
    say("Hidden.", union, published=False)

    after = columns(tree(client, "/tripartite/"))

    assert (after, after["Workers"]) == (before, ["The 1 source read so far reports none."] * 2)


def test_the_others_have_a_column_where_there_are_any(client):
    make_statement(text="From nobody.")

    assert list(columns(tree(client, "/tripartite/")))[4:] == ["Others"]


def test_what_nobody_is_named_for_is_never_called_that_of_others(client):
    make_commitment(title="Expected")

    assert list(columns(tree(client, "/tripartite/")))[4:] == ["Nobody named"]


def test_each_word_has_its_source_beside_it(client, union):
    say("Dialogue counts.", union)

    page = tree(client, "/tripartite/")

    assert texts(page, f"{COLUMNS}//li[@class='said']/p[last()]") == ["Our summary of Source S1"]


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
    assert list(columns(at_event)) == ["Workers"]
    assert not [text for text in columns(at_event)["Workers"] if "none" in text]
    assert columns(under)["Workers"] == ["At both.", "Under it"]
    make_event(slug="quiet")
    quiet = tree(client, "/events/quiet/")
    assert "What each side said and promised" not in texts(quiet, "//h2")


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
