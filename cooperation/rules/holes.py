"""Documents: JSON in bytes, with holes for what other rows own and for what differs by language.

A hole stands between two NUL bytes, which JSON never holds: `t12` is the label of a term, `p3`
that of a place, `r4207` a reference to a record; `l` is followed by one JSON text for each
language, \\1 between them. Filling takes no parsing: bytes are split at NUL, looked up and joined.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import orjson

HOLE = b"\0"
BY_LANGUAGE, OF_RECORD = b"l", b"r"
OF_TEXT = BY_LANGUAGE[0]
PLAIN = frozenset({str, type(None), bool, int, float})
BETWEEN_LANGUAGES, BETWEEN_ROWS, BETWEEN_COLLECTIONS = b"\1", b"\2", b"\3"

# What a hole is called in place of a value; None where a value is its own.
HoleOf = Callable[[Any], str | None]
# The documents of rows, by the name of their collection.
Collections = Mapping[str, Sequence[bytes]]


def written(readings: Sequence[Any], hole_of: HoleOf) -> bytes:
    """Return the document of one value that was read in each language.

    Raises ValueError where what the languages show differs by more than its texts.
    """
    pieces: list[bytes] = []
    _write(readings, hole_of, pieces)
    return b"".join(pieces)


def filled(document: bytes, fillings: Mapping[bytes, bytes]) -> bytes:
    """Return the JSON of a document; raises KeyError for a hole that nothing fills."""
    pieces = document.split(HOLE)
    pieces[1::2] = map(fillings.__getitem__, pieces[1::2])
    return b"".join(pieces)


def filled_rows(
    documents: Sequence[bytes],
    fillings: Mapping[bytes, bytes],
    look_up: Callable[[set[bytes]], None],
) -> list[bytes | None]:
    """Return the JSON of each document, None for one with a hole that nothing fills.

    `look_up` is told the holes of references to records before they are filled.
    """
    pieces = BETWEEN_ROWS.join(documents).split(HOLE)
    found = pieces[1::2]
    look_up({hole for hole in found if hole[:1] == OF_RECORD})
    try:
        pieces[1::2] = map(fillings.__getitem__, found)
    except KeyError:
        return [_filled_or_none(document, fillings) for document in documents]
    return list(b"".join(pieces).split(BETWEEN_ROWS)) if documents else []


def _filled_or_none(document: bytes, fillings: Mapping[bytes, bytes]) -> bytes | None:
    try:
        return filled(document, fillings)
    except KeyError:
        return None


def records_in(document: bytes) -> Iterator[bytes]:
    """Give the holes of references to records."""
    return (hole for hole in document.split(HOLE)[1::2] if hole[:1] == OF_RECORD)


class Fillings(dict[bytes, bytes]):
    """What fills holes in one language, by its place among all: what is given, and the texts."""

    def __init__(self, language: int, given: Mapping[bytes, bytes]) -> None:
        super().__init__(given)
        self._language = language
        # The letter of the hole stands before the text of the first language.
        self._start = 0 if language else 1

    def __missing__(self, hole: bytes) -> bytes:
        if hole[0] != OF_TEXT:
            raise KeyError(hole)
        return hole.split(BETWEEN_LANGUAGES)[self._language][self._start :]


def packed(collections: Collections) -> bytes:
    return BETWEEN_COLLECTIONS.join(
        BETWEEN_ROWS.join((name.encode(), *rows)) for name, rows in collections.items()
    )


def unpacked(pack: bytes) -> dict[str, list[bytes]]:
    collections = (collection.split(BETWEEN_ROWS) for collection in pack.split(BETWEEN_COLLECTIONS))
    return {name.decode(): rows for name, *rows in collections if name}


def _write(readings: Sequence[Any], hole_of: HoleOf, pieces: list[bytes]) -> None:
    first = readings[0]
    if type(first) in PLAIN:
        _write_leaf(readings, pieces)
    elif type(first) is dict:
        _write_object(readings, hole_of, pieces)
    elif type(first) is list:
        _write_list(readings, hole_of, pieces)
    elif (hole := hole_of(first)) is not None:
        pieces += HOLE, hole.encode(), HOLE
    else:
        _write_leaf(readings, pieces)


def _write_object(readings: Sequence[Any], hole_of: HoleOf, pieces: list[bytes]) -> None:
    first = readings[0]
    for other in readings[1:]:
        if type(other) is not dict or other.keys() != first.keys():
            raise ValueError(f"The languages show more than other texts: {readings!r}")
    separator = b"{"
    for key in first:
        pieces += separator, _key(key)
        values = [value[key] for value in readings]
        if type(values[0]) in PLAIN:
            _write_leaf(values, pieces)
        else:
            _write(values, hole_of, pieces)
        separator = b","
    pieces.append(b"}" if first else b"{}")


def _write_list(readings: Sequence[Any], hole_of: HoleOf, pieces: list[bytes]) -> None:
    separator = b"["
    for items in zip(*readings, strict=True):
        pieces.append(separator)
        _write(items, hole_of, pieces)
        separator = b","
    pieces.append(b"]" if readings[0] else b"[]")


def _write_leaf(readings: Sequence[Any], pieces: list[bytes]) -> None:
    first = readings[0]
    if all(value is first for value in readings):
        pieces.append(orjson.dumps(first, default=str))
        return
    texts = [orjson.dumps(value, default=str) for value in readings]
    if texts.count(texts[0]) == len(texts):
        pieces.append(texts[0])
    else:
        pieces += HOLE, BY_LANGUAGE + BETWEEN_LANGUAGES.join(texts), HOLE


@cache
def _key(name: str) -> bytes:
    return orjson.dumps(name) + b":"
