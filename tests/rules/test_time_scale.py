import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.time_scale import FOLD, TimeScale, scale_of
from cooperation.rules.time_spans import Edge, Span

DAYS = st.dates()


def over(first: int, last: int) -> TimeScale:
    return TimeScale(first, last, 0, 800)


def test_a_year_is_told_by_its_months():
    ticks = over(2025, 2025).ticks(44)

    assert [(tick.year, tick.month) for tick in ticks] == [(2025, m) for m in (1, 4, 7, 10)]


def test_ticks_have_room_for_their_labels():
    for last in (2030, 2060, 2500, 9999):
        ticks = over(2020, last).ticks(44)
        gaps = [after.x - before.x for before, after in itertools.pairwise(ticks)]
        assert ticks and min(gaps, default=44) >= 44, last


def test_an_unbounded_side_gets_a_year_of_its_own():
    since = Span(dt.date(2019, 5, 1), None, end=Edge.OPEN)
    until = Span(None, dt.date(2019, 5, 1), start=Edge.UNKNOWN)

    assert (scale_of([since], 0, 1).first, scale_of([since], 0, 1).last) == (2019, 2020)
    assert (scale_of([until], 0, 1).first, scale_of([until], 0, 1).last) == (2018, 2019)
    assert scale_of([Span(dt.date.max, None, end=Edge.OPEN)], 0, 1).last == dt.MAXYEAR


def day_in(year: int) -> Span:
    return Span(dt.date(year, 5, 1), dt.date(year, 5, 1))


@pytest.mark.parametrize(
    ("years", "first", "last", "folds"),
    [
        ([1969, 2024, 2026], 1969, 2026, (False, False)),
        ([1, 2024, 2025, 2026], 2024, 2026, (True, False)),
        ([2024, 2025, 9999], 2024, 2025, (False, True)),
        ([1, 2, 1850, 2024, 2025, 2026, 9998, 9999], 2024, 2026, (True, True)),
        ([1, 2026], 2026, 2026, (True, False)),
        ([1800, 1820, 1840, 1860, 1880, 1900, 1920], 1800, 1920, (False, False)),
    ],
)
def test_years_far_from_the_others_are_folded(years, first, last, folds):
    scale = scale_of(map(day_in, years), 0, 800)
    assert (scale.first, scale.last) == (first, last)
    assert (scale.folds_before, scale.folds_after) == folds
    assert [year for year in years if scale.is_folded(day_in(year))] == [
        year for year in years if not first <= year <= last
    ]


def test_what_is_folded_stands_at_its_edge_and_the_others_have_the_room():
    scale = scale_of(map(day_in, [1, 2024, 2025, 2026, 9999]), 0, 800)
    early, late = dt.date(1, 5, 1), dt.date(9999, 5, 1)
    assert (scale.begin(early), scale.end(early)) == (0, FOLD)
    assert (scale.begin(late), scale.end(late)) == (800 - FOLD, 800)
    assert scale.begin(dt.date(2024, 1, 1)) == FOLD
    assert scale.end(dt.date(2026, 12, 31)) == 800 - FOLD
    told = [(tick.x, tick.year) for tick in scale.ticks(44) if tick.is_fold]
    assert told == [(0, 2024), (800 - FOLD, 2026)]
    assert [tick.year for tick in scale.ticks(44) if not tick.is_fold] == [2024, 2025, 2026]


def test_a_side_that_is_folded_gets_no_year_for_what_is_unbounded():
    open_end = Span(dt.date(2024, 5, 1), None, end=Edge.OPEN)
    scale = scale_of([open_end, day_in(2025), day_in(9999)], 0, 800)
    assert (scale.first, scale.last, scale.folds_after) == (2024, 2025, True)


@given(st.lists(DAYS, min_size=1, max_size=12), DAYS)
def test_every_day_has_its_place_in_order(days: list[dt.date], other: dt.date):
    scale = scale_of([Span(day, day) for day in days], 10, 300)

    places = [scale.begin(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(10 <= scale.begin(day) < scale.end(day) <= 300.0001 for day in days)
    assert scale.holds(other) == (scale.first <= other.year <= scale.last)
    folds = {min(days).year < scale.first, max(days).year > scale.last}
    assert (True in folds) == (scale.folds_before or scale.folds_after)
