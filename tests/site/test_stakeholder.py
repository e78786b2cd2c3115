import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Position
from tests.factories import make_organisation, make_person, make_post

pytestmark = pytest.mark.django_db


def body_with_head(number, constituent="government"):
    body = make_organisation(name=f"Body {number}", constituent=constituent)
    post = make_post(label=f"Head {number}", organisation=body)
    make_person(name=f"Person {number}", sort_name=f"P{number}", parts=[Position(post=post)])


def sides(page):
    return page.split('<div class="sides">')[1].split('<div class="cols')[0].split("<h2>")[1:]


def test_the_sides_stand_side_by_side_without_empty_ones(client):
    body_with_head(1)
    body_with_head(2, "workers")
    make_organisation(name="HIDDEN", constituent="employers", published=False)

    page = client.get("/stakeholders/").content.decode()

    found = sides(page)
    assert [side.split("</h2>")[0] for side in found] == [
        "Government",
        "Workers",
    ]
    assert "Person 1" in found[0] and "Head 1" in found[0]
    assert "Person 2" in found[1]
    assert "4 organisations and people" in page and "HIDDEN" not in page


def test_a_long_side_leads_to_all_of_it(client):
    for number in range(13):
        make_organisation(name=f"Ministry {number:02}", constituent="government")

    side = sides(client.get("/stakeholders/").content.decode())[0]

    assert "Ministry 11" in side and "Ministry 12" not in side
    assert '/stakeholders/organisations/?constituent=government">All 13 organisations' in side


def test_a_filtered_list_stands_alone_and_counts_as_the_api_does(client):
    body_with_head(1)
    body_with_head(2, "workers")

    page = client.get("/stakeholders/?constituent=workers").content.decode()
    found = client.get("/api/v1/stakeholders/?constituent=workers").json()

    assert '<div class="sides">' not in page
    assert f"{found['count']} organisations and people" in page
    assert [row["name"] for row in found["results"]] == ["Body 2", "Person 2"]
    assert "Body 2" in page and "Body 1" not in page


def test_queries_do_not_grow_with_the_rows(client):
    counts = []
    for number in range(3):
        body_with_head(number)
        if number != 1:
            with CaptureQueriesContext(connection) as queries:
                client.get("/stakeholders/")
            counts.append(len(queries))

    assert counts[0] == counts[1] <= 15
