"""Sets of records as packed bits: joined, crossed and counted many thousand at a time.

A set is kept in pieces, each of the ids that share all but their last 16 bits, so that one more
id changes a few hundred bytes and no more. Where a value stands in a row of a record, a member of
a piece is the last bits of the id below the number of the row: what is crossed then holds in one
and the same row.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyroaring import BitMap

CHUNK_BITS = 16
CHUNK = 1 << CHUNK_BITS
# So few places are told one by one sooner than row by row.
FEW = 50

# By number of the piece.
Pieces = Mapping[int, BitMap]


def place_of(pk: int, row: int = 0) -> tuple[int, int]:
    """Return the piece in which a row of a record lies, and its place there."""
    return pk >> CHUNK_BITS, row << CHUNK_BITS | pk & (CHUNK - 1)


def records(pieces: Pieces) -> BitMap:
    """Return the ids of the records of which any row is in a set."""
    found = BitMap()
    for chunk, piece in pieces.items():
        found |= of_piece(piece).shift(chunk << CHUNK_BITS)
    return found


def of_piece(piece: BitMap) -> BitMap:
    """Return the places of records in a piece, whatever the row."""
    if not piece:
        return BitMap()
    last = piece.max() >> CHUNK_BITS
    if not last:
        return piece
    if len(piece) <= FEW:
        return BitMap([place & (CHUNK - 1) for place in piece])
    found = BitMap()
    for row in range(piece.min() >> CHUNK_BITS, last + 1):
        start = row << CHUNK_BITS
        found |= (piece & BitMap(range(start, start + CHUNK))).shift(-start)
    return found


def union(sets: Iterable[BitMap]) -> BitMap:
    return BitMap().union(*sets)


def join(sets: Iterable[Pieces]) -> Pieces:
    """Return the set of what is in any of these."""
    found: dict[int, list[BitMap]] = defaultdict(list)
    for pieces in sets:
        for chunk, piece in pieces.items():
            found[chunk].append(piece)
    return {chunk: union(of_chunk) for chunk, of_chunk in found.items()}


def cross(one: Pieces, other: Pieces) -> Pieces:
    """Return the set of the rows that are in both."""
    return {chunk: piece & other[chunk] for chunk, piece in one.items() if chunk in other}
