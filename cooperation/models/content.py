"""Contents: what a snapshot of a record holds, as plain values, and what its rows refer to.

Shape: {"fields", "links", "parts": {kind of part: [{"id", "fields", "links"}, …]}}. A link to
another row is that row's uid (to a part: its id).
"""

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self

from django.db import models

from cooperation.models.base import Part, part_models
from cooperation.models.derived import DerivedMixin

# What fields and kinds of part were called once: "event.town" or "seat" -> the name of today.
RENAMED: dict[str, str] = {}

# Columns that say nothing of a record's content.
UNRECORDED = {"id", "created_at", "updated_at"}


class Content(dict[str, Any]):
    """A record as plain values; `Content.read` is the way in for what was stored.

    Two contents are equal if they say the same. A stored one may be older than the models: it is
    read as today's before anything compares it, shows it or writes it over rows.
    """

    @property
    def fields(self) -> dict[str, Any]:
        return self["fields"]

    @property
    def parts(self) -> dict[str, list["Content"]]:
        return self["parts"]

    @classmethod
    def blank(cls, model: type[models.Model]) -> Self:
        """Return the content of a record or part that nobody has filled in yet."""
        fields = {
            field.name: None if field.is_relation else _plain(field.get_default())
            for field in recorded(model)
        }
        links: dict[str, list[str]] = {field.name: [] for field in model._meta.many_to_many}
        return cls(fields=fields, links=links) if links else cls(fields=fields)

    @classmethod
    def read(cls, model: type[models.Model], stored: Mapping[str, Any]) -> Self:
        """Return a stored content as it would be stored today.

        What came to the models since is blank, what went is left out, what was renamed has its
        name of today. The kinds and the order of parts stay.
        """
        content = cls._row(model, stored)
        if "parts" in stored:
            kinds = _kinds(model)
            named = {RENAMED.get(name, name): rows for name, rows in stored["parts"].items()}
            content["parts"] = {
                name: [cls(id=row["id"], **cls._row(kinds[name], row)) for row in rows]
                for name, rows in named.items()
                if name in kinds
            }
        return content

    @classmethod
    def _row(cls, model: type[models.Model], stored: Mapping[str, Any]) -> Self:
        row = cls.blank(model)
        for group in row:
            for name, value in stored.get(group, {}).items():
                known = RENAMED.get(f"{model._meta.model_name}.{name}", name)
                if known in row[group]:
                    row[group][known] = value
        return row


def recorded(model: type[models.Model]) -> list[Any]:
    """Return the columns that contents of a kind of row hold."""
    owners = model.owner_fields if issubclass(model, Part) else ()
    return [
        field
        for field in model._meta.fields
        if field.name not in UNRECORDED
        and field.name not in owners
        and not isinstance(field, DerivedMixin)
    ]


def _kinds(model: type[models.Model]) -> dict[str, type[Part]]:
    return {str(part._meta.model_name): part for part, _owner in part_models(model)}  # type: ignore[arg-type]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, models.Choices | uuid.UUID | Decimal) else value


def references(model: type[models.Model]) -> list[Any]:
    """Return the fields that lead to rows outside the record."""
    owners = model.owner_fields if issubclass(model, Part) else ()
    return [
        field
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model is not None
        and field.name not in owners
        and not issubclass(field.related_model, Part)  # type: ignore[arg-type]
    ]


def named(entry: Content, field: Any) -> list[str]:
    """Return the uids that a reference of a row holds."""
    if field.many_to_many:
        return list(entry.get("links", {}).get(field.name) or [])
    value = entry["fields"].get(field.name)
    return [value] if value else []


def referred_to(
    model: type[models.Model], *contents: Content
) -> dict[type[models.Model], set[str]]:
    """Return the uids of all that contents of this kind of record refer to, by kind."""
    wanted: dict[type[models.Model], set[str]] = {}
    kinds = {part._meta.model_name: part for part, _owner in part_models(model)}  # type: ignore[arg-type]
    rows = [(model, content) for content in contents]
    for content in contents:
        for name, entries in content["parts"].items():
            rows += [(kinds[name], entry) for entry in entries if name in kinds]
    for kind, entry in rows:
        for field in references(kind):
            if uids := named(entry, field):
                wanted.setdefault(field.related_model, set()).update(uids)  # type: ignore[arg-type]
    return wanted
