import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Citation, Participation
from tests.factories import make_event, make_person, make_source, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    source = make_source(
        title="An article", slug="an-article", text="PRIVATE", copy_reference="PRIVATE"
    )
    for title, locator, kind in [
        ("Five", "5", "paragraph"),
        ("Four to six", "4-6", "paragraph"),
        ("Page five", "5", "page"),
        ("Seven", "7", "paragraph"),
    ]:
        cited = Citation(source=source, locator=locator, locator_type=kind)
        make_event(title=title, cited=False, parts=[cited])
    return source


def names(found):
    return {fact["record"]["name"] for fact in found}


def test_a_source_lists_its_facts_and_never_its_text(client, article):
    answer = client.get("/api/v1/sources/an-article/")

    assert names(answer.json()["facts"]) == {"Five", "Four to six", "Page five", "Seven"}
    assert answer.json()["source_url"] == "https://example.org/report"
    assert "PRIVATE" not in answer.content.decode()


def test_a_paragraph_picks_its_facts_ranges_included(client, article):
    found = client.get("/api/v1/sources/an-article/?locator=5").json()
    all_of_them = client.get(found["facts_url"]).json()

    assert names(found["facts"]) == {"Five", "Four to six"}
    assert found["facts_count"] == 2
    assert names(all_of_them["results"]) == {"Five", "Four to six"}


@pytest.mark.parametrize("address", ["", "facts/"])
def test_a_paragraph_that_is_no_number_is_refused(client, article, address):
    answer = client.get(f"/api/v1/sources/an-article/{address}?locator=five")

    assert (answer.status_code, list(answer.json())) == (400, ["locator"])


def test_only_the_first_fifty_facts_stand_in_the_detail(client):
    source = make_source(slug="an-article")
    cited = [Citation(source=source, locator=str(number)) for number in range(1, 61)]
    make_event(cited=False, parts=cited)

    found = client.get("/api/v1/sources/an-article/").json()
    rest = client.get(f"{found['facts_url']}?limit=500").json()

    assert (len(found["facts"]), found["facts_count"]) == (50, 60)
    assert (len(rest["results"]), rest["count"]) == (60, 60)


def test_a_detail_costs_the_same_with_one_fact_and_three(client):
    source = make_source(slug="an-article")
    counts = []
    for number in range(3):
        role = make_term(scheme="event-role", code="speaker")
        spoke = Participation(person=make_person(name=f"Person {number}"), role=role)
        cited = Citation(source=source, locator="1", part=spoke.id)
        make_event(title=f"Event {number}", parts=[spoke, cited])
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                client.get("/api/v1/sources/an-article/")
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 25


def test_a_list_costs_the_same_with_one_row_and_three(client):
    counts = []
    for number in range(3):
        make_source(title=f"Source {number}")
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                client.get("/api/v1/sources/")
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 12
