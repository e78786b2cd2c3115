import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.rules.canvas import NARROW, WIDE
from cooperation.rules.figure_layout import FigureChart, Measured, figure_chart
from cooperation.rules.time_spans import Span

YEARS = st.integers(2000, 2030)
MEASURED = st.lists(
    st.builds(lambda value, year: measured(value, year), st.integers(0, 1000), YEARS),
    min_size=1,
    max_size=8,
)


def measured(value: int, year: int, **more) -> Measured:
    when = Span(dt.date(year, 1, 1), dt.date(year, 12, 31), is_within=True)
    return Measured(Decimal(value), str(value), when, **more)


def chart(*figures: Measured, canvas=WIDE) -> FigureChart:
    return figure_chart(figures, canvas=canvas, written=lambda value: f"{value:f}")


def test_more_lies_higher_and_later_further_on():
    less, more = chart(measured(120, 2021), measured(260, 2022)).figures

    assert less.y > more.y and less.x < more.x
    assert (less.label, more.label) == ("120", "260")


def test_a_figure_lies_at_its_level():
    drawn = chart(measured(200, 2021), measured(400, 2022))

    levels = {level.label: level.y for level in drawn.levels}
    assert [figure.y for figure in drawn.figures] == [levels["200"], levels["400"]]


def test_a_figure_reaches_over_the_time_that_it_is_for():
    drawn = chart(measured(200, 2021), measured(400, 2022))

    one, other = drawn.figures
    assert one.reach[1] == other.reach[0]
    assert one.x == pytest.approx(sum(one.reach) / 2, abs=0.1)


def test_one_that_is_close_below_another_is_labelled_below():
    low, high = chart(measured(240, 2022), measured(260, 2022)).figures

    assert low.label_y > low.y and high.label_y < high.y


@settings(deadline=None)
@given(MEASURED, st.sampled_from([NARROW, WIDE]))
def test_everything_lies_inside_and_no_label_on_another(found, canvas):
    drawn = chart(*found, canvas=canvas)

    boxes = []
    for figure in drawn.figures:
        room = canvas.room(figure.label)
        assert 0 <= figure.y <= drawn.height
        assert drawn.left <= figure.label_x - room / 2 + 0.1
        assert figure.label_x + room / 2 <= canvas.width + 0.1
        boxes.append((figure.label_x - room / 2, figure.label_y, figure.label_x + room / 2))
    for number, (left, bottom, right) in enumerate(boxes):
        for other_left, other_bottom, other_right in boxes[number + 1 :]:
            beside = right <= other_left + 0.2 or other_right <= left + 0.2
            assert beside or abs(bottom - other_bottom) >= canvas.size - 0.2
