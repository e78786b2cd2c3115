import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import RecordTerm
from tests.factories import (
    make_commitment,
    make_event,
    make_programme,
    make_statement,
    make_term,
)

pytestmark = pytest.mark.django_db


def tag(term):
    return [RecordTerm(term=term)]


def full_term(number, term):
    programme = make_programme(title=f"Programme {number}", parts=tag(term))
    event = make_event(title=f"Event {number}", parts=tag(term))
    make_statement(text=f"Said {number}", event=event, parts=tag(term))
    make_commitment(title=f"Promise {number}", programme=programme, parts=tag(term))


def test_everything_under_a_theme_and_the_themes_below_it(client):
    skills = make_term(scheme="theme", code="skills", label="Skills")
    tvet = make_term(scheme="theme", code="tvet", label="TVET", parent=skills)
    full_term(1, tvet)
    make_event(title="HIDDEN", parts=tag(tvet), published=False)

    page = client.get("/themes/skills/").content.decode()

    for text in ("Programme 1", "Event 1", "Said 1", "Promise 1", '<a href="/themes/tvet/">TVET'):
        assert text in page
    assert "HIDDEN" not in page
    below = client.get("/themes/tvet/").content.decode()
    assert '<a href="/themes/skills/">Skills</a>' in below


def test_more_than_the_first_ten_are_in_the_list(client):
    goal = make_term(scheme="sdg-goal", code="8", label="Decent work")
    for number in range(11):
        make_event(title=f"Event {number:02}", parts=tag(goal))

    page = client.get("/goals/8/").content.decode()

    assert '<a href="/events/?goal=8">All 11 in the list</a>' in page
    assert page.count('<li class="ev">') == 10


def test_a_term_without_records_leads_to_the_search(client):
    make_term(scheme="strategy", code="pentagonal", label="Pentagonal Strategy")

    page = client.get("/strategies/pentagonal/").content.decode()

    assert '<a href="/search/?q=Pentagonal%20Strategy">' in page and "Nothing" not in page


@pytest.mark.parametrize("address", ["/themes/none/", "/goals/skills/", "/strategies/8/"])
def test_an_unknown_term_is_not_found(client, address):
    make_term(scheme="theme", code="skills")

    assert client.get(address).status_code == 404


def test_queries_do_not_grow_with_the_rows(client):
    skills = make_term(scheme="theme", code="skills")
    counts = []
    for number in range(3):
        full_term(number, skills)
        if number != 1:
            with CaptureQueriesContext(connection) as queries:
                client.get("/themes/skills/")
            counts.append(len(queries))

    assert counts[0] == counts[1] <= 25
