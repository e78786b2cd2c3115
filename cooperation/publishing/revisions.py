"""Snapshots of a record with all its parts, kept as revisions."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db import models
from django.db.models import Max, Q

from cooperation.models import Place, Revision, Term, User
from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.models.derived import DerivedMixin
from cooperation.publishing import change_numbers, indexing
from cooperation.publishing.store import update_store
from cooperation.publishing.wholes import read_wholes
from cooperation.vocabulary.workflow import Action

STAMPED_AT_ONCE = 500


def take_snapshot(record: models.Model) -> Content:
    """Return the content of a record as it stands in the database (`Whole.content`)."""
    [content] = take_snapshots(type(record), [record.pk]).values()
    return content


def take_snapshots(
    model: type[models.Model], pks: Collection[int], *, parts: Collection[Any] | None = None
) -> dict[int, Content]:
    """Return the contents of several records of a kind (`read_wholes`)."""
    return {pk: whole.content for pk, whole in read_wholes(model, pks, parts=parts).items()}


def write_revision(
    record: models.Model,
    *,
    action: Action,
    by: User | None,
    at: dt.datetime,
    reason: str = "",
    is_reason_public: bool = False,
    waiting: Content | None = None,
    content: Content | None = None,
    is_gone: bool = False,
) -> Revision:
    """Write a revision of the record as it now stands in the database, and index it so.

    `content` is what stands there, where that was read already. `waiting` is a content that the
    rows do not hold: the revision is of that instead. Records
    that name each other and change together are all written before the first is kept. `is_gone`
    is its last one: the caller deletes the record.
    """
    seen_from = None
    if waiting is None and isinstance(record, Record):
        seen_from = _tell_public(
            record, at=at, is_discard=action == Action.DISCARD, is_gone=is_gone
        )
    elif isinstance(record, Term | Place):
        change_numbers.number_changes([(str(record._meta.model_name), record.uid)], at=at)
        if _is_renamed(record):
            indexing.renew_names_of(record, at=at)
    return Revision.objects.create(
        record_type=record._meta.model_name,
        record_uid=record.uid,
        title=(str(record) if waiting is None else title_of_content(type(record), waiting))[:300],
        content=waiting or content or take_snapshot(record),
        action=action,
        is_public=waiting is None and (not isinstance(record, Record) or record.is_public(at)),
        is_pending=waiting is not None,
        user=by,
        reason=reason,
        is_reason_public=is_reason_public and bool(reason),
        at=at,
        seen_from=seen_from,
    )


def _tell_public(
    record: Record, *, at: dt.datetime, is_discard: bool, is_gone: bool
) -> dt.datetime | None:
    """Index and store a record as it stands, number what the public sees, and return since when."""
    if not is_gone and not is_discard:
        _stamp([record], at=at)
    changed = indexing.update_index(record, at=at, is_gone=is_gone)
    change_numbers.number_changes(() if is_discard else changed, at=at)
    update_store([record], at=at, is_gone=is_gone)
    _overtake([record], at=at)
    return None if is_gone else record.seen_from(at)


def write_revisions(
    known: Sequence[tuple[Record, Content, bool]],
    *,
    action: Action,
    by: User | None,
    at: dt.datetime,
    reason: str = "",
) -> list[Revision]:
    """Write a revision of many records at once whose contents are known, and index them so.

    Each is (record, content, whether it waits beside the rows).
    """
    settled = [record for record, _content, waits in known if not waits]
    _stamp(settled, at=at)
    change_numbers.number_changes(indexing.follow_all(settled, at=at), at=at)
    update_store(settled, at=at)
    _overtake(settled, at=at)
    return Revision.objects.bulk_create(
        [
            Revision(
                record_type=record._meta.model_name,
                record_uid=record.uid,
                title=(title_of_content(type(record), content) if waits else str(record))[:300],
                content=content,
                action=action,
                is_public=not waits and record.is_public(at),
                is_pending=waits,
                user=by,
                reason=reason,
                at=at,
                seen_from=None if waits else record.seen_from(at),
            )
            for record, content, waits in known
        ],
        batch_size=100,
    )


def _stamp(records: Collection[Record], *, at: dt.datetime) -> None:
    """Note on the rows since when they are seen as they are by now; of drafts, when they became so.

    It is the one moment by which records have been updated, wherever that is told or asked for.
    """
    stamped: dict[tuple[type[Record], dt.datetime], list[int]] = defaultdict(list)
    for record in records:
        record.updated_at = record.seen_from(at) or at
        stamped[type(record), record.updated_at].append(record.pk)
    for (model, moment), pks in stamped.items():
        for first in range(0, len(pks), STAMPED_AT_ONCE):
            rows = model._default_manager.filter(pk__in=pks[first : first + STAMPED_AT_ONCE])
            rows.update(updated_at=moment)


def _overtake(records: Collection[Record], *, at: dt.datetime) -> None:
    """Note of versions whose time would only have come that nobody will ever see them."""
    published = [record.uid for record in records if record.first_published_at is not None]
    if published:
        ahead = Revision.objects.filter(seen_from__gt=at)
        ahead.filter(record_uid__in=published).update(seen_from=None)


def _is_renamed(row: Term | Place) -> bool:
    """Tell whether a term or place was called otherwise when it was last kept."""
    last = last_revision(row.uid)
    name = "label" if isinstance(row, Term) else "name"
    return last is not None and any(
        last.content["fields"].get(f"{name}_{language}") != getattr(row, f"{name}_{language}")
        for language in ("en", "km")
    )


def last_revision(uid: uuid.UUID) -> Revision | None:
    """Return the last revision that the record's rows hold."""
    return Revision.objects.filter(record_uid=uid, is_pending=False).order_by("-id").first()


def reason_for_readers(uid: uuid.UUID) -> str:
    """Return the reason that came with what is not public yet and was meant for readers; or ""."""
    revisions = Revision.objects.filter(record_uid=uid)
    told = revisions.filter(is_reason_public=True).order_by("-id").first()
    if told is None:
        return ""
    over = Q(is_public=True) | Q(action__in=(Action.PUBLISH, Action.DISCARD))
    is_over = revisions.filter(over, id__gte=told.id).exists()
    return "" if is_over else told.reason


def last_revisions(uids: Collection[Any]) -> dict[str, Revision]:
    """Return the last revision that the rows of each of these records hold, by its uid."""
    held = Revision.objects.filter(record_uid__in=uids, is_pending=False).order_by()
    newest = held.values_list("record_uid").annotate(Max("pk")).values_list("pk__max", flat=True)
    found = Revision.objects.in_bulk(list(newest))
    return {str(revision.record_uid): revision for revision in found.values()}


def title_of_content(model: type[models.Model], content: Content) -> str:
    """Return how a record with this content is called."""
    plain = {
        field.attname: content["fields"].get(field.name)
        for field in model._meta.fields
        if not field.is_relation and not isinstance(field, DerivedMixin)
    }
    return str(model(**plain))
