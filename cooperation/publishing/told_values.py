"""Keeps the sets of those that records tell something of, as `kinds.told` says."""

from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max
from pyroaring import BitMap

from cooperation.kinds.told import ITSELF, TOLD, Told, dimensions_told_of, ways_to
from cooperation.models import PublicBits
from cooperation.models.public_bits import Change, Key
from cooperation.publishing.turns import take_turn
from cooperation.rules import record_sets

Pair = tuple[int, str]
# The number of a piece, and a place there.
Place = tuple[int, int]
Sets = dict[str, dict[int, BitMap]]


def write_told(kind: str, changed: Change) -> None:
    """Tell those whom records name of what these tell now, after their own sets were changed."""
    lost: dict[tuple[str, str], set[Pair]] = defaultdict(set)
    won: dict[tuple[str, str], set[Pair]] = defaultdict(set)
    for told in TOLD:
        if told.teller == kind:
            of = (told.kind, told.dimension)
            for pk, (before, now) in changed.items():
                was, tells = told.pairs(pk, before), told.pairs(pk, now)
                lost[of] |= was - tells
                won[of] |= tells - was
    moved: dict[str, dict[int, tuple[frozenset[Key], frozenset[Key]]]] = defaultdict(dict)
    for (of_kind, dimension), pairs in won.items():
        gone = lost[of_kind, dimension] - pairs
        gone -= _still_told(of_kind, dimension, gone) if gone else set()
        for named in {named for named, _value in pairs | gone}:
            before, now = moved[of_kind].get(named, (frozenset(), frozenset()))
            moved[of_kind][named] = (
                before | {Key(dimension, value) for of, value in gone if of == named},
                now | {Key(dimension, value) for of, value in pairs if of == named},
            )
    for of_kind, of_named in moved.items():
        PublicBits.objects.change(of_kind, of_named)


def lay_told() -> None:
    """Write anew, from the sets of those that tell, the sets of all that they tell of."""
    for kind in sorted({told.kind for told in TOLD}):
        bits = PublicBits.objects.filter(dimension__in=dimensions_told_of(kind))
        with transaction.atomic():
            take_turn()
            chunks: dict[int, list[tuple[int, tuple[Key]]]] = defaultdict(list)
            for named, key in read_told(kind):
                chunks[record_sets.place_of(named)[0]].append((named, (key,)))
            last = bits.filter(kind=kind).aggregate(last=Max("chunk"))["last"] or 0
            for chunk in range(max(last, *chunks, 0) + 1):
                bits.lay(kind, chunk, chunks[chunk])


def read_told(kind: str) -> Iterator[tuple[int, Key]]:
    """Give the ids of records of a kind, with each value that others tell of them by their sets."""
    for told in TOLD:
        if told.kind == kind:
            for named, value in _told_pairs(told):
                yield named, Key(told.dimension, value)


def _told_pairs(told: Told) -> Iterator[Pair]:
    named_at: dict[Place, list[int]] = defaultdict(list)
    for named, place in _places(told.teller, told.named):
        named_at[place].append(int(named))
    if told.value == ITSELF:
        for place, found in named_at.items():
            yield from ((named, str(_record_at(place))) for named in found)
    for value, place in _places(told.teller, told.value):
        if told.named == ITSELF:
            yield _record_at(place), value
        else:
            yield from ((named, value) for named in named_at.get(place, ()))


def _places(kind: str, path: str) -> Iterator[tuple[str, Place]]:
    """Give each place in the sets of a path, with its value; none where there is no path."""
    rows = PublicBits.objects.filter(kind=kind, dimension=path).order_by()
    for row in rows.iterator() if path else ():
        yield from ((row.value, (row.chunk, place)) for place in row.piece)


def _record_at(place: Place) -> int:
    chunk, of_piece = place
    return chunk << record_sets.CHUNK_BITS | of_piece & (record_sets.CHUNK - 1)


def _still_told(kind: str, dimension: str, pairs: set[Pair]) -> set[Pair]:
    """Return those of the pairs that any record tells."""
    names, wanted = {str(named) for named, _value in pairs}, {value for _named, value in pairs}
    found: set[Pair] = set()
    for told in ways_to(kind, dimension):
        named = _sets(told.teller, told.named, names)
        values = _sets(told.teller, told.value, wanted)
        found |= {pair for pair in pairs if _is_told(told, pair, named, values)}
    return found


def _is_told(told: Told, pair: Pair, named: Sets, values: Sets) -> bool:
    of, value = pair
    if told.named == ITSELF:
        return of in record_sets.records(values[value])
    if told.value == ITSELF:
        return int(value) in record_sets.records(named[str(of)])
    return any(record_sets.cross(named[str(of)], values[value]).values())


def _sets(kind: str, path: str, values: set[str]) -> Sets:
    found: Sets = defaultdict(dict)
    rows = PublicBits.objects.filter(kind=kind, dimension=path, value__in=values).order_by()
    for row in rows if path else ():
        found[row.value][row.chunk] = row.piece
    return found
