"""The only writer of editorial state: save, publish, withdraw, delete, each with its revision.

An act that is not told its moment takes it in its turn (`turns`).
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.models import Revision, User
from cooperation.models.base import Record, part_models
from cooperation.publishing import (
    addresses,
    drafts,
    generation,
    integrity,
    pairing,
    preview_links,
    readiness,
    revisions,
    titles,
)
from cooperation.publishing.errors import StillNamed
from cooperation.publishing.permissions import require_permission
from cooperation.publishing.turns import lock_rows, moment_of_turn
from cooperation.publishing.waiting import waiting_namers
from cooperation.publishing.wholes import Parts, Whole, read_whole
from cooperation.vocabulary.workflow import Action, State

# They change what a live record names, not what it says: no new publication of it.
MERGES = {Action.MERGE, Action.UNMERGE}


@dataclass(slots=True)
class Row:
    """A row as it shall be: an instance, saved or not, and its many-to-many values by field."""

    instance: models.Model
    links: dict[str, list[Any]] = field(default_factory=dict)

    def write(self) -> None:
        self.instance.full_clean()
        self.instance.save()
        for name, targets in self.links.items():
            getattr(self.instance, name).set(targets)


@transaction.atomic
def save(
    row: Row,
    *,
    parts: Sequence[Row] | None = None,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
    is_reason_public: bool = False,
    action: Action = Action.SAVE,
) -> Revision:
    """Write a record with its parts and keep a revision.

    `parts` are all the parts that it shall have, each after those that it refers to; their key to
    the record is set here, and parts left out are deleted. None leaves them as they are. Terms,
    places and schemes are saved this way too. Raises ValidationError for a value that a field or
    constraint refuses, and PublishingError where the record could not stay public.
    """
    record = row.instance
    is_new = record.pk is None
    if isinstance(record, Record):
        lock_rows([record])
        addresses.fill_slug(record)
    row.write()
    if parts is not None:
        kept = {part.instance.pk for part in parts}
        for model, owner in () if is_new else reversed(part_models(type(record))):
            model.objects.filter(**{owner: record}).exclude(pk__in=kept).delete()
        owners: dict[type[models.Model], str] = dict(part_models(type(record)))
        for part in parts:
            setattr(part.instance, owners[type(part.instance)], record)
            part.write()
    return keep_change(
        record, by=by, at=at, reason=reason, is_reason_public=is_reason_public, action=action
    )


@transaction.atomic
def keep_change(
    record: models.Model,
    *,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
    is_reason_public: bool = False,
    action: Action = Action.SAVE,
    known: Parts | None = None,
) -> Revision:
    """Complete a change whose rows are written already: check the whole, keep a revision.

    `known` are the rows of kinds of part that the change left alone, where they were read.
    Raises PublishingError; the caller's transaction must then be rolled back.
    """
    is_public = not isinstance(record, Record) or record.state == State.PUBLISHED
    at = moment_of_turn(at) if is_public else at or timezone.now()
    integrity.check_integrity(record)
    whole = read_whole(record, known)
    if isinstance(record, Record):
        integrity.drop_stray_citations(whole)
        titles.yield_to_source(record)
        addresses.keep_old_slug(record, revisions.last_revision(record.uid))
        if record.state == State.PUBLISHED:
            require_permission(by, "publish", record)
            readiness.require_ready([whole], at=at)
            if action not in MERGES:
                record.published_at = at
                record.save(update_fields=["published_at"])
    given: Any = {"by": by, "at": at, "reason": reason, "is_reason_public": is_reason_public}
    revision = revisions.write_revision(record, action=action, content=whole.content, **given)
    if is_public:
        generation.renew_generation(at)
    if isinstance(record, Record):
        drafts.update_draft(record, revision)
    pairing.update_pairs(record)
    return revision


def publish(
    record: Record,
    *,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
    is_reason_public: bool = False,
) -> None:
    publish_set([record], by=by, at=at, reason=reason, is_reason_public=is_reason_public)


@transaction.atomic
def publish_set(
    records: Collection[Record],
    *,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
    is_reason_public: bool = False,
) -> None:
    """Publish records that may name each other in one act: all of them or none.

    What waits beside one of them takes its place; where no reason is given, the one that came
    with it and was meant for readers stays. Raises NotReady with every problem of every record,
    NotPermitted for the first refused kind, Overtaken or ValidationError for a draft that cannot
    take its place.
    """
    lock_rows(records)
    at = moment_of_turn(at)
    for record in records:
        require_permission(by, "publish", record)
    last = revisions.last_revisions([record.uid for record in records])
    wholes = _apply_drafts(records, last)
    readiness.require_ready(wholes, at=at)
    for record in records:
        addresses.keep_old_slug(record, last.get(str(record.uid)))
        record.state = State.PUBLISHED
        record.published_at = at
        record.first_published_at = record.first_published_at or at
        record.save(update_fields=["state", "published_at", "first_published_at"])
    for record, whole in zip(records, wholes, strict=True):
        told = "" if reason else revisions.reason_for_readers(record.uid)
        revisions.write_revision(
            record,
            action=Action.PUBLISH,
            by=by,
            at=at,
            reason=reason or told,
            is_reason_public=is_reason_public or bool(told),
            content=whole.content,
        )
        drafts.delete_draft(record)
    generation.renew_generation(at)


def _apply_drafts(records: Collection[Record], last: Mapping[str, Revision]) -> list[Whole]:
    """Put what waits beside records in its place; return them as they stand then."""
    laid = [drafts.apply_draft(record, last.get(str(record.uid))) for record in records]
    # What one of several records names may be another one of them: it is read as it is by now.
    known = laid[0].unchanged if len(laid) == 1 and laid[0] is not None else None
    wholes = [read_whole(record, known) for record in records]
    for record, written in zip(records, laid, strict=True):
        if written is not None:
            integrity.check_integrity(record)
    return wholes


@transaction.atomic
def withdraw_set(
    records: Collection[Record], *, by: User | None, at: dt.datetime | None = None, reason: str = ""
) -> None:
    """Take records out of the public's sight; they stay, archived.

    Raises StillNamed if a public record outside the set names one of them.
    """
    lock_rows(records)
    at = moment_of_turn(at)
    for record in records:
        require_permission(by, "archive", record)
        readiness.refuse_if_named(record, {*readiness.public_namers(record, at=at)} - {*records})
    for record in records:
        record.state = State.ARCHIVED
        record.save(update_fields=["state"])
        revisions.write_revision(record, action=Action.WITHDRAW, by=by, at=at, reason=reason)
    preview_links.end_showing(records)
    generation.renew_generation(at)


def withdraw(
    record: Record, *, by: User | None, at: dt.datetime | None = None, reason: str = ""
) -> None:
    withdraw_set([record], by=by, at=at, reason=reason)


@transaction.atomic
def delete(
    record: models.Model, *, by: User | None, at: dt.datetime | None = None, reason: str = ""
) -> None:
    """Delete a record with its parts; its revisions stay. Raises StillNamed if it is named."""
    require_permission(by, "delete", record)
    lock_rows([record])
    at = moment_of_turn(at)
    waiting = waiting_namers(record)
    if waiting:
        raise StillNamed(str(record), [_("the draft of “%s”") % title for title in waiting])
    revisions.write_revision(
        record, action=Action.DELETE, by=by, at=at, reason=reason, is_gone=True
    )
    if isinstance(record, Record):
        drafts.delete_draft(record)
        preview_links.end_showing([record])
    try:
        with transaction.atomic():
            record.delete()
    except ProtectedError as error:
        rows = error.protected_objects
        roots = {str(row.owner() if hasattr(row, "owner") else row) for row in rows}
        raise StillNamed(str(record), sorted(roots)) from error
    pairing.forget_pairs(record)
    generation.renew_generation(at)
