"""Looks whether what the public may see of records stands as the records would have it now."""

import datetime as dt
from collections.abc import Collection, Iterator

from django.db.models import Q, QuerySet

from cooperation.documents.making import Document, documents_of, references_of, version
from cooperation.kinds.registry import public_id
from cooperation.models import PublicDocument, PublicRecord
from cooperation.models.base import Record, record_models
from cooperation.publishing.store import STEP, published_of
from cooperation.rules import holes

DOCUMENTS = ("card", "rest", "more")


def find_store_differences(*, at: dt.datetime) -> Iterator[str]:
    """Give, in words, each row that is not as it would be made at a moment."""
    for model in record_models():
        kind, last = str(model._meta.model_name), 0
        while pks := list(
            model.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:STEP]
        ):
            yield from _of_records(model, pks, at=at)
            last = pks[-1]
        rows = PublicRecord.objects.filter(kind=kind)
        for row in rows.exclude(record_pk__in=model.objects.order_by().values("pk")):
            yield f"{row}: the record is gone, and has a row."
    yield from _dangling(at)


def _of_records(model: type[Record], pks: Collection[int], *, at: dt.datetime) -> Iterator[str]:
    ids = {public_id(model, pk): pk for pk in pks}
    published = published_of(model, pks)
    rows = {ids[row.pk]: row for row in PublicRecord.objects.filter(pk__in=list(ids))}
    for pk, row in rows.items():
        if pk not in published:
            yield f"{row}: it is not published, and has a row."
    references = references_of(model, list(published))
    holding = {ids[document.pk]: document for document in _holding(at).filter(pk__in=list(ids))}
    made = documents_of(model, list(holding), at=at) if holding else {}
    for pk, record in published.items():
        named = f"{model._meta.model_name} {record.slug}"
        if (row := rows.get(pk)) is None:
            yield f"{named}: it is published, and has no row."
        elif _told(row, bytes(row.reference)) != _told(record, references[pk]):
            yield f"{named}: its name, address or window is another one."
        if (document := holding.get(pk)) is not None:
            for part in _parts_apart(document, made[pk]):
                yield f"{named}: its {part} tells something else than the records do."


def _parts_apart(document: PublicDocument, made: Document) -> list[str]:
    """Return the parts of a stored document that differ from one made now."""
    return [part for part in DOCUMENTS if bytes(getattr(document, part)) != getattr(made, part)]


def _holding(at: dt.datetime) -> QuerySet:
    ahead = Q(until__isnull=True) | Q(until__gt=at)
    return PublicDocument.objects.filter(ahead, since__lte=at, version=version())


def _told(row: Record | PublicRecord, reference: bytes) -> tuple[object, ...]:
    return (row.uid, row.slug, row.go_live_at, row.expire_at, reference)


def _dangling(at: dt.datetime) -> Iterator[str]:
    """Give each document that refers to a record without a row."""
    known = set(PublicRecord.objects.values_list("pk", flat=True))
    for document in _holding(at).select_related("record").iterator(chunk_size=STEP):
        told = b"\0\0".join(bytes(getattr(document, part)) for part in DOCUMENTS)
        missing = {int(hole[1:]) for hole in holes.records_in(told)} - known
        if missing:
            yield f"{document.record}: it refers to records without a row, {sorted(missing)}."
