"""Which published records have which value, kept for counting them in lists.

For every value of a facet there is a set of records, in pieces of bits: to count what several
filters leave, sets are crossed and no record is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import ClassVar

from django.db import models

from cooperation.rules import bitsets

ALL = "all"

Change = Mapping[int, tuple[frozenset[str], frozenset[str]]]


class FacetQuerySet(models.QuerySet):
    def change(self, kind: str, changed: Change) -> None:
        """Move records from the values that they had to those that they have now.

        `changed` gives both by the ids of the records, each as "path=value".
        """
        moves: dict[tuple[str, int], list[tuple[int, bool]]] = defaultdict(list)
        for pk, (before, now) in changed.items():
            chunk, place = bitsets.chunk_of(pk)
            for name in before ^ now:
                moves[name, chunk].append((place, name in now))
        standing = {
            (row.name, row.chunk): row
            for row in self.filter(
                record_type=kind,
                name__in={name for name, _chunk in moves},
                chunk__in={chunk for _name, chunk in moves},
            )
        }
        made, kept = [], []
        for (name, chunk), places in sorted(moves.items()):
            row = standing.get((name, chunk))
            bits = bitsets.unpack(row.bits) if row else 0
            for place, is_in in places:
                bits = bits | 1 << place if is_in else bits & ~(1 << place)
            if row is None:
                row = self.model(record_type=kind, name=name, chunk=chunk)
                made.append(row)
            else:
                kept.append(row)
            row.bits = bitsets.pack(bits)
        self.bulk_create(made)
        self.bulk_update(kept, ["bits"], batch_size=100)

    def lay(self, kind: str, chunk: int, records: Iterable[tuple[int, str]]) -> None:
        """Write one piece of all sets of a kind anew, from the values of its records."""
        places: dict[str, list[int]] = defaultdict(list)
        for pk, names in records:
            for name in names.split("\n"):
                places[name].append(bitsets.chunk_of(pk)[1])
        self.filter(record_type=kind, chunk=chunk).delete()
        self.bulk_create(
            self.model(
                record_type=kind, name=name, chunk=chunk, bits=bitsets.pack(bitsets.of(found))
            )
            for name, found in sorted(places.items())
        )


class FacetBits(models.Model):
    """A piece of the set of published records of a kind that have a value: "kind=7".

    The name "all" is the set of all of them.
    """

    record_type = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    chunk = models.PositiveIntegerField()
    bits = models.BinaryField()

    objects = FacetQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record_type", "name", "chunk"], name="facet_bits_once_for_each_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.name}"
