import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.queries import generation
from cooperation.queries.provinces import ABROAD, NOWHERE, WHOLE, province_rows, public_members
from tests.factories import AT, make_event, make_organisation, make_place, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    country = make_place(code="KH", name="Cambodia", kind="country")
    province = make_place(code="KH-15", name="Pursat", parent=country)
    make_place(code="KH-12", parent=country)
    return {
        "country": country,
        "province": province,
        "city": make_place(code="KHPUR", name="Krakor", kind="city", parent=province),
        "abroad": make_place(code="CHGVA", name="Geneva", kind="city"),
    }


def shown():
    state = generation.present_state(AT)
    return province_rows(public_members(state), state)


def test_a_province_counts_the_cities_in_it_and_each_record_once(places):
    make_event(places=[places["province"], places["city"]])
    make_event(places=[places["city"], places["country"]])
    make_event(places=[places["city"]], published=False)
    make_programme(places=[places["province"]])
    make_organisation(place=places["city"])
    make_organisation(place=places["city"], published=False)
    make_organisation()

    provinces, _others = shown()

    assert [(row["code"], row["name"], row["counts"]) for row in provinces] == [
        ("KH-12", "Phnom Penh", {"events": 0, "programmes": 0, "offices": 0}),
        ("KH-15", "Pursat", {"events": 2, "programmes": 1, "offices": 1}),
    ]


def test_what_lies_in_no_province_is_told_apart(places):
    make_event(places=[places["country"]])
    make_event(places=[places["abroad"]])
    make_event()
    make_event()
    make_programme(places=[places["country"]])
    make_organisation(place=places["abroad"])

    _provinces, others = shown()

    assert {row["code"]: row["counts"] for row in others} == {
        WHOLE: {"events": 1, "programmes": 1, "offices": 0},
        ABROAD: {"events": 1, "programmes": 0, "offices": 1},
        NOWHERE: {"events": 2, "programmes": 0, "offices": 0},
    }


def test_it_costs_the_same_with_one_and_three_records(places):
    counts = []
    for number in range(3):
        make_event(places=[places["city"]])
        make_programme(places=[places["province"]])
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                shown()
            counts.append(len(queries))

    # Three for what changed in the sets of each kind, one for what its time hides, and the state.
    assert counts == [6, 6]
