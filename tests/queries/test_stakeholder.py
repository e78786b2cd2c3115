import pytest

from cooperation.models import Participation, Position
from cooperation.queries import generation
from cooperation.queries.stakeholder import stakeholders_by_side
from tests.factories import AT, make_event, make_organisation, make_person, make_post, make_term

pytestmark = pytest.mark.django_db


def speaker(**fields):
    return Participation(role=make_term(scheme="event-role", code="speaker"), **fields)


@pytest.fixture(scope="module")
def register(shared):
    ministry = make_organisation(name="Ministry", constituent="government")
    union = make_organisation(name="Union", constituent="workers")
    make_organisation(name="Club")
    minister = make_post(label="Minister", organisation=ministry)
    make_person(name="Heng", sort_name="Heng", parts=[Position(post=minister)])
    sam = make_person(name="Sam", sort_name="Sam")
    both = make_person(name="Both", sort_name="Both")
    make_event(
        title="Forum",
        parts=[
            speaker(person=sam, organisation=union),
            speaker(person=both, organisation=union),
            speaker(person=both, organisation=ministry),
        ],
    )


@pytest.mark.past_publishing
def test_the_sides_stand_with_their_organisations_and_the_people_seen_for_them(register):
    hidden = make_organisation(name="HIDDEN", constituent="workers", published=False)
    ghost = make_person(name="HIDDEN", published=False)
    Participation.objects.create(
        event=make_event(),
        person=ghost,
        organisation=hidden,
        role=make_term(scheme="event-role", code="speaker"),
    )

    sides = stakeholders_by_side(generation.present_state(AT))

    assert [(side["constituent"], side["count"]) for side in sides] == [
        ("government", 1),
        ("workers", 1),
        (None, 1),
    ]
    government, workers = sides[0]["organisations"], sides[1]["organisations"]
    assert [
        (one["person"]["name"], [post["name"] for post in one["posts"]])
        for one in government[0]["people"]
    ] == [("Both", []), ("Heng", ["Minister"])]
    assert [one["person"]["name"] for one in workers[0]["people"]] == ["Both", "Sam"]
    assert "HIDDEN" not in str(sides)


def test_organisations_and_people_are_one_list_by_name(register, client):
    rows = client.get("/api/v1/stakeholders/").json()["results"]

    assert [
        (row["name"], row["constituent"] and row["constituent"]["code"], len(row["acts_for"]))
        for row in rows
    ] == [
        ("Both", None, 2),
        ("Club", None, 0),
        ("Heng", "government", 1),
        ("Ministry", "government", 0),
        ("Sam", "workers", 1),
        ("Union", "workers", 0),
    ]


@pytest.mark.parametrize("ordering", ["name", "-name"])
def test_paging_meets_everyone_once_both_ways(register, client, ordering):
    make_organisation(name="Sam")
    pages, address = [], f"/api/v1/stakeholders/?limit=3&ordering={ordering}"
    while address:
        pages.append(client.get(address).json())
        address = pages[-1]["next"]
    found = [(row["type"], row["name"]) for page in pages for row in page["results"]]

    assert len(found) == len(set(found)) == pages[0]["count"] == 7
    names = [name for _kind, name in found]
    assert names == sorted(names, reverse=ordering == "-name")
    back = client.get(pages[-1]["previous"]).json()
    assert back["results"] == pages[-2]["results"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("constituent=workers", ["Both", "Sam", "Union"]),
        (
            "constituent=workers&constituent=government",
            ["Both", "Heng", "Ministry", "Sam", "Union"],
        ),
        ("role=speaker", ["Both", "Ministry", "Sam", "Union"]),
        ("event=forum&constituent=government", ["Both", "Ministry"]),
        ("kind=10", []),
    ],
)
def test_filters_hold_for_both_kinds(register, client, query, names):
    found = client.get(f"/api/v1/stakeholders/?{query}").json()

    assert [row["name"] for row in found["results"]] == names
    assert found["count"] == len(names)
