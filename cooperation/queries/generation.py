"""The present state of everything public, by name: answers and counts kept of it hang on that."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cooperation.models import Generation
from cooperation.models.prepared import PreparedQuery
from cooperation.rules import dates
from cooperation.rules.bounded_values import BoundedValues

# Bytes in each worker, of what was asked for last.
MOST_KEPT = 16 * 1024 * 1024
BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


_kept = BoundedValues(MOST_KEPT)


LAST = PreparedQuery(
    lambda: Generation.objects.filter(pk=1).values_list("token", "changed_at", "edges")
)


@dataclass(frozen=True, slots=True)
class Present:
    """`key` changes with every publishing act, every clocked change and every day in Phnom Penh.

    `until` is the next moment at which the clock alone changes it.
    """

    key: str
    at: dt.datetime
    changed_at: dt.datetime
    until: dt.datetime


def present_state(at: dt.datetime) -> Present:
    """Return the state at a moment."""
    rows = LAST.ask()
    token, changed_at, edges = rows[0] if rows else ("", BEGINNING, [])
    return state_named(token, changed_at, edges, at)


def state_named(
    token: object, changed_at: dt.datetime, edges: list[str], at: dt.datetime
) -> Present:
    """Return the state at a moment, by what the register's row of it holds."""
    moments = [dt.datetime.fromisoformat(edge) for edge in edges]
    passed = [moment for moment in moments if moment <= at]
    tomorrow = dates.day_in_phnom_penh(at) + dt.timedelta(days=1)
    midnight = dt.datetime.combine(tomorrow, dt.time(), dates.PHNOM_PENH)
    return Present(
        key=f"{token}/{len(passed)}/{dates.day_in_phnom_penh(at)}",
        at=at,
        changed_at=passed[-1] if passed else changed_at,
        until=min([midnight, *moments[len(passed) :]]),
    )


def cached_by_generation(key: tuple[Any, ...], compute: Callable[[], Any]) -> Any:
    """Return what was computed for `key`, which must hold a present key, or compute it now."""
    found = _kept.get(key)
    if not found:
        # Two that ask at the same time may both compute it: what is equal is kept once.
        found = (compute(),)
        _kept.put(key, found[0])
    return found[0]
