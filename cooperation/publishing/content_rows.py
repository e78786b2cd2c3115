"""Walks through contents: the rows that a snapshot holds, and what each of them refers to."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from cooperation.models.base import Part, Record, part_models
from cooperation.models.content import Content, outward_references, uids_named

CITATION = "citation"


class Place(NamedTuple):
    """A field of a record or of a kind of its parts, or a whole part of that kind."""

    model: type[models.Model]
    field: str = ""

    def __str__(self) -> str:
        if not self.field:
            return str(self.model._meta.verbose_name)
        label = str(self.model._meta.get_field(self.field).verbose_name)  # type: ignore[union-attr]
        if not issubclass(self.model, Part):
            return label
        return _("%(part)s, %(field)s") % {"part": self.model._meta.verbose_name, "field": label}


def rows_of_content(
    model: type[models.Model], content: Content
) -> Iterator[tuple[type[models.Model], Content]]:
    """Give the record's own row, then that of each part; kinds of part that are gone are left out.

    Each row is the entry itself: what is changed in it is changed in the content.
    """
    yield model, content
    for kind, entries in part_rows(model, content):
        for entry in entries:
            yield kind, entry


def part_rows(
    model: type[models.Model], content: Content
) -> Iterator[tuple[type[Part], list[Content]]]:
    owned = part_models(model) if issubclass(model, Record) else ()
    for kind, _owner in owned:
        yield kind, content["parts"].get(str(kind._meta.model_name), [])


def references_to(model: type[models.Model], target: type[models.Model]) -> list[Any]:
    return [field for field in outward_references(model) if field.related_model is target]


def places_naming(
    model: type[models.Model], content: Content, target: type[models.Model], uid: str
) -> list[Place]:
    """Return each place where a content names a record, once."""
    found = [
        Place(kind, field.name)
        for kind, entry in rows_of_content(model, content)
        for field in references_to(kind, target)
        if uid in uids_named(entry, field)
    ]
    return list(dict.fromkeys(found))
