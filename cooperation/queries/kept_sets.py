"""The sets of published records as a worker keeps them: of a change, only what changed is read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from threading import Lock

from pyroaring import BitMap

from cooperation.models import PublicBits
from cooperation.models.public_bits import ALL
from cooperation.rules import record_sets
from cooperation.rules.record_sets import Pieces

# Sets of fewer records are unpacked each time; the others are kept unpacked.
FEW = 200

# By number of the piece: of how many records, and these as they are kept.
Packed = Mapping[int, tuple[int, bytes]]
# The id, change, dimension, value and piece; how many records; the bits.
Row = tuple[int, int, str, str, int, int, bytes]


class KeptSets:
    """The sets of one kind of record, as they were after one change; never altered.

    Members are what records have themselves, without what lies below.
    """

    def __init__(self, change: int, last: int, packed: Mapping[str, Mapping[str, Packed]]) -> None:
        self.change, self.last = change, last
        self._packed = packed
        self._unpacked: dict[tuple[str, str], BitMap] = {}

    def values(self, dimension: str) -> Iterable[str]:
        """Return the values that some record has or had."""
        return self._packed.get(dimension, {}).keys()

    def count(self, dimension: str, value: str) -> int:
        """Return how many published records have a value, hidden ones among them."""
        return sum(count for count, _bits in self._of(dimension, value).values())

    def rows(self, dimension: str, value: str) -> Pieces:
        """Return the rows of records that have a value."""
        packed = self._of(dimension, value)
        return {chunk: BitMap.deserialize(bits) for chunk, (_count, bits) in packed.items()}

    def records(self, dimension: str, value: str) -> BitMap:
        """Return the published records that have a value; it is not to be altered."""
        key = (dimension, value)
        if key in self._unpacked:
            return self._unpacked[key]
        found = record_sets.records(self.rows(dimension, value))
        if len(found) >= FEW:
            self._unpacked[key] = found
        return found

    def all(self) -> BitMap:
        return self.records(ALL.dimension, ALL.value)

    def after(self, rows: Iterable[Row]) -> "KeptSets":
        """Return the sets after the changes of which these rows tell."""
        last = (self.change, self.last)
        changed: dict[str, dict[str, dict[int, tuple[int, bytes]]]] = defaultdict(dict)
        for pk, change, dimension, value, chunk, count, bits in rows:
            last = max(last, (change, pk))
            values = changed[dimension]
            pieces = values.setdefault(value, {**self._of(dimension, value)})
            pieces[chunk] = (count, bytes(bits))
        packed = {
            name: {**self._packed.get(name, {}), **values} for name, values in changed.items()
        }
        following = KeptSets(*last, {**self._packed, **packed})
        following._unpacked = {
            (dimension, value): found
            for (dimension, value), found in list(self._unpacked.items())
            if value not in changed.get(dimension, ())
        }
        return following

    def _of(self, dimension: str, value: str) -> Packed:
        return self._packed.get(dimension, {}).get(value, {})


NONE = KeptSets(0, 0, {})

_kept: dict[str, KeptSets] = {}
_lock = Lock()


def kept_sets(kind: str) -> KeptSets:
    """Return the sets of a kind as they are now."""
    with _lock:
        kept = _kept.get(kind, NONE)
        rows = _changed(kind, kept)
        if kept.last and not any(pk == kept.last for pk, *_of_row in rows):
            # What was written last is gone: the register is an older one.
            kept, rows = NONE, _changed(kind, NONE)
        _kept[kind] = kept = kept.after(rows)
        return kept


def _changed(kind: str, kept: KeptSets) -> list[Row]:
    """Return what was written since, and what was written last before."""
    columns = ("pk", "change", "dimension", "value", "chunk", "records", "bits")
    rows = PublicBits.objects.order_by().values_list(*columns)
    # Each half has an index of its own.
    return list(
        rows.filter(kind=kind, change__gt=kept.change).union(rows.filter(pk=kept.last), all=True)
    )


def forget() -> None:
    """Let everything be read anew."""
    with _lock:
        _kept.clear()
