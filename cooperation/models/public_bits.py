"""Which published records have which value: sets, by which lists are filtered and counted.

Where sets are crossed, no record is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import ClassVar, NamedTuple

from django.db import models
from django.db.models import Max
from pyroaring import BitMap

from cooperation.rules import record_sets

BATCH = 200


class Key(NamedTuple):
    """A value that a record has: what of it, which, and in which row of a part; 0 is in none."""

    dimension: str
    value: str
    row: int = 0


def write_keys(keys: Iterable[Key]) -> str:
    """Return the values as one text, a line each."""
    return "\n".join(
        sorted(f"{key.dimension}={key.value}" + (f"@{key.row}" if key.row else "") for key in keys)
    )


def read_keys(text: str) -> frozenset[Key]:
    """Return the values that were written as this text."""
    return frozenset(map(_read_line, filter(None, text.split("\n"))))


# The same lines stand in the rows of many records.
@lru_cache(maxsize=20_000)
def _read_line(line: str) -> Key:
    dimension, _equals, rest = line.partition("=")
    value, _at, row = rest.partition("@")
    return Key(dimension, value, int(row or 0))


# The set of all published records.
ALL = Key("all", "")
# The dimension of the years that the date of a record overlaps.
YEAR = "year"

Change = Mapping[int, tuple[frozenset[Key], frozenset[Key]]]


class BitsQuerySet(models.QuerySet):
    def change(self, kind: str, changed: Change) -> None:
        """Move records from the values that they had to those that they have now.

        `changed` gives both by the ids of the records. The caller has the turn to publish.
        """
        moves: dict[tuple[str, str, int], list[tuple[int, bool]]] = defaultdict(list)
        for pk, (before, now) in changed.items():
            for key in before ^ now:
                chunk, place = record_sets.place_of(pk, key.row)
                moves[key.dimension, key.value, chunk].append((place, key in now))
        if not moves:
            return
        standing = {
            (row.dimension, row.value, row.chunk): row
            for row in self.filter(
                kind=kind,
                dimension__in={dimension for dimension, _value, _chunk in moves},
                value__in={value for _dimension, value, _chunk in moves},
                chunk__in={chunk for _dimension, _value, chunk in moves},
            )
        }
        made, kept = [], []
        change = self.last_change() + 1
        for of, places in sorted(moves.items()):
            row = standing.get(of)
            listed = made if row is None else kept
            row = row or self.model(kind=kind, dimension=of[0], value=of[1], chunk=of[2])
            piece = row.piece
            piece.update(place for place, is_in in places if is_in)
            piece.difference_update(BitMap(place for place, is_in in places if not is_in))
            if piece != row.piece:
                row.put(piece, change)
                listed.append(row)
        self.bulk_create(made)
        self.bulk_update(kept, ["bits", "records", "change"], batch_size=BATCH)

    def lay(self, kind: str, chunk: int, records: Iterable[tuple[int, Iterable[Key]]]) -> None:
        """Write one piece of all these sets of a kind anew, from the values of its records.

        What nobody has any more stays as an empty piece: whoever keeps a copy must hear of it.
        """
        places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for pk, keys in records:
            for key in keys:
                places[key.dimension, key.value].append(record_sets.place_of(pk, key.row)[1])
        change = self.last_change() + 1
        standing = self.filter(kind=kind, chunk=chunk)
        changed = []
        for row in standing:
            piece = BitMap(places.pop((row.dimension, row.value), ()))
            if piece != row.piece or len(record_sets.of_piece(piece)) != row.records:
                row.put(piece, change)
                changed.append(row)
        self.bulk_update(changed, ["bits", "records", "change"], batch_size=BATCH)
        made = []
        for (dimension, value), members in sorted(places.items()):
            row = self.model(kind=kind, dimension=dimension, value=value, chunk=chunk)
            row.put(BitMap(members), change)
            made.append(row)
        self.bulk_create(made, batch_size=BATCH)

    def last_change(self) -> int:
        """Return the number of the last change, 0 before the first."""
        return self.model._default_manager.aggregate(last=Max("change"))["last"] or 0


class PublicBits(models.Model):
    """A piece of the set of published records of a kind that have a value in a dimension.

    `bits` are its members as `rules.record_sets` places them, `records` how many records that is.
    `change` is greater than that of every row that was changed before it.
    """

    kind = models.CharField(max_length=20)
    dimension = models.CharField(max_length=60)
    value = models.CharField(max_length=60, blank=True)
    chunk = models.PositiveIntegerField()
    records = models.PositiveIntegerField(default=0)
    bits = models.BinaryField()
    change = models.BigIntegerField()

    objects = BitsQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "dimension", "value", "chunk"],
                name="public_bits_once_for_each_value",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "change"], name="public_bits_changed")]

    def __str__(self) -> str:
        return f"{self.kind} {self.dimension}={self.value}"

    @property
    def piece(self) -> BitMap:
        return BitMap.deserialize(bytes(self.bits)) if self.bits else BitMap()

    def put(self, piece: BitMap, change: int) -> None:
        piece.run_optimize()
        self.bits = piece.serialize()
        self.records = len(record_sets.of_piece(piece))
        self.change = change
