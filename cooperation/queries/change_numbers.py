"""Changes by their numbers: for whoever keeps a copy and asks for what comes after the last.

A change has the number that its act was given, times `STEP`. What went live or ended by the clock
since has none yet: it is told after the last number, one more for each edge in the order in which
they passed, until an act or the register's own job numbers it. So whoever has seen a number has
been told of all below it, and what is numbered later is told once more, above it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from cooperation.models import ChangeNumber, Generation, SearchEntry
from cooperation.models.change_number import edge_after, edges_without_number

STEP = 1_000_000


@dataclass(frozen=True)
class Numbers:
    """What was numbered when `last` was the last number."""

    last: int

    @classmethod
    def at_present(cls) -> "Numbers":
        """Return the numbers up to the last one; ask before anything that is told by them."""
        rows = Generation.objects.filter(pk=1).values_list("sequence", flat=True)
        return cls(next(iter(rows), 0))

    @cached_property
    def of_edges(self) -> dict[UUID, tuple[int, str]]:
        """The number and kind of each record that the clock has changed since, by number."""
        edges = edges_without_number()[: STEP - 1]
        last = {
            edge.record_uid: (self.last * STEP + place, edge.record_type)
            for place, edge in enumerate(edges, 1)
        }
        return dict(sorted(last.items(), key=lambda item: item[1]))

    def of(self, uids: Iterable[UUID]) -> dict[UUID, int]:
        """Return the numbers of the last changes of records, terms and places."""
        wanted = list(uids)
        rows = ChangeNumber.objects.filter(record_uid__in=wanted)
        found = {uid: own * STEP for uid, own in rows.values_list("record_uid", "sequence")}
        return found | {uid: self.of_edges[uid][0] for uid in wanted if uid in self.of_edges}

    def is_ahead(self, after: int) -> bool:
        """Tell whether the register has never given so great a number."""
        return after // STEP > self.last


@dataclass(frozen=True, slots=True)
class NumberedChange:
    number: int
    record_type: str
    record_uid: UUID


def changes_after(
    after: int, numbers: Numbers, kinds: Collection[str], most: int
) -> list[NumberedChange]:
    """Return the changes with greater numbers, in their order; of all kinds if none are named."""
    rows = _numbered(after, numbers).order_by("sequence")
    # Each kind is walked by an index in this order; of several at once all would be sorted.
    walks = [rows.filter(record_type=kind) for kind in kinds] or [rows]
    columns = ("sequence", "record_type", "record_uid")
    found = [row for walk in walks for row in walk.values_list(*columns)[:most]]
    told = [NumberedChange(own * STEP, kind, uid) for own, kind, uid in sorted(found)]
    return (told + _by_clock(after, numbers, kinds))[:most]


def count_after(after: int, numbers: Numbers, kinds: Collection[str]) -> int:
    rows = _numbered(after, numbers)
    rows = rows.filter(record_type__in=kinds) if kinds else rows
    return rows.count() + len(_by_clock(after, numbers, kinds))


def _by_clock(after: int, numbers: Numbers, kinds: Collection[str]) -> list[NumberedChange]:
    return [
        NumberedChange(number, kind, uid)
        for uid, (number, kind) in numbers.of_edges.items()
        if number > after and (not kinds or kind in kinds)
    ]


def _numbered(after: int, numbers: Numbers) -> QuerySet:
    """Return what has its number: of what the public never saw nothing has."""
    rows = ChangeNumber.objects.filter(sequence__gt=after // STEP, sequence__lte=numbers.last)
    if not numbers.of_edges:
        return rows
    entries = SearchEntry.objects.filter(record_uid=OuterRef("record_uid"))
    return rows.exclude(Exists(entries.filter(edge_after(OuterRef("given_at")))))
