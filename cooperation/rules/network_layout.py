"""Who works with whom, in two columns: where each name stands, and which lines join them."""

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cooperation.rules.canvas import Canvas

SWEEPS = 12
COLUMN, GAP, TOP, LEAST, PADDING, LINE = 0.37, 10, 16, 30, 13, 1.25
MOST_LINES = 3

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """`lines` are the name with the height of each line; they end, or begin, at `text_x`."""

    id: str
    x: float
    y: float
    text_x: float
    lines: list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Edge:
    left: str
    right: str
    start: tuple[float, float]
    end: tuple[float, float]
    is_lead: bool

    @property
    def middle(self) -> float:
        return round((self.start[0] + self.end[0]) / 2, 1)


@dataclass(frozen=True, slots=True)
class Network:
    canvas: Canvas
    height: float
    left: list[Node]
    right: list[Node]
    edges: list[Edge]


def lay_out_network(
    left: Mapping[str, str],
    right: Mapping[str, str],
    edges: Mapping[Pair, bool],
    *,
    canvas: Canvas,
) -> Network:
    """Return the drawing of names by id; an edge joins a left id and a right one.

    `edges` tells which of them lead. Both columns are as high as the higher of them.
    """
    orders = uncross_columns(list(left), list(right), sorted(edges))
    columns = (_column(orders[0], left, canvas), _column(orders[1], right, canvas))
    height = max(column[1] for column in columns)
    room = canvas.width * COLUMN
    xs = (room + GAP, canvas.width - room - GAP)
    placed = [
        _nodes(column, height, x, x + side * GAP, canvas)
        for column, x, side in zip(columns, xs, (-1, 1), strict=True)
    ]
    where = [{node.id: (node.x, node.y) for node in nodes} for nodes in placed]
    drawn = [
        Edge(one, other, where[0][one], where[1][other], edges[one, other])
        for one, other in sorted(edges, key=lambda pair: (edges[pair], pair))
    ]
    return Network(canvas, round(height, 1), placed[0], placed[1], drawn)


def uncross_columns(
    left: Sequence[str], right: Sequence[str], edges: Sequence[Pair]
) -> tuple[list[str], list[str]]:
    """Return both columns in an order in which lines cross less, never more than as given.

    The same edges give the same order. Source: Sugiyama, Tagawa and Toda 1981, barycentres.
    """
    orders = best = (list(left), list(right))
    fewest = count_crossings(*best, edges)
    for _ in range(SWEEPS):
        orders = _settled(orders[0], orders[1], edges)
        found = count_crossings(*orders, edges)
        if found < fewest:
            best, fewest = orders, found
    return best


def count_crossings(left: Sequence[str], right: Sequence[str], edges: Iterable[Pair]) -> int:
    """Return how many pairs of lines cross."""
    rows = {name: row for row, name in enumerate(left)}
    columns = {name: row for row, name in enumerate(right)}
    seen: list[int] = []
    count = 0
    for _one, other in sorted((rows[one], columns[other]) for one, other in edges):
        count += len(seen) - bisect_right(seen, other)
        insort(seen, other)
    return count


def _settled(
    left: Sequence[str], right: Sequence[str], edges: Sequence[Pair]
) -> tuple[list[str], list[str]]:
    right = _sorted(right, left, [(other, one) for one, other in edges])
    return _sorted(left, right, edges), right


def _sorted(names: Sequence[str], others: Sequence[str], edges: Iterable[Pair]) -> list[str]:
    """Return the names by the mean place of those they are joined to; the unjoined last."""
    places = {name: row for row, name in enumerate(others)}
    of: dict[str, list[int]] = {name: [] for name in names}
    for name, other in edges:
        of[name].append(places[other])
    return sorted(
        names, key=lambda name: sum(of[name]) / len(of[name]) if of[name] else len(places)
    )


def _column(
    order: Sequence[str], names: Mapping[str, str], canvas: Canvas
) -> tuple[list[tuple[str, list[str], float]], float]:
    """Return each id with its lines and the height of its middle, and the height of all."""
    y, column = float(TOP), []
    for name in order:
        lines = canvas.wrapped(names[name], canvas.width * COLUMN, most=MOST_LINES)
        height = max(LEAST, len(lines) * canvas.size * LINE + PADDING)
        column.append((name, lines, y + height / 2))
        y += height
    return column, y


def _nodes(
    column: tuple[list[tuple[str, list[str], float]], float],
    height: float,
    x: float,
    text_x: float,
    canvas: Canvas,
) -> list[Node]:
    rows, own = column
    spread = (height - TOP) / (own - TOP) if own > TOP else 1
    line = canvas.size * LINE
    nodes = []
    for name, lines, middle in rows:
        y = TOP + (middle - TOP) * spread
        first = y + canvas.size * 0.35 - (len(lines) - 1) * line / 2
        placed = [(text, round(first + line * row, 1)) for row, text in enumerate(lines)]
        nodes.append(Node(name, round(x, 1), round(y, 1), round(text_x, 1), placed))
    return nodes
