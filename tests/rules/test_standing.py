import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.standing import Known, standing_of, turning_days
from cooperation.vocabulary.commitment import CommitmentStatus

DUE = dt.date(2026, 3, 31)
SEARCH = dt.date(2026, 4, 10)
TODAY = dt.date(2026, 5, 1)
LATE = Known("", "agreed", has_maker=True, due="2026-03", due_latest=DUE, looked_for_on=SEARCH)


@pytest.mark.parametrize(
    ("change", "standing"),
    [
        ({}, "past_due"),
        ({"verb": "committed"}, "past_due"),
        ({"verb": "reiterated"}, "past_due"),
        ({"verb": "plans"}, "date_passed"),
        ({"verb": "aims"}, "date_passed"),
        ({"verb": "expected"}, "date_passed"),
        ({"verb": "hopes"}, "date_passed"),
        ({"verb": ""}, "date_passed"),
        ({"has_maker": False}, "date_passed"),
        ({"looked_for_on": None}, "date_passed"),
        ({"looked_for_on": DUE}, "date_passed"),
        ({"looked_for_on": DUE + dt.timedelta(days=1)}, "past_due"),
        ({"looked_for_on": TODAY}, "past_due"),
        ({"looked_for_on": TODAY + dt.timedelta(days=1)}, "date_passed"),
        ({"status": "in_progress"}, "past_due"),
        ({"status": "in_progress", "verb": "plans"}, "in_progress"),
        ({"status": "kept"}, "kept"),
        ({"status": "not_kept"}, "not_kept"),
        ({"status": "superseded"}, "superseded"),
        ({"due_latest": TODAY}, "ahead"),
        ({"due_latest": None, "due": "2026-03/.."}, "ahead"),
        ({"due_latest": None, "due": ""}, "no_date"),
        ({"due_latest": None, "due": "", "status": "in_progress"}, "in_progress"),
    ],
)
def test_how_a_commitment_stands(change, standing):
    assert standing_of(replace(LATE, **change), TODAY) == standing


@pytest.mark.parametrize(("days", "standing"), [(90, "past_due"), (91, "date_passed")])
def test_a_search_holds_for_ninety_days(days, standing):
    assert standing_of(LATE, SEARCH + dt.timedelta(days=days)) == standing


NEAR = st.integers(0, 260).map(lambda days: dt.date(2026, 1, 1) + dt.timedelta(days=days))


@given(
    st.builds(
        Known,
        status=st.sampled_from(["", *CommitmentStatus.values]),
        verb=st.sampled_from(["", "agreed", "plans"]),
        has_maker=st.booleans(),
        due=st.just("2026"),
        due_latest=st.none() | NEAR,
        looked_for_on=st.none() | NEAR,
    ),
    NEAR,
)
def test_only_turning_days_change_the_standing(known, day):
    before = standing_of(known, day - dt.timedelta(days=1))
    if standing_of(known, day) != before:
        assert day in turning_days(known.due_latest, known.looked_for_on)


def test_the_days_that_turn_it():
    assert turning_days(DUE, SEARCH) == {
        dt.date(2026, 4, 1),
        SEARCH,
        dt.date(2026, 7, 10),
    }
    assert turning_days(DUE, DUE) == {dt.date(2026, 4, 1)}
    assert turning_days(None, SEARCH) == turning_days(dt.date.max, None) == set()
