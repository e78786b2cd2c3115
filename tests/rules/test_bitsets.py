import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules import bitsets

IDS = st.sets(st.integers(min_value=0, max_value=300_000), max_size=50)


@given(IDS, IDS)
def test_sets_of_bits_are_crossed_joined_and_counted_as_sets_are(one, other):
    bits, others = bitsets.of(one), bitsets.of(other)
    assert (bits & others).bit_count() == len(one & other)
    assert bits | others == bitsets.of(one | other)
    assert bits & ~others == bitsets.of(one - other)


@given(IDS)
def test_what_is_kept_in_pieces_comes_back_whole(ids):
    pieces: dict[int, set[int]] = {}
    for number in ids:
        chunk, place = bitsets.chunk_of(number)
        pieces.setdefault(chunk, set()).add(place)
    kept = {chunk: bitsets.pack(bitsets.of(places)) for chunk, places in pieces.items()}
    whole = sum(bitsets.placed(bitsets.unpack(found), chunk) for chunk, found in kept.items())
    assert whole == bitsets.of(ids)


@pytest.mark.parametrize("place", [0, 1, bitsets.CHUNK - 1])
def test_any_piece_can_be_kept(place):
    assert bitsets.unpack(bitsets.pack(1 << place)) == 1 << place
    assert bitsets.unpack(bitsets.pack(0)) == 0


def test_a_full_piece_takes_little_room():
    assert len(bitsets.pack((1 << bitsets.CHUNK) - 1)) < 200
