import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.time_scale import TimeScale, scale_of
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


@given(st.lists(DAYS, min_size=1), DAYS)
def test_every_day_of_the_years_has_its_place_in_order(days: list[dt.date], other: dt.date):
    scale = scale_of([Span(day, day) for day in days], 10, 300)

    places = [scale.begin(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(10 <= scale.begin(day) < scale.end(day) <= 300.0001 for day in days)
    assert scale.holds(other) == (min(days).year <= other.year <= max(days).year)
