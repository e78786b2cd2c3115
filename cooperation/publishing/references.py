"""Which records a record names, and which name it."""

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.db import models

from cooperation.models.base import Part, Record, links_to_records
from cooperation.publishing.wholes import Whole, read_wholes


class Naming(NamedTuple):
    """`named` stands in `place` (a field or a part) of a record."""

    place: str
    named: Record


def named_by(record: models.Model) -> list[Naming]:
    """Return every record that this one or one of its parts names, as it stands there."""
    [whole] = read_wholes(type(record), [record.pk]).values()
    return named_in(whole)


def named_in(whole: Whole) -> list[Naming]:
    """Return every record that a whole one or one of its parts names."""
    namings = list(_links(whole.record, place=""))
    for model, rows in whole.parts.items():
        for part in rows:
            namings += _links(part, place=str(model._meta.verbose_name))
    return namings


def roots_naming(record: models.Model) -> Iterator[models.Model]:
    """Give each root that names `record`, itself or through a part, once."""
    seen = set()
    for model in apps.get_app_config("cooperation").get_models():
        for field in _fields_to(model, type(record)):
            owns = issubclass(model, Part) and field.name in model.owner_fields
            if owns:
                continue
            rows = model._default_manager.filter(**{field.name: record})
            if issubclass(model, Part):
                rows = rows.select_related(*model.owner_fields)
            for row in rows:
                root = row.owner() if isinstance(row, Part) else row
                if root != record and (type(root), root.pk) not in seen:
                    seen.add((type(root), root.pk))
                    yield root


def _links(row: models.Model, *, place: str) -> Iterator[Naming]:
    for field in links_to_records(type(row)):
        if field.many_to_many:
            targets = list(getattr(row, field.name).all())
        else:
            target = getattr(row, field.name)
            targets = [target] if target is not None else []
        for target in targets:
            yield Naming(place or str(field.verbose_name), target)


def _fields_to(model: type[models.Model], target: type[models.Model]) -> list[models.Field]:
    return [
        field
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model is target
    ]
