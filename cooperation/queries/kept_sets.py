"""The sets of published records as a worker keeps them: of a change, only what changed is read.

What is counted beside filters is kept whole. Sets of what is only asked for by its name, such as
those of people, are read when they are asked for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from threading import Lock

from pyroaring import BitMap

from cooperation.kinds.registry import KINDS
from cooperation.kinds.told import WHOLE
from cooperation.models import PublicBits
from cooperation.models.public_bits import ALL, YEAR
from cooperation.rules import record_sets
from cooperation.rules.bounded_values import BoundedValues
from cooperation.rules.record_sets import Pieces

# Sets of fewer records are unpacked each time; the others are kept unpacked.
FEW = 200
# Bytes, for each kind, of the sets that were read when they were asked for.
MOST_READ = 2 * 1024 * 1024

# The pieces of a set: their numbers, of how many records they are, and these as they are kept.
Packed = tuple[tuple[int, int, bytes], ...]
# The id, change, dimension, value and piece; how many records; the bits.
Row = tuple[int, int, str, str, int, int, bytes]
COLUMNS = ("pk", "change", "dimension", "value", "chunk", "records", "bits")


class KeptSets:
    """The sets of one kind of record, as they were after one change; what is kept never alters.

    Members are what records have themselves, without what lies below.
    """

    def __init__(self, kind: str) -> None:
        self.kind, self.change, self.last = kind, 0, 0
        self.whole = frozenset((ALL.dimension, YEAR, *KINDS[kind].counted(), *WHOLE.get(kind, ())))
        self._packed: Mapping[str, Mapping[str, Packed]] = {}
        self._unpacked: dict[tuple[str, str], BitMap] = {}
        self._read = BoundedValues(MOST_READ)

    def values(self, dimension: str) -> Collection[str]:
        """Return the values, of what is kept whole, that some record has or had."""
        if dimension not in self.whole:
            raise ValueError(f"The sets of {self.kind} by {dimension} are not kept whole.")
        return self._packed.get(dimension, {}).keys()

    def count(self, dimension: str, value: str) -> int:
        """Return how many published records have a value, hidden ones among them."""
        return sum(count for _chunk, count, _bits in self._of(dimension, value))

    def rows(self, dimension: str, value: str) -> Pieces:
        """Return the rows of records that have a value."""
        return {
            chunk: BitMap.deserialize(bits)
            for chunk, _count, bits in self._of(dimension, value)
            if bits
        }

    def records(self, dimension: str, value: str) -> BitMap:
        """Return the published records that have a value; it is not to be altered."""
        key = (dimension, value)
        if key in self._unpacked:
            return self._unpacked[key]
        found = record_sets.records(self.rows(dimension, value))
        if len(found) >= FEW and dimension in self.whole:
            self._unpacked[key] = found
        return found

    def all(self) -> BitMap:
        return self.records(ALL.dimension, ALL.value)

    def fetch(self, dimension: str, values: Iterable[str]) -> None:
        """Read the sets of these values at once, as far as they are not kept."""
        if dimension in self.whole:
            return
        missing = [value for value in values if not self._read.get((dimension, value))]
        if missing:
            self._fetch(dimension, missing)

    def after(self, rows: Iterable[Row]) -> "KeptSets":
        """Return the sets after the changes of which these rows tell."""
        following, last = KeptSets(self.kind), (self.change, self.last)
        changed: dict[str, dict[str, Packed]] = defaultdict(dict)
        passed = set()
        for pk, change, dimension, value, chunk, count, bits in rows:
            last = max(last, (change, pk))
            if dimension not in self.whole:
                passed.add((dimension, value))
                continue
            values = changed[dimension]
            others = values[value] if value in values else self._of(dimension, value)
            values[value] = _with_piece(others, (chunk, count, bytes(bits)))
        packed = {
            name: {**self._packed.get(name, {}), **values} for name, values in changed.items()
        }
        following.change, following.last = last
        following._packed = {**self._packed, **packed}
        following._read = self._read.without(passed)
        following._unpacked = {
            (dimension, value): found
            for (dimension, value), found in list(self._unpacked.items())
            if value not in changed.get(dimension, ())
        }
        return following

    def _of(self, dimension: str, value: str) -> Packed:
        if dimension in self.whole:
            return self._packed.get(dimension, {}).get(value, ())
        found = self._read.get((dimension, value))
        return found[0] if found else self._fetch(dimension, [value])[value]

    def _fetch(self, dimension: str, values: Collection[str]) -> dict[str, Packed]:
        found: dict[str, Packed] = dict.fromkeys(values, ())
        rows = PublicBits.objects.filter(kind=self.kind, dimension=dimension, value__in=values)
        for value, *piece in rows.values_list("value", "chunk", "records", "bits"):
            chunk, count, bits = piece
            found[value] = _with_piece(found[value], (chunk, count, bytes(bits)))
        for value, packed in found.items():
            self._read.put((dimension, value), packed)
        return found


def _with_piece(packed: Packed, piece: tuple[int, int, bytes]) -> Packed:
    return (*(other for other in packed if other[0] != piece[0]), piece)


_kept: dict[str, KeptSets] = {}
_lock = Lock()


def kept_sets(kind: str) -> KeptSets:
    """Return the sets of a kind as they are now."""
    with _lock:
        kept = _kept.get(kind)
        rows: Iterable[Row] = _changed(kept) if kept else ()
        # Where what was written last is gone, the register is an older one.
        if kept is None or (kept.last and not any(pk == kept.last for pk, *_of_row in rows)):
            kept = KeptSets(kind)
            rows = _first(kept)
        _kept[kind] = kept = kept.after(rows)
        return kept


def _changed(kept: KeptSets) -> list[Row]:
    """Return what was written since, and what was written last before."""
    rows = PublicBits.objects.order_by().values_list(*COLUMNS)
    since = rows.filter(kind=kept.kind, change__gt=kept.change)
    # Each half has an index of its own.
    return list(since.union(rows.filter(pk=kept.last), all=True))


def _first(kept: KeptSets) -> Iterable[Row]:
    """Give what is kept whole, and what was written last."""
    rows = PublicBits.objects.order_by().values_list(*COLUMNS)
    of_kind = PublicBits.objects.filter(kind=kept.kind)
    last = of_kind.order_by("-change", "-pk").values("pk")[:1]
    whole = rows.filter(kind=kept.kind, dimension__in=sorted(kept.whole))
    return whole.union(rows.filter(pk__in=last), all=True).iterator()


def forget() -> None:
    """Let everything be read anew."""
    with _lock:
        _kept.clear()
