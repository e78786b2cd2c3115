"""Sets of ids as the bits of whole numbers: joined, crossed and counted a million at a time."""

import zlib
from collections.abc import Iterable

# Kept in pieces, so that one more id changes a few kilobytes and no more.
CHUNK_BITS = 16
CHUNK = 1 << CHUNK_BITS


def of(ids: Iterable[int]) -> int:
    """Return the set of these ids."""
    listed = list(ids)
    if not listed:
        return 0
    octets = bytearray(max(listed) // 8 + 1)
    for number in listed:
        octets[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(octets, "little")


def without(bits: int, others: int) -> int:
    return bits & ~others


def pack(bits: int) -> bytes:
    """Return a set as it is kept: mostly empty ones take little room."""
    return zlib.compress(bits.to_bytes((bits.bit_length() + 7) // 8, "little"), 1)


def unpack(kept: bytes) -> int:
    return int.from_bytes(zlib.decompress(kept), "little")


def chunk_of(number: int) -> tuple[int, int]:
    """Return the piece of a set in which an id lies, and its place there."""
    return number >> CHUNK_BITS, number & (CHUNK - 1)


def placed(bits: int, chunk: int) -> int:
    """Return the ids of a piece as they are in the whole."""
    return bits << (chunk << CHUNK_BITS)
