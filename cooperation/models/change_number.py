"""The order in which the public saw records, terms and places change: one number for each."""

import datetime as dt
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Now

from cooperation.models.search import SearchEntry


class Edge(NamedTuple):
    """A moment at which the clock alone let a record appear, or end."""

    at: dt.datetime
    record_type: str
    record_uid: UUID


class ChangeNumber(models.Model):
    """The number of the last change of a record, term or place; it outlives the row.

    Numbers rise in the order in which changes became visible. `given_at` is never ahead of the
    database's clock: an edge of the record after it has no number yet.
    """

    record_type = models.CharField(max_length=40)
    record_uid = models.UUIDField(unique=True)
    sequence = models.BigIntegerField(unique=True)
    given_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["record_type", "sequence"], name="change_number_of_kind")
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.record_type} {self.record_uid}"


def has_begun() -> Q:
    """Return the condition that an entry of the index has gone live."""
    return Q(go_live_at__isnull=True) | Q(go_live_at__lte=Now())


def edge_after(moment: Any) -> Q:
    """Return the condition that an edge of an entry has passed since a moment."""
    return has_begun() & (Q(go_live_at__gt=moment) | Q(expire_at__gt=moment, expire_at__lte=Now()))


def edges_without_number() -> list[Edge]:
    """Return the edges that have passed since their records were given numbers, in their order.

    As time passes more come after those returned before, and none between them.
    """
    numbers = ChangeNumber.objects.filter(record_uid=OuterRef("record_uid"))
    timed = SearchEntry.objects.filter(Q(go_live_at__isnull=False) | Q(expire_at__isnull=False))
    rows = timed.annotate(given_at=Subquery(numbers.values("given_at")), read_at=Now())
    rows = rows.filter(edge_after(F("given_at")) | (has_begun() & Q(given_at__isnull=True)))
    # Unless it has to sort, SQLite goes through them all instead of through their small index.
    windows = rows.order_by("record_type").values_list(
        "record_type", "record_uid", "given_at", "read_at", "go_live_at", "expire_at"
    )
    found = [
        Edge(edge, kind, uid)
        for kind, uid, given_at, read_at, *edges in windows
        for edge in edges
        if edge is not None and edge <= read_at and (given_at is None or edge > given_at)
    ]
    return sorted(found)
