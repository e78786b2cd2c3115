"""Gives each change that the public can see its number, in the turn of the act that makes it.

Numbers come from a row that is locked until the act is committed, never from a clock: whoever
sees one sees all that are smaller.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Now

from cooperation.kinds.registry import REFERENCE_LISTS
from cooperation.models import ChangeNumber, Generation, SearchEntry, Withdrawn
from cooperation.models.change_number import edges_without_number, has_begun
from cooperation.publishing.turns import take_turn

STEP = 1000

Changed = tuple[str, UUID]


def number_changes(changed: Iterable[Changed], *, at: dt.datetime) -> None:
    """Give these (kind, permanent id) the next numbers, in this order, in place of earlier ones."""
    told = list(dict.fromkeys(changed))
    if not told:
        return
    present = Generation.objects.filter(pk=1)
    if not present.update(sequence=F("sequence") + len(told)):
        Generation.objects.create(pk=1, changed_at=at, sequence=len(told))
    last, now = present.annotate(now=Now()).values_list("sequence", "now").get()
    first = last - len(told) + 1
    ChangeNumber.objects.bulk_create(
        [
            ChangeNumber(
                record_type=kind, record_uid=uid, sequence=first + place, given_at=min(at, now)
            )
            for place, (kind, uid) in enumerate(told)
        ],
        batch_size=STEP,
        update_conflicts=True,
        unique_fields=["record_uid"],
        update_fields=["sequence", "given_at"],
    )


def number_edges(*, at: dt.datetime) -> None:
    """Give numbers to what has gone live or ended by the clock."""
    edges = edges_without_number()
    # The last edge of a record is its place.
    changed = dict.fromkeys((edge.record_type, edge.record_uid) for edge in reversed(edges))
    number_changes(reversed(changed), at=at)


def number_the_rest(*, at: dt.datetime) -> None:
    """Give numbers to all that the public saw and that has none, a few at a time."""
    rest = list(changes_without_number())
    for first in range(0, len(rest), STEP):
        with transaction.atomic():
            take_turn()
            number_changes(rest[first : first + STEP], at=at)


def changes_without_number() -> Iterator[Changed]:
    """Give what the public saw and has no number: terms and places, then records, oldest first."""
    numbered = Exists(ChangeNumber.objects.filter(record_uid=OuterRef("record_uid")))
    for kind, listed in REFERENCE_LISTS.items():
        known = Exists(ChangeNumber.objects.filter(record_uid=OuterRef("uid")))
        rows = listed.model._default_manager.exclude(known).order_by("pk")
        yield from ((kind, uid) for uid in rows.values_list("uid", flat=True))
    columns = ("public_at", "record_type", "record_uid")
    seen = SearchEntry.objects.filter(has_begun()).exclude(numbered).order_by()
    gone = Withdrawn.objects.exclude(numbered).annotate(public_at=F("at")).order_by()
    both = seen.values_list(*columns).union(gone.values_list(*columns), all=True)
    yield from ((kind, uid) for _moment, kind, uid in both.order_by(*columns))
