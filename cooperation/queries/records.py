"""Records by their keys: details, collections, and where former ones have gone."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import models

from cooperation.documents.loading import Loader
from cooperation.documents.parts import FIRST, Collection, Rows
from cooperation.documents.records import Subject, read_records
from cooperation.models import Merge, OldSlug
from cooperation.models.base import Record
from cooperation.models.prepared import AnyRows, PreparedQuery, given_id


def record_brief(subject: Subject, key: dict[str, Any], loader: Loader) -> dict[str, Any] | None:
    """Show one record as lists do; None if no public record has this key."""
    rows = read_records(subject, subject.public().filter(**key), loader, brief=True)
    return loader.resolve(rows[0]) if rows else None


def record_detail(subject: Subject, key: dict[str, Any], loader: Loader) -> dict[str, Any] | None:
    """Show one record with the first of each of its collections and their counts.

    None if no public record has this key.
    """
    rows = read_records(subject, subject.public().filter(**key), loader)
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


def record_collection(
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


def records_collection(
    name: str,
    subject: Callable[[], Subject],
    condition: Callable[[Any], models.Q],
    *order: Any,
) -> Collection:
    """Return the collection of the records that stand in `condition` to a given id.

    What of the order is a function gives the column for their model.
    """

    def shown(queryset: AnyRows, pk: int, loader: Loader) -> Rows:
        rows = read_records(subject(), queryset, loader, brief=True)
        for row in rows:
            del row["_pk"]
        return rows

    def build() -> models.QuerySet:
        by = (one(subject().model) if callable(one) else one for one in order)
        return subject().public().filter(condition(given_id("pk"))).order_by(*by, "-pk")

    query = PreparedQuery(build)
    return Collection(name, rows=lambda pk: query.rows(pk=pk), read=shown, subject=subject)
