"""Takes in what tables bring: as the rows of records, beside them where they are live."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.models import Revision, User
from cooperation.models.base import Part, Record, part_models
from cooperation.models.content import Content
from cooperation.publishing import (
    content_writing,
    contents_shown,
    drafts,
    pairing,
    titles,
    turns,
    workflow,
)
from cooperation.publishing.content_writing import Laid
from cooperation.publishing.contents_shown import Shown
from cooperation.publishing.errors import InvalidRecord
from cooperation.publishing.permissions import require_permission
from cooperation.publishing.wholes import read_whole
from cooperation.vocabulary.workflow import Action, State

New = Sequence[tuple[uuid.UUID, Content]]


def lock_records(model: type[Record], uids: Collection[uuid.UUID]) -> dict[uuid.UUID, Shown]:
    """Lock the records of these ids until the transaction ends; return what they are by now."""
    turns.lock_rows(list(model._default_manager.filter(uid__in=uids)))
    return contents_shown.records_shown(model, uids)


@transaction.atomic
def apply_content(
    model: type[Record],
    uid: uuid.UUID,
    content: Content,
    *,
    shown: Shown | None,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
) -> Record:
    """Give a record a content, or add one: a draft in any case, which waits if it is live.

    `shown` is the record as the content began from; the caller holds its lock. Raises
    PublishingError or ValidationError, and IntegrityError where another record is in the way.
    """
    if shown is None:
        require_permission(by, "add", model())
        return _settled(_laid(model, uid, content), by=by, at=at, reason=reason)
    record = model._default_manager.get(uid=uid)
    require_permission(by, "publish" if shown.state == State.ARCHIVED else "change", record)
    if shown.state == State.PUBLISHED:
        with transaction.atomic():
            laid = _laid(model, uid, content)
            titles.yield_to_source(laid.record)
            content = read_whole(laid.record, laid.unchanged).content
            transaction.set_rollback(True)
        drafts.save_draft(record, content, by=by, at=at, reason=reason, action=Action.IMPORT)
        return record
    return _settled(_laid(model, uid, content), by=by, at=at, reason=reason)


@transaction.atomic
def add_all(
    model: type[Record],
    new: New,
    *,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
) -> None:
    """Add drafts that name none of each other, in as many queries as for one.

    Their contents must be checked and as snapshots have them. Raises what `apply_content` raises,
    for all of them together.
    """
    require_permission(by, "add", model())
    targets = content_writing.rows_referred_to(model, *(content for _uid, content in new))
    lost: list[str] = []
    at = at or timezone.now()
    rows = {uid: model(uid=uid, updated_at=at) for uid, _content in new}
    for uid, content in new:
        content_writing.fill_row(rows[uid], content, targets, lost)
    roots = model.objects.bulk_create(rows.values())
    _link_all(model, [(rows[uid], content) for uid, content in new], targets)
    for part_model, owner in part_models(model):
        kind = str(part_model._meta.model_name)
        made = [
            (part_model(id=uuid.UUID(entry["id"]), **{owner: rows[uid]}), entry)
            for uid, content in new
            for entry in content["parts"].get(kind, ())
        ]
        _add_parts(part_model, made, targets, lost)
    _refuse_lost(lost)
    told = dict(new)
    Revision.objects.bulk_create(
        Revision(
            record_type=model._meta.model_name,
            record_uid=root.uid,
            title=str(root)[:300],
            content=told[root.uid],
            action=Action.IMPORT,
            user=by,
            reason=reason,
            at=at,
        )
        for root in roots
    )
    for root in roots:
        pairing.update_pairs(root)


def _add_parts(
    model: type[Part],
    made: list[tuple[Part, Content]],
    targets: content_writing.Targets,
    lost: list[str],
) -> None:
    for part, entry in made:
        content_writing.fill_row(part, entry, targets, lost)
    model.objects.bulk_create(part for part, _entry in made)
    _link_all(model, made, targets)


def _laid(model: type[Record], uid: uuid.UUID, content: Content) -> Laid:
    laid = content_writing.write_content(model, uid, content)
    _refuse_lost(laid.lost)
    return laid


def _settled(laid: Laid, **given: Any) -> Any:
    workflow.keep_change(laid.record, known=laid.unchanged, action=Action.IMPORT, **given)
    return laid.record


def _refuse_lost(lost: Sequence[str]) -> None:
    if lost:
        raise InvalidRecord(
            _("What it names is no longer there: %(places)s.") % {"places": "; ".join(lost)}
        )


def _link_all(
    model: type[models.Model],
    rows: Sequence[tuple[models.Model, Content]],
    targets: content_writing.Targets,
) -> None:
    for field in model._meta.many_to_many:
        through: Any = field.remote_field.through  # type: ignore[union-attr]
        through._default_manager.bulk_create(
            through(
                **{
                    field.m2m_column_name(): row.pk,  # type: ignore[attr-defined]
                    field.m2m_reverse_name(): targets[field.related_model, uid].pk,  # type: ignore[attr-defined,index]
                }
            )
            for row, entry in rows
            for uid in entry.get("links", {}).get(field.name, ())
        )
