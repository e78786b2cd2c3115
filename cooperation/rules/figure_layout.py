"""Several figures of one measure over time: where each is drawn, and what it is labelled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from cooperation.rules import chart_scale
from cooperation.rules.canvas import Canvas
from cooperation.rules.time_scale import Tick, TimeScale, scale_of
from cooperation.rules.time_spans import Span

TOP, HEIGHT, FOOT, GAP = 26, 170, 26, 8
ABOVE, LINE, MARK = 9, 1.1, 6
TICK_ROOM = 44

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """`kind` is actual, target or baseline; `is_exact`: the source states no "about"."""

    value: Decimal
    label: str
    span: Span
    kind: str = "actual"
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Level:
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class DrawnFigure:
    """`reach` are the ends of the time that the figure is for, where that is more than a day."""

    x: float
    y: float
    reach: tuple[float, float]
    label: str
    label_x: float
    label_y: float
    kind: str
    is_exact: bool


@dataclass(frozen=True, slots=True)
class FigureChart:
    canvas: Canvas
    height: float
    left: float
    levels: list[Level]
    ticks: list[Tick]
    figures: list[DrawnFigure]


def figure_chart(
    measured: Sequence[Measured], *, canvas: Canvas, written: Callable[[Decimal], str]
) -> FigureChart:
    """Return the drawing of at least one figure, from 0 upwards; `written` gives an axis' numbers.

    A label stands above its figure; below it, or higher up, where it would lie on something.
    """
    values = [item.value for item in measured]
    steps = chart_scale.scale_steps(min(values), max(values))
    labels = [written(step) for step in steps]
    left = round(max(canvas.room(label) for label in labels) + GAP, 1)
    scale = scale_of([item.span for item in measured], left + GAP, canvas.width - GAP)
    per_unit = HEIGHT / float(steps[-1] - steps[0])
    drawn = [
        _placed(item, scale, TOP + float(steps[-1] - item.value) * per_unit)
        for item in sorted(measured, key=lambda item: (item.value, item.label))
    ]
    drawn = _labelled(drawn, left, canvas)
    # Labels that moved up may need room above the highest level.
    over = max(0.0, canvas.size - min(figure.label_y for figure in drawn))
    return FigureChart(
        canvas,
        round(TOP + HEIGHT + FOOT + over, 1),
        left,
        [
            Level(round(TOP + over + float(steps[-1] - step) * per_unit, 1), label)
            for step, label in zip(steps, labels, strict=True)
        ],
        scale.ticks(TICK_ROOM),
        [
            replace(figure, y=round(figure.y + over, 1), label_y=round(figure.label_y + over, 1))
            for figure in drawn
        ],
    )


def _placed(item: Measured, scale: TimeScale, y: float) -> DrawnFigure:
    start = scale.left if item.span.earliest is None else scale.begin(item.span.earliest)
    end = scale.right if item.span.latest is None else scale.end(item.span.latest)
    x, y, reach = round((start + end) / 2, 1), round(y, 1), (round(start, 1), round(end, 1))
    return DrawnFigure(x, y, reach, item.label, x, y, item.kind, item.is_exact)


def _labelled(figures: Sequence[DrawnFigure], left: float, canvas: Canvas) -> list[DrawnFigure]:
    taken = [_box(figure.x, figure.y + MARK, 2 * MARK, 2 * MARK) for figure in figures]
    labelled = []
    for figure in figures:
        room = canvas.room(figure.label)
        x = round(min(max(figure.x, left + room / 2), canvas.width - room / 2), 1)
        higher = (figure.y - ABOVE - canvas.size * LINE * row for row in range(1, 50))
        tried = chain([figure.y - ABOVE, figure.y + ABOVE + canvas.size], higher)
        free = (y for y in tried if not _hits(_box(x, y, room, canvas.size), taken))
        y = round(next(free, figure.y - ABOVE), 1)
        taken.append(_box(x, y, room, canvas.size))
        labelled.append(replace(figure, label_x=x, label_y=y))
    return labelled


def _box(x: float, bottom: float, width: float, height: float) -> Box:
    return x - width / 2, bottom - height, x + width / 2, bottom


def _hits(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for other in others
    )
