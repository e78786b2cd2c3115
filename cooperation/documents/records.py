"""Rows of records: what pages, API and files show alike."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from cooperation.documents import parts
from cooperation.documents.built_once import built_once
from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows
from cooperation.documents.references import record_identity
from cooperation.kinds.base import Kind
from cooperation.kinds.registry import KINDS
from cooperation.kinds.shapes import Shape, plain_value, read_code
from cooperation.models.base import Record
from cooperation.models.prepared import AnyRows

Extend = Callable[[dict[int, dict[str, Any]], dict[int, dict[str, Any]], Loader], None]
Annotate = Callable[[models.QuerySet], models.QuerySet]


@dataclass(frozen=True, slots=True)
class Subject:
    """How one kind of record is shown.

    `extend(shown, raw, loader)` completes rows with what takes more than their own columns, both
    given by id; `extra` are the columns that it needs. `annotate` readies the queryset.
    """

    shape: Shape
    extra: tuple[str, ...] = ()
    annotate: Annotate = lambda rows: rows
    extend: Extend | None = None
    collections: tuple[Collection, ...] = ()

    @property
    def model(self) -> type[Record]:
        return self.shape.model

    @property
    def kind(self) -> Kind:
        return KINDS[str(self.model._meta.model_name)]

    @property
    def has_places(self) -> bool:
        """Tell whether rows have their places: those that show a part of their kind have none."""
        return self.kind.has_places and self.shape is self.kind.shape

    def public(self) -> models.QuerySet:
        return _public(self.model, self.annotate)

    def rows(self, pks: Iterable[int], loader: Loader, *, brief: bool = False) -> Rows:
        return read_pks(self, pks, loader, brief=brief)


@built_once
def _public(model: type[Record], annotate: Annotate) -> models.QuerySet:
    return annotate(model.objects.published())


def read_records(
    subject: Subject, queryset: AnyRows, loader: Loader, *, brief: bool = False
) -> Rows:
    """Show records in the order of the queryset.

    `brief` leaves out tags, other names and translations: for pages of lists, and for records
    inside another's detail.
    """
    columns = ["uid", "slug", "published_at", "updated_at", *subject.extra]
    asked = queryset.values(*columns, *subject.shape.columns())
    found = {row["pk"]: row for row in loader.rows(asked)}
    shown = {pk: _common(subject, row, loader) for pk, row in found.items()}
    if not brief:
        _complete(subject, found, shown, loader)
    if subject.has_places:
        places = _places(subject.model, found, loader)
        for pk, row in shown.items():
            row["places"] = places.get(pk, [])
    if subject.extend is not None and found:
        subject.extend(shown, found, loader)
    return list(shown.values())


def read_pks(subject: Subject, pks: Iterable[int], loader: Loader, *, brief: bool = False) -> Rows:
    """Show the records with these ids, in this order, as far as they are public."""
    order = list(pks)
    shown = read_records(subject, subject.public().filter(pk__in=order), loader, brief=brief)
    place = {pk: number for number, pk in enumerate(order)}
    return sorted(shown, key=lambda row: place[row.pop("_pk")])


def _common(subject: Subject, row: dict[str, Any], loader: Loader) -> dict[str, Any]:
    return {
        "_pk": row["pk"],
        **record_identity(subject.model, row),
        "kind": None,
        **subject.shape.read(row, loader),
        "published_at": plain_value(row["published_at"]),
        "updated_at": plain_value(row["updated_at"]),
        "citations": loader.citations(subject.model, row["pk"]),
    }


def _complete(
    subject: Subject,
    found: dict[int, dict[str, Any]],
    shown: dict[int, dict[str, Any]],
    loader: Loader,
) -> None:
    names = parts.other_names(subject.model, found, loader)
    tags = parts.tags_by_record(subject.model, found, loader) if subject.kind.is_tagged else {}
    for pk, row in shown.items():
        row["other_names"] = names.get(pk, [])
        row["translations"] = subject.shape.translations(found[pk])
        if subject.kind.is_tagged:
            row |= tags.get(pk) or {name: [] for name in parts.TAGS}


def _places(model: type[Record], pks: Iterable[int], loader: Loader) -> dict[int, Rows]:
    through = model._meta.get_field("places").remote_field.through
    owner = model._meta.model_name
    rows = through.objects.filter(**{f"{owner}__in": list(pks)}).order_by("pk")
    found: dict[int, Rows] = defaultdict(list)
    columns = ("place_id", "place__code", "place__name_en", "place__name_km")
    for row in loader.rows(rows.values(f"{owner}_id", *columns)):
        found[row[f"{owner}_id"]].append(read_code(row, "place", "name"))
    return found
