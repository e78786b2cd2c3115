"""The present state of everything public, by name: answers and counts kept of it hang on that."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import Max

from cooperation.models import Commitment, Generation
from cooperation.models.base import record_models
from cooperation.rules import dates
from cooperation.vocabulary.workflow import State

KEPT = 2000
BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Present:
    """`key` changes with every publishing act, every clocked change and every day in Phnom Penh."""

    key: str
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class _Span:
    """The time around a moment in which no record goes live, expires or falls past due."""

    token: str
    day: dt.date
    begins: dt.datetime
    ends: dt.datetime | None


_span: _Span | None = None
_kept: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_lock = Lock()


def present(at: dt.datetime) -> Present:
    """Return the state at a moment: one query, and two more after a change."""
    global _span
    row = Generation.objects.filter(pk=1).values_list("token", "changed_at").first()
    token, changed_at = (str(row[0]), row[1]) if row else ("", BEGINNING)
    span = _span
    day = dates.today(at)
    if (
        span is None
        or (span.token, span.day) != (token, day)
        or at < span.begins
        or (span.ends is not None and at >= span.ends)
    ):
        span = _span = _span_at(token, day, at)
    key = f"{token}/{span.begins.timestamp()}/{day}"
    return Present(key, max(changed_at, span.begins))


def kept(key: tuple[Any, ...], compute: Callable[[], Any]) -> Any:
    """Return what was computed for `key`, which must hold a present key, or compute it now."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    value = compute()
    with _lock:
        _kept[key] = value
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return value


def _span_at(token: str, day: dt.date, at: dt.datetime) -> _Span:
    windows = [
        model.objects.filter(state=State.PUBLISHED)
        .exclude(go_live_at=None, expire_at=None)
        .values_list("go_live_at", "expire_at")
        for model in record_models()
    ]
    edges = {moment for window in windows[0].union(*windows[1:]) for moment in window if moment}
    past_due = Commitment.objects.published().filter(due_latest__lt=day)
    last_due = past_due.aggregate(last=Max("due_latest"))["last"]
    if last_due is not None:
        edges.add(dt.datetime.combine(last_due + dt.timedelta(days=1), dt.time(), dates.PHNOM_PENH))
    return _Span(
        token,
        day,
        max((edge for edge in edges if edge <= at), default=BEGINNING),
        min((edge for edge in edges if edge > at), default=None),
    )
