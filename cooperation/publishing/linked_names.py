"""What rows are linked with is called, in both languages, and when the public may see it."""

import datetime as dt
from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

from django.db import models

from cooperation.models import Term
from cooperation.models.base import Record
from cooperation.models.members import one_of_given
from cooperation.models.prepared import PreparedQuery
from cooperation.vocabulary.workflow import State

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
        for pk, english, khmer, *window in _question(model).ask(ids=pks):
            found[model, pk] = Named((english or khmer, khmer or english), *window)
    return found


@cache
def _question(model: type[models.Model]) -> PreparedQuery:
    def build() -> models.QuerySet:
        rows = model._default_manager.filter(pk__in=one_of_given("ids")).order_by()
        return rows.values_list("pk", *_columns(model))

    return PreparedQuery(build)


def _columns(model: type[models.Model]) -> tuple[str, ...]:
    if issubclass(model, Record):
        name = model.name_field
        return (f"{name}_en", f"{name}_km", "state", "go_live_at", "expire_at")
    name = "label" if model is Term else "name"
    return (f"{name}_en", f"{name}_km")
