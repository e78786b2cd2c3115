"""Keeps what the public may see of records as they are: each act writes their rows, or takes them.

What a document tells of other records is marked as past when those change: it is read from the
rows until it is made anew.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from cooperation.documents.making import documents_of, references_of, version
from cooperation.kinds.registry import public_id
from cooperation.models import Commitment, PublicDocument, PublicRecord, SearchEntry
from cooperation.models.base import Record
from cooperation.publishing.telling import TOLD_BY, ids_naming, ids_telling
from cooperation.publishing.turns import take_turn
from cooperation.rules import dates, holes
from cooperation.rules.standing import turning_days
from cooperation.vocabulary.workflow import State

STEP = 200
# Before anything was published: until then holds what holds no longer.
PAST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
OF_RECORD = ("kind", "record_pk", "uid", "slug", "go_live_at", "expire_at", "reference", "version")
OF_DOCUMENT = ("card", "rest", "more", "since", "until", "version")

Published = dict[int, Record]


def update_store(records: Collection[Record], *, at: dt.datetime, is_gone: bool = False) -> None:
    """Write what the public may see of records as their rows are now; of what is none, nothing.

    `is_gone` tells that the caller deletes them.
    """
    pks: dict[type[Record], list[int]] = defaultdict(list)
    for record in records:
        pks[type(record)].append(record.pk)
    for model, of_model in pks.items():
        for first in range(0, len(of_model), STEP):
            some = of_model[first : first + STEP]
            _update(model, some, {} if is_gone else published_of(model, some), at=at)


def published_of(model: type[Record], pks: Collection[int]) -> Published:
    return model.objects.filter(state=State.PUBLISHED).in_bulk(pks)


def write_published(model: type[Record], published: Published, *, at: dt.datetime) -> None:
    """Write the rows of published records; the caller has the turn."""
    if not published:
        return
    references = references_of(model, list(published))
    records = [
        PublicRecord(
            id=public_id(model, pk),
            kind=model._meta.model_name,
            record_pk=pk,
            uid=record.uid,
            slug=record.slug,
            go_live_at=record.go_live_at,
            expire_at=record.expire_at,
            reference=references[pk],
            version=version(),
        )
        for pk, record in published.items()
    ]
    _put(records, "id", OF_RECORD)
    until = _until(model, published, at=at)
    documents = [
        PublicDocument(
            record_id=public_id(model, pk),
            card=document.card,
            rest=document.rest,
            more=document.more,
            since=at,
            until=until.get(pk),
            version=version(),
        )
        for pk, document in documents_of(model, list(published), at=at).items()
    ]
    _put(documents, "record_id", OF_DOCUMENT)


def take_ids(ids: Collection[int]) -> None:
    if ids:
        PublicDocument.objects.filter(pk__in=ids).delete()
        PublicRecord.objects.filter(pk__in=ids).delete()


def mark_past(ids: Collection[int] | QuerySet | None) -> None:
    """Note that the documents of records no longer hold."""
    if ids is not None and (isinstance(ids, QuerySet) or ids):
        PublicDocument.objects.filter(pk__in=ids).update(until=PAST)


def _update(
    model: type[Record], pks: Collection[int], published: Published, *, at: dt.datetime
) -> None:
    ids = {public_id(model, pk): pk for pk in pks}
    before = _windows(ids)
    if not before and not published:
        # Most are drafts that never were public: they hold up nobody.
        return
    take_turn()
    led_to = _led_to(model, ids)
    write_published(model, published, at=at)
    take_ids([public for public, pk in ids.items() if public in before and pk not in published])
    after = {public_id(model, pk): (row.go_live_at, row.expire_at) for pk, row in published.items()}
    mark_past(led_to)
    mark_past(ids_telling(model, pks))
    if moved := [pk for public, pk in ids.items() if before.get(public) != after.get(public)]:
        mark_past(ids_naming(model, moved))


def _put(rows: list[Any], key: str, columns: tuple[str, ...]) -> None:
    model = type(rows[0])
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=[key], update_fields=columns
    )


def _windows(ids: Iterable[int]) -> dict[int, tuple[dt.datetime | None, dt.datetime | None]]:
    rows = PublicRecord.objects.filter(pk__in=list(ids))
    windows = rows.values_list("pk", "go_live_at", "expire_at")
    return {pk: (go_live_at, expire_at) for pk, go_live_at, expire_at in windows}


def _led_to(model: type[Record], ids: Iterable[int]) -> list[int]:
    """Return what the links of records lead to as their documents stand: to their own kind too."""
    if model not in TOLD_BY:
        return []
    kept = PublicDocument.objects.filter(pk__in=list(ids)).values_list("more", flat=True)
    links = (link for more in kept for link in holes.unpacked(bytes(more)).get("links", ()))
    named = {int(hole[1:]) for link in links for hole in holes.records_in(link)}
    return sorted(named - set(ids))


def _until(model: type[Record], published: Published, *, at: dt.datetime) -> dict[int, dt.datetime]:
    """Return, by id, up to when the documents of records hold; of most it is not known."""
    edges: dict[int, set[dt.datetime]] = defaultdict(set)
    for pk, record in published.items():
        edges[pk] |= {record.go_live_at} if record.go_live_at else set()
        if isinstance(record, Commitment):
            edges[pk] |= {
                dt.datetime.combine(day, dt.time(), dates.PHNOM_PENH)
                for day in turning_days(record.due_latest, record.looked_for_on)
            }
    for pk, edge in _edges_of_named(model, published, at=at):
        edges[pk].add(edge)
    ahead = {pk: [edge for edge in of if edge > at] for pk, of in edges.items()}
    return {pk: min(of) for pk, of in ahead.items() if of}


def _edges_of_named(
    model: type[Record], published: Published, *, at: dt.datetime
) -> Iterator[tuple[int, dt.datetime]]:
    """Give the ids of those that name what goes live or expires, with the next such moment."""
    timed = SearchEntry.objects.filter(Q(go_live_at__gt=at) | Q(expire_at__gt=at))
    pks: dict[str, list[int]] = defaultdict(list)
    edges: set[dt.datetime] = set()
    # Unless it has to sort, SQLite goes through all rows instead of through their small index.
    columns = ("record_type", "record_pk", "go_live_at", "expire_at")
    for kind, pk, *window in timed.order_by("record_type").values_list(*columns):
        pks[kind].append(pk)
        edges |= {moment for moment in window if moment and moment > at}
    ours = [public_id(model, pk) for pk in published]
    for kind, of_kind in pks.items():
        told = ids_naming(apps.get_model("cooperation", kind), of_kind)
        if told is None:
            continue
        for public in PublicRecord.objects.filter(pk__in=ours).filter(pk__in=told):
            yield public.record_pk, min(edges)
