"""Cambodia as squares of one size, one a province, each roughly where the province lies.

No outline to draw, nothing too small to read, and a number fits in each.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cooperation.rules.canvas import Canvas

NARROW_MAP, WIDE_MAP = Canvas("narrow", 320, 10), Canvas("wide", 540, 13)
# By ISO 3166-2: column and row, from the north-west.
PLACES = {
    "KH-1": (1, 0),
    "KH-22": (2, 0),
    "KH-13": (3, 0),
    "KH-19": (4, 0),
    "KH-16": (5, 0),
    "KH-24": (0, 1),
    "KH-2": (1, 1),
    "KH-17": (2, 1),
    "KH-6": (3, 1),
    "KH-10": (4, 1),
    "KH-11": (5, 1),
    "KH-15": (1, 2),
    "KH-4": (2, 2),
    "KH-3": (3, 2),
    "KH-25": (4, 2),
    "KH-9": (0, 3),
    "KH-5": (1, 3),
    "KH-12": (2, 3),
    "KH-8": (3, 3),
    "KH-14": (4, 3),
    "KH-18": (0, 4),
    "KH-7": (1, 4),
    "KH-21": (2, 4),
    "KH-20": (4, 4),
    "KH-23": (1, 5),
}
COLUMNS, ROWS = 6, 6
# The smallest number of each shade but the first, which means none.
SHADES = (1, 2, 4, 10)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a name; `squeeze` is the width that it must be pressed into, if it is wider."""

    text: str
    y: float
    squeeze: float | None


@dataclass(frozen=True, slots=True)
class Tile:
    code: str
    name: str
    count: int
    shade: int
    x: float
    y: float
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class TileMap:
    canvas: Canvas
    height: float
    side: float
    tiles: list[Tile]


def tile_map(counts: Mapping[str, int], names: Mapping[str, str], *, canvas: Canvas) -> TileMap:
    """Return the squares of the provinces that have a name, from the north-west.

    A province without a count has none; a code that is no province is left out.
    """
    pitch = canvas.width / COLUMNS
    side = round(pitch * 0.95, 1)
    tiles = [
        Tile(
            code,
            names[code],
            counts.get(code, 0),
            shade_of_count(counts.get(code, 0)),
            round(column * pitch, 1),
            round(row * pitch, 1),
            _lines(names[code], side, canvas),
        )
        for code, (column, row) in PLACES.items()
        if code in names
    ]
    return TileMap(canvas, round(ROWS * pitch, 1), side, tiles)


def shade_of_count(count: int) -> int:
    """Return how dark a number is, from 0, which means none, to 4."""
    return sum(count >= least for least in SHADES)


def _lines(name: str, side: float, canvas: Canvas) -> list[Line]:
    room = side * 0.94
    # A province's name is better narrow than broken.
    widest = max(canvas.room(word) for word in name.replace("\u200b", " ").split() or [""])
    lines = canvas.wrapped(name, max(room, widest), most=2)
    return [
        Line(
            line,
            round(canvas.size * (1.35 + 1.15 * number), 1),
            round(room, 1) if canvas.room(line) > room else None,
        )
        for number, line in enumerate(lines)
    ]
