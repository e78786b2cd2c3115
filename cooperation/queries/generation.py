"""The present state of everything public, by name: answers and counts kept of it hang on that."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from cooperation.models import Generation
from cooperation.rules import dates
from cooperation.rules.memory import memory_of

# Bytes in each worker, of what was asked for last.
MOST_KEPT = 16 * 1024 * 1024
BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class _KeptValues:
    """Values by key, at most so many bytes of them: what was asked for last."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self._values: OrderedDict[tuple[Any, ...], tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the value alone in a tuple; an empty one if it is not kept."""
        with self._lock:
            if key not in self._values:
                return ()
            self._values.move_to_end(key)
            return self._values[key][:1]

    def put(self, key: tuple[Any, ...], value: Any) -> None:
        size = memory_of((key, value))
        if size > self.most:
            return
        with self._lock:
            self.size += size - self._values.pop(key, (None, 0))[1]
            self._values[key] = value, size
            while self.size > self.most:
                self.size -= self._values.popitem(last=False)[1][1]

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self.size = 0


_kept = _KeptValues(MOST_KEPT)


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
    row = Generation.objects.filter(pk=1).values_list("token", "changed_at", "edges").first()
    token, changed_at, edges = row or ("", BEGINNING, [])
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
