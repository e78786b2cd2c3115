"""What rows are linked with is called, in both languages, and when the public may see it."""

import datetime as dt
from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

from django.db import models

from cooperation.models import Term
from cooperation.models.base import Record
from cooperation.vocabulary.workflow import State

# Databases take no more values in one query than some ten thousands.
MOST_AT_ONCE = 5_000

Key = tuple[type[models.Model], int]


class Named(NamedTuple):
    """A record, term or place: `names` in English and Khmer, each in the other failing that."""

    names: tuple[str, str]
    state: str = State.PUBLISHED
    go_live_at: dt.datetime | None = None
    expire_at: dt.datetime | None = None


def names_of(keys: Mapping[type[models.Model], Collection[int]]) -> dict[Key, Named]:
    """Return what each is called: one query for each kind of what is asked for."""
    found: dict[Key, Named] = {}
    for model, pks in keys.items():
        asked = sorted(pks)
        for first in range(0, len(asked), MOST_AT_ONCE):
            some = asked[first : first + MOST_AT_ONCE]
            rows = model._default_manager.filter(pk__in=some).order_by()
            for pk, english, khmer, *window in rows.values_list("pk", *_columns(model)):
                found[model, pk] = Named((english or khmer, khmer or english), *window)
    return found


@cache
def _columns(model: type[models.Model]) -> tuple[str, ...]:
    if issubclass(model, Record):
        name = model.name_field
        return (f"{name}_en", f"{name}_km", "state", "go_live_at", "expire_at")
    name = "label" if model is Term else "name"
    return (f"{name}_en", f"{name}_km")
