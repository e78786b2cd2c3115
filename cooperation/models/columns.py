"""What contents hold of a kind of row: its columns and links, their plain values, its parts."""

import datetime as dt
import uuid
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile

from cooperation.models.base import Part, part_models
from cooperation.models.derived import DerivedMixin

# Columns that say nothing of a record's content.
UNRECORDED = {"id", "created_at", "updated_at"}


@cache
def recorded_columns(model: type[models.Model]) -> tuple[Any, ...]:
    """Return the columns that contents of a kind of row hold."""
    owners = model.owner_fields if issubclass(model, Part) else ()
    return tuple(
        field
        for field in model._meta.fields
        if field.name not in UNRECORDED
        and field.name not in owners
        and not isinstance(field, DerivedMixin)
    )


def columns_by_key(model: type[models.Model]) -> Iterator[tuple[str, Any]]:
    """Give each column and each link of a kind of row, after the key that contents have them at."""
    yield from (("fields", field) for field in recorded_columns(model))
    yield from (("links", field) for field in model._meta.many_to_many)


@cache
def kinds_of_part(model: type[models.Model]) -> dict[str, type[Part]]:
    """Return the kinds of part that a kind of record owns, by the name that contents have."""
    return {str(part._meta.model_name): part for part, _owner in part_models(model)}  # type: ignore[arg-type]


def blank_value(field: Any) -> Any:
    """Return what a content holds of a field that nobody has filled in yet."""
    if field.many_to_many:
        return []
    return None if field.is_relation else content_value(field.get_default())


def content_value(value: Any) -> Any:
    """Return a value of a row as contents hold it: what JSON has, a row as its uid."""
    match value:
        case Part():
            return str(value.pk)
        case models.Model():
            return str(value.uid)
        case FieldFile():
            return value.name
        case models.Choices():
            return value.value
        case uuid.UUID():
            return str(value)
        case dt.datetime() if value.tzinfo is not None:
            # As the database gives a moment back.
            return value.astimezone(dt.UTC).isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return value
