import itertools
import json
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.tile_map import NARROW_MAP, PLACES, WIDE_MAP, shade_of_count, tile_map

FIXTURE = Path(settings.BASE_DIR, "fixtures", "reference", "province.json")
NAMES = {
    row["fields"]["code"]: row["fields"]["name_en"]
    for row in json.loads(FIXTURE.read_text())
    if row["model"] == "cooperation.place"
}
# Each province with one that lies next to it, and on which side.
NEIGHBOURS = [
    ("KH-1", "KH-22", "east"),
    ("KH-13", "KH-19", "east"),
    ("KH-10", "KH-11", "east"),
    ("KH-19", "KH-10", "south"),
    ("KH-12", "KH-8", "east"),
    ("KH-9", "KH-18", "south"),
    ("KH-7", "KH-23", "south"),
]


def test_every_province_has_a_square_of_its_own():
    assert set(PLACES) == set(NAMES)
    assert len(set(PLACES.values())) == 25


@pytest.mark.parametrize(("one", "other", "side"), NEIGHBOURS)
def test_neighbours_lie_on_the_right_side(one, other, side):
    (column, row), place = PLACES[one], PLACES[other]

    assert place == ((column + 1, row) if side == "east" else (column, row + 1))


@pytest.mark.parametrize("canvas", [NARROW_MAP, WIDE_MAP], ids=lambda canvas: canvas.name)
def test_squares_lie_inside_the_picture_and_apart(canvas):
    drawn = tile_map({}, NAMES, canvas=canvas)

    assert len(drawn.tiles) == 25
    for tile in drawn.tiles:
        assert tile.x + drawn.side <= canvas.width and tile.y + drawn.side <= drawn.height
    for one, other in itertools.combinations(drawn.tiles, 2):
        assert max(abs(one.x - other.x), abs(one.y - other.y)) >= drawn.side


@pytest.mark.parametrize("canvas", [NARROW_MAP, WIDE_MAP], ids=lambda canvas: canvas.name)
def test_a_name_stays_whole_in_two_lines_and_in_its_square(canvas):
    for tile in tile_map({}, NAMES, canvas=canvas).tiles:
        assert " ".join(line.text for line in tile.lines) == NAMES[tile.code]
        assert len(tile.lines) <= 2
        for line in tile.lines:
            assert (line.squeeze or canvas.room(line.text)) < drawn_side(canvas)


def drawn_side(canvas):
    return tile_map({}, NAMES, canvas=canvas).side


def test_a_square_has_the_number_of_its_province_and_none_elsewhere():
    drawn = tile_map({"KH-12": 5, "TH": 3}, NAMES, canvas=WIDE_MAP)

    assert {tile.code: tile.count for tile in drawn.tiles if tile.count} == {"KH-12": 5}
    assert [tile.shade for tile in drawn.tiles if tile.code == "KH-12"] == [3]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_darker_means_more(one: int, other: int):
    assert (shade_of_count(one) == 0) == (one == 0)
    if one <= other:
        assert shade_of_count(one) <= shade_of_count(other) <= 4
