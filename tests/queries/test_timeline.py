import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.queries import generation, timeline
from cooperation.queries.timeline import by_year, register_timeline
from tests.factories import AT, make_commitment, make_event, make_programme

pytestmark = pytest.mark.django_db


def shown(year=None):
    return register_timeline(generation.present_state(AT), year)


def titles(rows):
    return [row["title"] for row in rows]


def test_the_newest_come_first_and_hidden_ones_never():
    make_event(title="old", date="2020")
    make_event(title="new", date="2026-01-22")
    make_event(title="HIDDEN", date="2026-01-23", published=False)
    make_programme(title="ran", planned_period="2020/2030", actual_period="2021/..")
    make_programme(title="HIDDEN", planned_period="2020", published=False)
    make_commitment(title="due", due="2026-03")
    make_commitment(title="HIDDEN", due="2026-03", published=False)
    make_commitment(title="without a date")

    found = shown()

    assert titles(found["events"]) == ["new", "old"]
    assert [(row["title"], row["period"]["edtf"]) for row in found["programmes"]] == [
        ("ran", "2021/..")
    ]
    assert titles(found["commitments"]) == ["due"]
    assert found["counts"] == {"programmes": 1, "events": 2, "commitments": 1}


def test_a_year_holds_what_overlaps_it():
    make_event(title="before", date="2024-12-31")
    make_event(title="of the year", date="2025-05-05/2025-05-09")
    make_event(title="undated")
    make_programme(title="over it", planned_period="2024/2028")
    make_programme(title="after", planned_period="2026/2027")

    found = shown(2025)

    assert titles(found["events"]) == ["of the year"]
    assert titles(found["programmes"]) == ["over it"]
    assert found["undated"] == []


def test_what_has_no_first_day_is_listed_apart():
    make_programme(title="A programme")
    make_event(title="A tuesday", date_as_stated="on Tuesday")
    make_event(title="Each November", date="XXXX-11-20")
    make_event(title="Until", date="../2021")
    make_event(title="HIDDEN", published=False)

    assert titles(shown()["undated"]) == ["A programme", "A tuesday", "Each November", "Until"]


def test_no_more_is_read_than_can_be_drawn(monkeypatch):
    monkeypatch.setattr(timeline, "LINES", (("events", timeline._EVENTS, "date", 2),))
    for day in (1, 2, 3):
        make_event(title=f"Day {day}", date=f"2026-01-0{day}")

    found = shown()

    assert (titles(found["events"]), found["counts"]) == (["Day 3", "Day 2"], {"events": 3})


def test_each_year_counts_what_began_in_it():
    make_event(date="2025-05")
    make_event(date="2025-06/2026-01")
    make_event(date="2025-07", published=False)
    make_event()
    make_event(date="../2024")
    make_event(date="2027/..")
    make_event(date="1700/2025")
    make_programme(planned_period="2024/2028")
    make_programme(planned_period="2024/2028", actual_period="2025-02/2026")

    assert by_year(generation.present_state(AT)) == [
        {"year": 1700, "events": 1, "programmes": 0},
        {"year": 2024, "events": 0, "programmes": 1},
        {"year": 2025, "events": 2, "programmes": 1},
        {"year": 2027, "events": 1, "programmes": 0},
    ]


def test_it_costs_the_same_with_one_and_three_of_each():
    counts = []
    for number in range(3):
        make_event(date=f"202{number}")
        make_event(title=f"Undated {number}")
        make_programme(planned_period=f"202{number}")
        make_commitment(due=f"202{number}")
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                shown()
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 11
