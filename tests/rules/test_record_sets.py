import random

import pytest
from pyroaring import BitMap

from cooperation.rules import record_sets


def drawn(chance: random.Random) -> set[tuple[int, int]]:
    """Return rows of records that are now few and near, now many and far."""
    last, rows = chance.choice([(5, 3), (300_000, 40)])
    return {
        (chance.randint(0, last), chance.randint(0, rows))
        for _number in range(chance.randint(0, 40))
    }


def pieces(rows: set[tuple[int, int]]) -> dict[int, BitMap]:
    found: dict[int, BitMap] = {}
    for pk, row in rows:
        chunk, place = record_sets.place_of(pk, row)
        found.setdefault(chunk, BitMap()).add(place)
    return found


@pytest.mark.parametrize("seed", range(20))
def test_rows_are_crossed_and_joined_as_sets_of_them_are(seed):
    chance = random.Random(seed)
    one, other = drawn(chance), drawn(chance)
    of_one, of_other = pieces(one), pieces(other)
    crossed = record_sets.records(record_sets.cross(of_one, of_other))
    assert {*crossed} == {pk for pk, _row in one & other}
    joined = record_sets.records(record_sets.join([of_one, of_other]))
    assert {*joined} == {pk for pk, _row in one | other}


def test_joining_leaves_what_is_joined_as_it_was():
    one, other = pieces({(1, 1)}), pieces({(2, 1)})
    record_sets.join([one, other])
    assert (record_sets.records(one), record_sets.records(other)) == (BitMap([1]), BitMap([2]))


def test_a_record_is_in_a_piece_whatever_the_row():
    piece = pieces({(5, 0), (5, 3), (9, 2), (1 << 16 | 7, 1)})
    assert [*record_sets.of_piece(piece[0])] == [5, 9]
    assert [*record_sets.records(piece)] == [5, 9, 65543]
    assert [*record_sets.of_piece(BitMap())] == []
