"""Locks of records; publications take turns, and each gets its moment in its turn.

Whoever keeps a copy asks for what changed since the newest moment that they hold. A moment taken
before the turn may be older than one that was public meanwhile, and they would never ask for it.
"""

import datetime as dt
from collections.abc import Collection

from django.db import models
from django.utils import timezone

from cooperation.models import Generation

# The clocks of machines that share a register differ by seconds; one that is further ahead is
# wrong, and not followed.
CLOCKS_DIFFER = dt.timedelta(minutes=1)
LEAST = dt.timedelta(microseconds=1)


def take_turn() -> dt.datetime | None:
    """Wait for other publications to end; return the moment of the last one.

    The turn lasts until the transaction ends. Take the locks of records before it.
    """
    rows = Generation.objects.select_for_update().filter(pk=1)
    return next(iter(rows.values_list("changed_at", flat=True)), None)


def moment_of_turn(at: dt.datetime | None = None) -> dt.datetime:
    """Take the turn; return its moment, later than that of the last one, or `at` where given."""
    last, now = take_turn(), timezone.now()
    if at is not None:
        return at
    return last + LEAST if last is not None and now <= last <= now + CLOCKS_DIFFER else now


def lock_rows(records: Collection[models.Model]) -> None:
    """Lock the rows of the records in one order for everyone, until the transaction ends."""
    by_model: dict[type[models.Model], list[int]] = {}
    for record in records:
        if record.pk is not None:
            by_model.setdefault(type(record), []).append(record.pk)
    for model in sorted(by_model, key=lambda model: model._meta.label):
        rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=by_model[model])
        list(rows.order_by("pk").values_list("pk", flat=True))
