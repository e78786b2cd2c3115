"""Snapshots of a record with all its parts, kept as revisions."""

import datetime as dt
import decimal
import uuid
from typing import Any

from django.db import models

from cooperation.models import Revision, User
from cooperation.models.base import Part, Record, part_models
from cooperation.models.derived import DerivedMixin
from cooperation.vocabulary.workflow import Action

UNRECORDED = {"id", "created_at", "updated_at"}


def snapshot(record: models.Model) -> dict[str, Any]:
    """Return the record and its parts as plain values, as they stand in the database.

    Shape: {"fields", "links", "parts": {kind of part: [{"id", "fields", "links"}, …]}}. A link
    to another row is that row's uid (to a part: its id), so that a snapshot outlives row numbers.
    Empty kinds of part are left out.
    """
    [fresh] = _loaded(type(record)._default_manager.filter(pk=record.pk))
    parts = {}
    for model, owner in part_models(type(record)):
        rows = [
            {"id": str(part.pk), **_content(part, without=owner)}
            for part in _loaded(model._default_manager.filter(**{owner: record}))
        ]
        if rows:
            parts[model._meta.model_name] = rows
    return {**_content(fresh), "parts": parts}


def keep(
    record: models.Model, *, action: Action, by: User | None, at: dt.datetime, reason: str = ""
) -> Revision:
    """Write a revision of the record as it now stands in the database."""
    return Revision.objects.create(
        record_type=record._meta.model_name,
        record_uid=record.uid,
        title=str(record)[:300],
        content=snapshot(record),
        action=action,
        is_public=not isinstance(record, Record) or record.is_public(at),
        user=by,
        reason=reason,
        at=at,
    )


def last_revision(uid: uuid.UUID) -> Revision | None:
    return Revision.objects.filter(record_uid=uid).order_by("-id").first()


def _loaded(rows: models.QuerySet) -> list[models.Model]:
    """Return the rows with what they refer to; most kinds of part have none, at one plain query."""
    found = list(rows)
    keys = [f.name for f in rows.model._meta.fields if isinstance(f, models.ForeignKey)]
    if found:
        links = [f.name for f in rows.model._meta.many_to_many]
        models.prefetch_related_objects(found, *keys, *links)
    return found


def _content(row: models.Model, *, without: str = "") -> dict[str, Any]:
    owners = set(row.owner_fields) if isinstance(row, Part) else {without}
    fields = {
        field.name: _plain(getattr(row, field.name))
        for field in row._meta.fields
        if field.name not in UNRECORDED | owners and not isinstance(field, DerivedMixin)
    }
    links = {
        field.name: sorted(str(target.uid) for target in getattr(row, field.name).all())
        for field in row._meta.many_to_many
    }
    return {"fields": fields, "links": links} if links else {"fields": fields}


def _plain(value: Any) -> Any:
    match value:
        case Part():
            return str(value.pk)
        case models.Model():
            return str(value.uid)
        case uuid.UUID():
            return str(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case decimal.Decimal():
            return f"{value.normalize():f}"
        case _:
            return value
