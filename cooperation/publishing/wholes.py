"""A record with all its parts, read once for all that an act asks of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects

from cooperation.models.base import Part, part_models
from cooperation.models.columns import content_value, recorded_columns
from cooperation.models.content import Content
from cooperation.models.owned import owned_parts

Parts = dict[type[Part], list[Part]]


@dataclass(slots=True)
class Whole:
    """`parts` holds the rows of each kind that the record has any of, in their order.

    The record and its parts have loaded what they refer to.
    """

    record: Any
    parts: Parts

    @property
    def content(self) -> Content:
        """What the rows hold, as plain values.

        Shape: {"fields", "links", "parts": {kind of part: [{"id", "fields", "links"}, …]}}. A
        link to another row is that row's uid (to a part: its id), so that a content outlives row
        numbers. Empty kinds of part are left out.
        """
        return Content(
            **_content(self.record),
            parts={
                part._meta.model_name: [Content(id=str(row.pk), **_content(row)) for row in rows]
                for part, rows in self.parts.items()
            },
        )

    def take_out(self, part: type[Part], keys: Collection[Any]) -> None:
        """Leave rows of a kind of part out that were deleted."""
        rows = [row for row in self.parts.pop(part) if row.pk not in keys]
        self.parts = _in_order(type(self.record), {**self.parts, part: rows})


def read_whole(record: models.Model, known: Mapping[type[Part], list[Part]] | None = None) -> Whole:
    """Read a record and its parts as they stand in the database; the instance is refreshed.

    `known` are rows of kinds of part that were read in the same act and not changed since.
    """
    model = type(record)
    record.refresh_from_db(from_queryset=_with_references(model._default_manager.all()))
    prefetch_related_objects([record], *_links(model))
    if known is None:
        kinds = owned_parts(model, [record.pk])
    else:
        kinds = tuple(kind for kind in part_models(model) if kind[0] not in known)  # type: ignore[arg-type]
    read = _read_parts(kinds, [record])[record.pk]
    return Whole(record, _in_order(model, {**(known or {}), **read}))


def read_wholes(
    model: type[models.Model], pks: Collection[int], *, parts: Collection[Any] | None = None
) -> dict[int, Whole]:
    """Return several records of a kind by their keys, at no more queries than one.

    `parts` are the kinds of part to look for, where it is known that no others have any rows.
    """
    rows = _with_references(model._default_manager.filter(pk__in=pks))
    records = list(rows.prefetch_related(*_links(model)))
    if parts is None:
        kinds = owned_parts(model, pks)
    else:
        kinds = tuple(kind for kind in part_models(model) if kind[0] in parts)  # type: ignore[arg-type]
    read = _read_parts(kinds, records)
    return {record.pk: Whole(record, read[record.pk]) for record in records}


def _read_parts(
    kinds: Collection[tuple[type[Part], str]], records: Collection[models.Model]
) -> dict[int, Parts]:
    found: dict[int, Parts] = {record.pk: {} for record in records}
    for part, owner in kinds:
        rows = _with_references(part._default_manager.filter(**{f"{owner}__in": list(found)}))
        for row in rows.prefetch_related(*_links(part)):
            found[getattr(row, f"{owner}_id")].setdefault(part, []).append(row)
    return found


def _in_order(model: type[models.Model], parts: Parts) -> Parts:
    return {part: parts[part] for part, _owner in part_models(model) if parts.get(part)}  # type: ignore[arg-type]


def _with_references(rows: models.QuerySet) -> models.QuerySet:
    keys = [f.name for f in recorded_columns(rows.model) if isinstance(f, models.ForeignKey)]
    # With no name at all everything would be joined.
    return rows.select_related(*keys or (None,))


def _links(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.many_to_many]


def _content(row: models.Model) -> dict[str, Any]:
    fields = {
        field.name: content_value(getattr(row, field.name)) for field in recorded_columns(type(row))
    }
    links = {
        field.name: sorted(str(target.uid) for target in getattr(row, field.name).all())
        for field in row._meta.many_to_many
    }
    return {"fields": fields, "links": links} if links else {"fields": fields}
