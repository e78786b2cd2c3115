"""Contents: what a snapshot of a record holds, as plain values, and what its rows refer to.

Shape: {"fields", "links", "parts": {kind of part: [{"id", "fields", "links"}, …]}}. A link to
another row is that row's uid (to a part: its id).
"""

from typing import Any

from django.db import models

from cooperation.models.base import Part, part_models

Content = dict[str, Any]

# Columns that say nothing of a record's content.
UNRECORDED = {"id", "created_at", "updated_at"}


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
