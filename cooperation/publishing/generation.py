"""The name of the present state of everything public."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models import Q, QuerySet

from cooperation.models import Commitment, Generation, SearchEntry
from cooperation.models.change_number import edges_without_number
from cooperation.publishing import change_numbers
from cooperation.publishing.turns import moment_of_turn
from cooperation.rules import dates
from cooperation.rules.standing import SEARCH_HOLDS, turning_days
from cooperation.vocabulary.workflow import State

MOST_EDGES = 500


_put_off: ContextVar[list[dt.datetime] | None] = ContextVar("put_off", default=None)


@contextmanager
def renewed_once() -> Iterator[None]:
    """Make one renewal of those that the acts inside ask for; all are in one transaction."""
    asked: list[dt.datetime] = []
    token = _put_off.set(asked)
    try:
        yield
    finally:
        _put_off.reset(token)
    if asked:
        renew_generation(asked[-1])


def renew_generation(at: dt.datetime, *, changed_at: dt.datetime | None = None) -> None:
    """Name a new state of everything public: whatever was kept of the old one is stale.

    It is told to have changed at `changed_at`, or at `at`. What the clock alone has changed since
    the last act gets its number now.

    The token is random and not a count, so that one seen inside a transaction that is rolled
    back never comes again. What changed is indexed already: the next edges are read there.
    """
    put_off = _put_off.get()
    if put_off is not None:
        put_off.append(at)
        return
    change_numbers.number_edges(at=at)
    edges = [edge.isoformat() for edge in _edges(at)]
    state = {"token": uuid.uuid4(), "changed_at": changed_at or at, "edges": edges}
    Generation.objects.bulk_create(
        [Generation(pk=1, **state)],
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=list(state),
    )


@transaction.atomic
def number_passed_edges(at: dt.datetime | None = None) -> None:
    """Give numbers to what has gone live or ended by the clock; where nothing has, write nothing.

    When the register changed last stays what it was: the moment of the last edge.
    """
    if not edges_without_number():
        return
    moment = moment_of_turn(at)
    row = Generation.objects.filter(pk=1).values_list("changed_at", "edges").first()
    told, edges = row or (moment, [])
    passed = [edge for edge in map(dt.datetime.fromisoformat, edges) if edge <= moment]
    renew_generation(moment, changed_at=max([told, *passed]))


def _edges(at: dt.datetime) -> list[dt.datetime]:
    """Return the next moments at which a record goes live, expires or comes to stand otherwise."""
    # What is published is indexed, and few of it are for a time: this asks for those alone.
    timed = SearchEntry.objects.filter(Q(go_live_at__isnull=False) | Q(expire_at__isnull=False))
    # Unless it has to sort, SQLite goes through them all instead of through their small index.
    windows = timed.order_by("record_type").values_list("go_live_at", "expire_at")
    edges = {moment for window in windows for moment in window if moment}
    for due, looked_for in _days_of_commitments(dates.day_in_phnom_penh(at)):
        for day in turning_days(due, looked_for):
            edges.add(dt.datetime.combine(day, dt.time(), dates.PHNOM_PENH))
    return sorted(edge for edge in edges if edge > at)[:MOST_EDGES]


def _days_of_commitments(today: dt.date) -> QuerySet:
    """Return the last day and the day of search of whatever may yet come to stand otherwise."""
    # One that goes live later turns later still. Each half has an index of its own.
    live = Commitment.objects.filter(state=State.PUBLISHED).order_by()
    ahead = live.filter(due_latest__gte=today)
    looked_for = live.filter(looked_for_on__gte=today - SEARCH_HOLDS, due_latest__isnull=False)
    days = ("due_latest", "looked_for_on")
    return ahead.values_list(*days).union(looked_for.values_list(*days))
