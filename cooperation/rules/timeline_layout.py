"""Where everything of a timeline is drawn: bars for periods, numbered marks for days."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cooperation.rules.canvas import Canvas
from cooperation.rules.time_scale import Tick, TimeScale, scale_of
from cooperation.rules.time_spans import Edge, Span

MARGIN, TOP, ROW, LANE, FOOT = 14, 30, 46, 28, 24
RADIUS, THICK = 10, 12
ARROW, SOFT, STUB, LEAST = 9, 12, 8, 3
TICK_ROOM = 44


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    span: Span
    tone: str


@dataclass(frozen=True, slots=True)
class Mark:
    """`is_due`: the last day on which something may be done, rather than the day of an event."""

    number: int
    span: Span
    is_firm: bool = True
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    x: float
    width: float

    @property
    def end(self) -> float:
        return round(self.x + self.width, 1)


@dataclass(slots=True)
class DrawnBar:
    """`solid` is sure, `soft` lies about there, `unknown` is where no source says how far.

    `arrows` point out of the picture: (tip, base), where a period goes on.
    """

    label: str
    tone: str
    y: float
    label_x: float
    solid: Stretch
    soft: list[Stretch] = field(default_factory=list)
    unknown: list[Stretch] = field(default_factory=list)
    arrows: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """`body` is how long it lasts, `reach` the days between which it lies."""

    number: int
    x: float
    y: float
    body: Stretch
    reach: Stretch | None
    is_firm: bool
    is_due: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """`scale` tells what of it stands at an edge, not to scale; `today` is None there."""

    canvas: Canvas
    scale: TimeScale
    height: float
    ticks: list[Tick]
    bars: list[DrawnBar]
    marks: list[DrawnMark]
    today: float | None


def lay_out_timeline(
    bars: Sequence[Bar], marks: Sequence[Mark], *, canvas: Canvas, today: dt.date
) -> Timeline:
    """Return the drawing of at least one bar or mark.

    Each bar has a row of its own; marks share lanes in which none touches another.
    """
    spans = [item.span for item in (*bars, *marks)]
    scale = scale_of(spans, MARGIN, canvas.width - MARGIN)
    rows = [_bar(bar, TOP + ROW * row, scale, canvas) for row, bar in enumerate(bars)]
    top = TOP + ROW * len(bars) + LANE / 2
    placed = [(mark, *_place(mark, scale)) for mark in marks]
    of = assign_lanes([_extent(x, body, reach) for _mark, x, body, reach in placed])
    drawn = [
        DrawnMark(
            mark.number,
            x,
            top + LANE * lane,
            body,
            reach,
            mark.is_firm and mark.span.is_firm,
            mark.is_due,
        )
        for lane, (mark, x, body, reach) in zip(of, placed, strict=True)
    ]
    height = TOP + ROW * len(bars) + LANE * (max(of, default=-1) + 1) + FOOT
    at = round(scale.begin(today), 1) if scale.holds(today) else None
    return Timeline(canvas, scale, height, scale.ticks(TICK_ROOM), rows, drawn, at)


def assign_lanes(extents: Iterable[tuple[float, float]]) -> list[int]:
    """Return for each extent the first lane in which it touches no other, the leftmost first."""
    found = list(extents)
    chosen = [0] * len(found)
    ends: list[float] = []
    for number in sorted(range(len(found)), key=lambda number: (found[number], number)):
        start, end = found[number]
        lane = next((lane for lane, last in enumerate(ends) if last < start), len(ends))
        ends[lane : lane + 1] = [end]
        chosen[number] = lane
    return chosen


def _place(mark: Mark, scale: TimeScale) -> tuple[float, Stretch, Stretch | None]:
    """Return where the number stands, how far the mark goes, and between which days it may lie."""
    start, end = _ends(mark.span, scale)
    is_last_day = mark.is_due and mark.span.is_within
    x = round(end if is_last_day else (start + end) / 2, 1)
    is_lasting = not (mark.is_due or mark.span.is_within) and end - start > 2 * RADIUS
    body = _stretch(start, end) if is_lasting else _stretch(x - RADIUS, x + RADIUS)
    return x, body, _stretch(start, end) if not mark.span.is_firm and not is_lasting else None


def _extent(x: float, body: Stretch, reach: Stretch | None) -> tuple[float, float]:
    most = reach or body
    return min(body.x, most.x) - 1, max(body.end, most.end) + 1


def _bar(bar: Bar, y: float, scale: TimeScale, canvas: Canvas) -> DrawnBar:
    start, end = _ends(bar.span, scale)
    label = canvas.cut(bar.label, canvas.width - 2)
    label_x = max(1.0, min(start, canvas.width - 1 - canvas.room(label)))
    drawn = DrawnBar(label, bar.tone, y, round(label_x, 1), Stretch(0, 0))
    solid_start = _side(drawn, bar.span.start, start, end)
    solid_end = _side(drawn, bar.span.end, end, start)
    drawn.solid = _stretch(solid_start, max(solid_end, solid_start + LEAST))
    return drawn


def _side(drawn: DrawnBar, edge: Edge, here: float, other: float) -> float:
    """Draw what is not sure of one end of a bar, and return where the sure part begins."""
    inward, most = (1 if other > here else -1), abs(other - here) / 3
    match edge:
        case Edge.SOFT:
            inner = here + inward * min(SOFT, most)
            drawn.soft.append(_stretch(*sorted((here, inner))))
        case Edge.OPEN:
            inner = here + inward * min(ARROW, most)
            drawn.arrows.append((round(here, 1), round(inner, 1)))
        case Edge.UNKNOWN:
            inner = other - inward * min(STUB, most)
            drawn.unknown.append(_stretch(*sorted((here, inner))))
        case _:
            inner = here
    return inner


def _ends(span: Span, scale: TimeScale) -> tuple[float, float]:
    start = scale.left if span.earliest is None else scale.begin(span.earliest)
    end = scale.right if span.latest is None else scale.end(span.latest)
    return start, end


def _stretch(start: float, end: float) -> Stretch:
    first, last = round(start, 1), round(end, 1)
    return Stretch(first, round(last - first, 1))
