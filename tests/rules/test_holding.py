import datetime as dt

import pytest

from cooperation.rules import dates
from cooperation.rules.holding import (
    Position,
    Sighting,
    Span,
    list_holders,
)
from cooperation.rules.holding_on_day import holders_on, holding_answers
from cooperation.vocabulary.holding import Answer


def span(text: str) -> Span:
    bounds = dates.date_bounds(text)
    return Span(text, bounds.earliest, bounds.latest)


def positions(*rows: tuple[str, str]) -> list[Position]:
    return [Position(key, person, span(text)) for key, (person, text) in enumerate(rows)]


def sightings(*rows: tuple[str, str]) -> list[Sighting]:
    return [Sighting(key, person, span(text)) for key, (person, text) in enumerate(rows)]


@pytest.mark.parametrize(
    ("day", "stated", "seen", "answer"),
    [
        # A stated period contains both its days, and wins over what was seen.
        ("2020-01-01", [("A", "2020/2022")], [], [("A", "stated")]),
        ("2022-12-31", [("A", "2020/2022")], [], [("A", "stated")]),
        ("2023-01-01", [("A", "2020/2022")], [], []),
        ("2021-05-05", [("A", "2020/2022")], [("B", "2021-05-05")], [("A", "stated")]),
        ("2021-05-05", [("A", "2020/.."), ("B", "2021")], [], [("A", "stated"), ("B", "stated")]),
        # Of a side that is not stated nobody knows whether it reaches the day.
        ("2024-05-05", [("A", "2021-09/")], [], []),
        ("2019-05-05", [("A", "/2021-09")], [], []),
        ("2024-05-05", [("A", "2021-09/")], [("A", "2024-05-05")], [("A", "seen")]),
        (
            "2024-05-05",
            [("A", "2021-09/")],
            [("A", "2023"), ("A", "2025")],
            [("A", "between sightings")],
        ),
        # A position without a period says nothing of any day.
        ("2021-05-05", [("A", "")], [], []),
        # Seen on the day, also with another; also within a range of stated days.
        ("2022-02-17", [("A", "")], [("A", "2022-02-17")], [("A", "seen")]),
        ("2025-05-07", [], [("A", "2025-05-05/2025-05-09")], [("A", "seen")]),
        (
            "2022-02-17",
            [],
            [("A", "2022-02-17"), ("B", "2022-02-17"), ("A", "2022-02-17")],
            [("A", "seen"), ("B", "seen")],
        ),
        # A year, a month, a day that is about or uncertain: no sighting on a day.
        ("2024-06-01", [], [("A", "2024")], []),
        ("2024-06-01", [], [("A", "2024-06")], []),
        ("2024-06-01", [], [("A", "2024-06-01~")], []),
        ("2024-06-01", [], [("A", "")], []),
        # Before and after, with nobody else between.
        ("2023-01-01", [], [("A", "2022"), ("A", "2024-01-05")], [("A", "between sightings")]),
        ("2023-01-01", [], [("A", "2022-02-17")], []),
        ("2021-01-01", [], [("A", "2022-02-17"), ("A", "2023-02-17")], []),
        ("2023-01-01", [], [("A", "2022-02-17"), ("A", "2024-01-05"), ("B", "2023-05-05")], []),
        ("2023-01-01", [], [("A", "2022-02-17"), ("A", "2024-01-05"), ("B", "2022")], []),
        ("2023-01-01", [("B", "2023-05/2023-06")], [("A", "2022"), ("A", "2024")], []),
        ("2023-01-01", [("B", "")], [("A", "2022"), ("A", "2024")], [("A", "between sightings")]),
        (
            "2023-01-01",
            [],
            [("A", "2022-02-17"), ("A", "2024-01-05"), ("B", "2022-02-17"), ("B", "2025")],
            [("A", "between sightings")],
        ),
        (
            "2023-01-01",
            [],
            [("A", "2022-02-17"), ("A", "2024-01-05"), ("B", "")],
            [("A", "between sightings")],
        ),
        # The nearest sightings count: an older one of another is no obstacle.
        (
            "2023-01-01",
            [],
            [("A", "2019"), ("B", "2020"), ("A", "2022"), ("A", "2024")],
            [("A", "between sightings")],
        ),
        # What is stated of someone is not stretched by inference.
        ("2023-01-01", [("A", "2019/2022")], [("A", "2022-02-17"), ("A", "2024-01-05")], []),
    ],
)
def test_who_held_the_post_on_a_day(day, stated, seen, answer):
    found = holders_on(dt.date.fromisoformat(day), positions(*stated), sightings(*seen))

    assert [(holder.person, holder.basis.value) for holder in found] == answer


@pytest.mark.parametrize(
    ("day", "stated", "seen", "answers"),
    [
        ("2021-05-05", [("A", "2020/2022"), ("B", "2015/2019")], [], ["A", "B", ""]),
        # All the periods must leave the day out, and each must be stated.
        ("2021-05-05", [("A", "2015/2019"), ("A", "2023/..")], [], ["", "AA", ""]),
        ("2021-05-05", [("A", "2015/2019"), ("A", "")], [], ["", "", "AA"]),
        ("2021-05-05", [("A", "2020/")], [], ["", "", "A"]),
        ("2021-05-05", [("A", "2022/")], [], ["", "A", ""]),
        # A sighting that may be of the day speaks against it.
        ("2021-05-05", [("A", "2015/2019")], [("A", "2021")], ["", "", "AA"]),
        ("2021-05-05", [], [("A", "2020"), ("B", "")], ["", "", "AB"]),
        ("2021-05-05", [], [("A", "2021-05-05"), ("B", "2020")], ["A", "", "B"]),
    ],
)
def test_of_everyone_on_record_one_of_three_answers_is_told(day, stated, seen, answers):
    told = holding_answers(dt.date.fromisoformat(day), positions(*stated), sightings(*seen))

    assert ["".join(sorted(one.person for one in told[answer])) for answer in Answer] == answers


def test_an_answer_names_its_evidence_and_all_that_was_seen():
    seen = sightings(("A", "2022-02-17"), ("A", "2025-05-05/2025-05-09"), ("A", "2026-01-22"))

    [holder] = holders_on(dt.date(2025, 12, 24), [], seen)

    assert holder.evidence == (seen[1], seen[2])
    assert (holder.first_seen, holder.last_seen) == (seen[0], seen[2])


def test_holders_come_latest_first_and_undated_last():
    stated = positions(("A", "2015/2019"), ("B", "2021/.."), ("C", ""), ("D", ""))
    seen = sightings(("D", "2020-03-04"), ("E", "2024"), ("E", ""))

    found = list_holders(stated, seen)

    assert [(holder.person, holder.basis) for holder in found] == [
        ("B", "stated"),
        ("E", "seen"),
        ("D", "seen"),
        ("A", "stated"),
        ("C", None),
    ]


def test_a_sighting_goes_with_the_period_it_falls_in():
    stated = positions(("A", "2010/2012"), ("A", "2020/2022"))
    seen = sightings(("A", "2021"), ("A", "2016-05-05"), ("A", ""))

    found = list_holders(stated, seen)

    assert [(holder.position, holder.sightings) for holder in found] == [
        (stated[1], (seen[0],)),
        (None, (seen[1],)),
        (stated[0], (seen[2],)),
    ]


def test_first_and_last_seen_leave_out_what_is_open():
    seen = sightings(("A", "../2030"), ("A", "2024"), ("A", "2024-02-02"), ("A", "2020/.."))

    [holder] = list_holders([], seen)

    assert (holder.first_seen, holder.last_seen) == (seen[1], seen[1])
