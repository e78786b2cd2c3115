"""Rows and details of records: what pages and API show alike."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from cooperation.kinds.base import Kind
from cooperation.kinds.registry import KINDS
from cooperation.kinds.shapes import Shape, plain, text
from cooperation.models import Merge, OldSlug
from cooperation.models.base import Record
from cooperation.queries import parts
from cooperation.queries.built_once import built_once
from cooperation.queries.loading import Loader
from cooperation.queries.parts import Collection, Rows
from cooperation.queries.references import identity

FIRST = 50

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

    def public(self) -> models.QuerySet:
        return _public(self.model, self.annotate)

    def rows(self, pks: Iterable[int], loader: Loader, *, brief: bool = False) -> Rows:
        return read_pks(self, pks, loader, brief=brief)


@built_once
def _public(model: type[Record], annotate: Annotate) -> models.QuerySet:
    return annotate(model.objects.published())


def read(
    subject: Subject, queryset: models.QuerySet, loader: Loader, *, brief: bool = False
) -> Rows:
    """Show records in the order of the queryset.

    `brief` leaves out tags, other names and translations: for pages of lists, and for records
    inside another's detail.
    """
    columns = ["uid", "slug", "published_at", "updated_at", *subject.extra]
    found = {row["pk"]: row for row in queryset.values(*columns, *subject.shape.columns())}
    shown = {pk: _common(subject, row, loader) for pk, row in found.items()}
    if not brief:
        _complete(subject, found, shown, loader)
    if subject.kind.has_places:
        places = _places(subject.model, found)
        for pk, row in shown.items():
            row["places"] = places.get(pk, [])
    if subject.extend is not None and found:
        subject.extend(shown, found, loader)
    return list(shown.values())


def read_pks(subject: Subject, pks: Iterable[int], loader: Loader, *, brief: bool = False) -> Rows:
    """Show the records with these ids, in this order, as far as they are public."""
    order = list(pks)
    shown = read(subject, subject.public().filter(pk__in=order), loader, brief=brief)
    place = {pk: number for number, pk in enumerate(order)}
    return sorted(shown, key=lambda row: place[row.pop("_pk")])


def brief(subject: Subject, key: dict[str, Any], loader: Loader) -> dict[str, Any] | None:
    """Show one record as lists do; None if no public record has this key."""
    rows = read(subject, subject.public().filter(**key), loader, brief=True)
    return loader.resolve(rows[0]) if rows else None


def detail(subject: Subject, key: dict[str, Any], loader: Loader) -> dict[str, Any] | None:
    """Show one record with the first of each of its collections and their counts.

    None if no public record has this key.
    """
    rows = read(subject, subject.public().filter(**key), loader)
    if not rows:
        return None
    record = rows[0]
    pk = record.pop("_pk")
    reached: dict[Any, Any] = {None: pk}
    for collection in subject.collections:
        if collection.reach is not None and collection.reach not in reached:
            reached[collection.reach] = collection.reach(pk)
        start = reached[collection.reach]
        queryset = collection.rows(start)
        shown = collection.read(queryset[: FIRST + 1], start, loader)
        record[collection.name] = shown[:FIRST]
        record[f"{collection.name}_count"] = len(shown) if len(shown) <= FIRST else queryset.count()
    return loader.resolve(record)


def collection(
    subject: Subject, key: dict[str, Any], name: str, start: int, stop: int, loader: Loader
) -> tuple[int, Rows] | None:
    """Return the count of a record's collection, and its rows from `start` up to `stop`.

    None if no public record has this key, or its kind no such collection.
    """
    found = next((item for item in subject.collections if item.name == name), None)
    pk = subject.public().filter(**key).values_list("pk", flat=True).first()
    if found is None or pk is None:
        return None
    of = pk if found.reach is None else found.reach(pk)
    rows = found.rows(of)
    return rows.count(), loader.resolve(found.read(rows[start:stop], of, loader))


def moved_to(model: type[Record], slug: str) -> str | None:
    """Return the slug of the public record that this one led to once; None if it led to none."""
    return moved_slugs(model, [slug]).get(slug)


def moved_slugs(model: type[Record], slugs: Iterable[str]) -> dict[str, str]:
    """Return, by former slug, the present one of the public record that it leads to."""
    uids = OldSlug.objects.lead_to(model._meta.model_name, slugs)
    if not uids:
        return {}
    rows = model.objects.published().filter(uid__in=uids.values())
    present = dict(rows.values_list("uid", "slug"))
    return {slug: present[uid] for slug, uid in uids.items() if uid in present}


def merged_into(uid: UUID) -> UUID | None:
    """Return the permanent id of the record that this one was merged into; it may be hidden."""
    return Merge.objects.leads_to(uid)


def slug_of(model: type[Record], uid: UUID) -> str | None:
    """Return the slug of the public record with this permanent id."""
    return model.objects.published().filter(uid=uid).values_list("slug", flat=True).first()


def records(
    name: str,
    subject: Callable[[], Subject],
    condition: Callable[[int], models.Q],
    *order: Any,
) -> Collection:
    """Return the collection of the records that stand in `condition` to a record's id.

    What of the order is a function gives the column for their model.
    """

    def shown(queryset: models.QuerySet, pk: int, loader: Loader) -> Rows:
        rows = read(subject(), queryset, loader, brief=True)
        for row in rows:
            del row["_pk"]
        return rows

    def rows(pk: int) -> models.QuerySet:
        by = (one(subject().model) if callable(one) else one for one in order)
        return subject().public().filter(condition(pk)).order_by(*by, "-pk")

    return Collection(
        name,
        rows=rows,
        read=shown,
    )


def _common(subject: Subject, row: dict[str, Any], loader: Loader) -> dict[str, Any]:
    return {
        "_pk": row["pk"],
        **identity(subject.model, row),
        "kind": None,
        **subject.shape.read(row, loader),
        "published_at": plain(row["published_at"]),
        "updated_at": plain(row["updated_at"]),
        "citations": loader.citations(subject.model, row["pk"]),
    }


def _complete(
    subject: Subject,
    found: dict[int, dict[str, Any]],
    shown: dict[int, dict[str, Any]],
    loader: Loader,
) -> None:
    names = parts.other_names(subject.model, found, loader)
    tags = parts.tags(subject.model, found, loader) if subject.kind.is_tagged else {}
    for pk, row in shown.items():
        row["other_names"] = names.get(pk, [])
        row["translations"] = subject.shape.translations(found[pk])
        if subject.kind.is_tagged:
            row |= tags.get(pk) or {name: [] for name in parts.TAGS}


def _places(model: type[Record], pks: Iterable[int]) -> dict[int, Rows]:
    through = model._meta.get_field("places").remote_field.through
    owner = model._meta.model_name
    rows = through.objects.filter(**{f"{owner}__in": list(pks)}).order_by("pk")
    found: dict[int, Rows] = defaultdict(list)
    for row in rows.values(f"{owner}_id", "place__code", "place__name_en", "place__name_km"):
        place = {"code": row["place__code"], "name": text(row, "place__name")}
        found[row[f"{owner}_id"]].append(place)
    return found
