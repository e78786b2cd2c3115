import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.rules import dates
from cooperation.rules.canvas import NARROW, WIDE
from cooperation.rules.time_spans import Span, drawn_span
from cooperation.rules.timeline_layout import Bar, Mark, Timeline, assign_lanes, lay_out_timeline

TODAY = dt.date(2026, 1, 10)
EXTENTS = st.tuples(st.floats(0, 300), st.floats(0, 60)).map(lambda pair: (pair[0], sum(pair)))
SPANS = st.tuples(st.dates(), st.dates(), st.booleans()).map(
    lambda three: Span(min(three[:2]), max(three[:2]), is_within=three[2])
)


def of(edtf: str) -> Span:
    bounds = dates.date_bounds(edtf)
    found = drawn_span(edtf, bounds.earliest, bounds.latest)
    assert found is not None
    return found


def bars(*periods: str, label: str = "A workplan") -> Timeline:
    return lay_out_timeline(
        [Bar(label, of(period), "planned") for period in periods], [], canvas=WIDE, today=TODAY
    )


def marks(*days: str, **more: bool) -> Timeline:
    numbered = [Mark(number, of(day), **more) for number, day in enumerate(days, 1)]
    return lay_out_timeline([], numbered, canvas=WIDE, today=TODAY)


def test_a_sure_period_is_one_solid_bar():
    [bar] = bars("2024/2028").bars

    assert (bar.solid.x, bar.solid.end) == (14, WIDE.width - 14)
    assert (bar.soft, bar.unknown, bar.arrows) == ([], [], [])


def test_a_period_that_goes_on_ends_in_an_arrow_at_the_edge():
    [bar] = bars("2024/..").bars

    [(tip, base)] = bar.arrows
    assert (tip, base) == (WIDE.width - 14, bar.solid.end)
    assert (bar.soft, bar.unknown) == ([], [])


def test_an_end_that_no_source_states_is_not_drawn_as_lasting():
    [bar] = bars("2021-09/").bars

    [unknown] = bar.unknown
    assert (unknown.x, unknown.end) == (bar.solid.end, WIDE.width - 14)
    assert bar.solid.width == 8
    assert bar.arrows == []


def test_about_makes_a_soft_end_on_that_side_alone():
    [bar] = bars("2024~/2028").bars

    [soft] = bar.soft
    assert (soft.x, soft.end) == (14, bar.solid.x)
    assert bar.solid.end == WIDE.width - 14


def test_an_event_of_a_year_reaches_over_it_and_is_not_firm():
    exact, vague = marks("2026-01-22", "2024").marks

    assert (exact.is_firm, exact.reach, exact.body.width) == (True, None, 20)
    assert not vague.is_firm
    assert vague.reach is not None and vague.reach.x == 14
    assert vague.x == pytest.approx((vague.reach.x + vague.reach.end) / 2, abs=0.1)


def test_days_that_last_are_as_long_as_they_last():
    [course] = marks("2025-01/2025-06").marks

    assert course.body.width == pytest.approx(181 / 365 * (WIDE.width - 28), abs=0.2)


def test_what_is_due_stands_on_its_last_day():
    [due] = marks("2026-03", is_due=True).marks

    assert due.reach is not None and due.x == due.reach.end
    assert due.is_due and not due.is_firm


def test_an_expected_event_is_not_firm():
    assert [mark.is_firm for mark in marks("2026-01-22", is_firm=False).marks] == [False]


def test_today_is_drawn_in_its_years_alone():
    assert bars("2024/2028").today is not None
    assert bars("2020/2022").today is None


def test_a_long_label_is_cut_to_the_picture():
    [bar] = bars("2027/2028", label="A very long title " * 20).bars

    assert bar.label.endswith("…")
    assert bar.label_x + WIDE.room(bar.label) <= WIDE.width


@given(st.lists(EXTENTS, max_size=30))
def test_marks_in_one_lane_do_not_touch(extents: list[tuple[float, float]]):
    of_lane: dict[int, list[tuple[float, float]]] = {}
    for lane, extent in zip(assign_lanes(extents), extents, strict=True):
        of_lane.setdefault(lane, []).append(extent)

    assert sorted(of_lane) == list(range(len(of_lane)))
    for found in of_lane.values():
        found.sort()
        assert all(end < start for (_, end), (start, _) in itertools.pairwise(found))


@settings(deadline=None)
@given(st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=8), st.sampled_from([NARROW, WIDE]))
def test_everything_is_drawn_inside_the_picture(periods, days, canvas):
    if not periods and not days:
        return
    drawn = lay_out_timeline(
        [Bar("A label", period, "part") for period in periods],
        [Mark(number, day) for number, day in enumerate(days)],
        canvas=canvas,
        today=TODAY,
    )

    assert (len(drawn.bars), len(drawn.marks)) == (len(periods), len(days))
    for stretch in [bar.solid for bar in drawn.bars] + [mark.body for mark in drawn.marks]:
        assert stretch.x >= 0 and stretch.end <= canvas.width + 3
    assert all(0 < mark.y < drawn.height for mark in drawn.marks)
