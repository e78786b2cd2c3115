"""Where a record is used: each place in each record, and in each waiting draft, that names it."""

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.db import models

from cooperation.models.base import Part
from cooperation.publishing import content_rows
from cooperation.publishing.content_rows import Place
from cooperation.publishing.waiting import waiting_drafts


class Use(NamedTuple):
    """A place in a root, of which only the kind and the key are known yet."""

    model: type[models.Model]
    pk: int
    place: Place
    is_waiting: bool = False


def list_uses(record: models.Model) -> list[Use]:
    """Return each place that names the record, from other roots only; those of one root together.

    One query for each kind of link, however many there are; nothing of the roots is loaded.
    """
    found = [use for use in _of_rows(record) if (use.model, use.pk) != (type(record), record.pk)]
    for draft, owner in waiting_drafts(record):
        named = content_rows.places_naming(
            type(owner),
            draft.revision.content,
            type(record),
            str(record.uid),  # type: ignore[attr-defined]
        )
        found += [Use(type(owner), owner.pk, place, is_waiting=True) for place in named]
    return sorted(
        dict.fromkeys(found),
        key=lambda use: (use.model._meta.label, -use.pk, use.is_waiting, str(use.place)),
    )


def _of_rows(record: models.Model) -> Iterator[Use]:
    for model in apps.get_app_config("cooperation").get_models():
        for field in content_rows.references_to(model, type(record)):
            place = Place(model, field.name)
            rows = model._default_manager.filter(**{field.name: record}).order_by()
            if not issubclass(model, Part):
                yield from (Use(model, pk, place) for pk in rows.values_list("pk", flat=True))
                continue
            for owner in model.owner_fields:
                root = model._meta.get_field(owner).related_model
                owned = rows.filter(**{f"{owner}__isnull": False})
                for pk in owned.values_list(f"{owner}_id", flat=True).distinct():
                    yield Use(root, pk, place)  # type: ignore[arg-type]
