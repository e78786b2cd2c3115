"""Reads rows of parts, and what rows lead to many of, by questions that are put together once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

from django.db import models, router
from django.db.models import QuerySet

from cooperation.models.base import Part
from cooperation.models.members import one_of_given
from cooperation.models.prepared import PreparedQuery

# What rows lead to many of: ids, by the model, the field and the id of the row.
Many = dict[tuple[type[models.Model], str, Any], list[int]]


def part_rows(model: type[Part], owner: str, pks: Iterable[int], role: str = "") -> Iterator[Part]:
    """Give the parts of these records in order; of parts with a role, those of that code."""
    database = router.db_for_read(model)
    names = [field.attname for field in model._meta.concrete_fields]
    for row in _parts(model, owner, role).ask(ids=list(pks)):
        yield model.from_db(database, names, row)


def read_many(model: type[models.Model], pks: Collection[int], owner: str = "") -> Many:
    """Return what records lead to many of, or the parts of which they are the owner."""
    found: Many = defaultdict(list)
    for field in model._meta.many_to_many:
        for pk, target in _targets(model, field.name, owner).ask(ids=list(pks)):
            found[model, field.name, pk].append(target)
    return found


@cache
def _parts(model: type[Part], owner: str, role: str) -> PreparedQuery:
    def build() -> QuerySet:
        rows = model.objects.filter(**{f"{owner}__in": one_of_given("ids")})
        rows = rows.filter(role__code=role) if role else rows
        names = [field.attname for field in model._meta.concrete_fields]
        return rows.order_by("position", "pk").values_list(*names)

    return PreparedQuery(build)


@cache
def _targets(model: type[models.Model], name: str, owner: str) -> PreparedQuery:
    field: Any = model._meta.get_field(name)
    through, target = field.remote_field.through, field.m2m_reverse_field_name()
    row = field.m2m_field_name()
    path = f"{row}__{owner}" if owner else row
    order = [f"{target}__{column}" for column in field.related_model._meta.ordering]

    def build() -> QuerySet:
        rows = through.objects.filter(**{f"{path}__in": one_of_given("ids")})
        return rows.order_by(*order, "pk").values_list(f"{row}_id", f"{target}_id")

    return PreparedQuery(build)
