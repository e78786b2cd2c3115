"""Brings back what a record said: never live at once, and never under another's address."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cooperation.models import Merge, Place, Revision, Scheme, Term, User
from cooperation.models.base import Record, record_models
from cooperation.models.content import Content
from cooperation.publishing import addresses, content_writing, drafts, revisions, turns, workflow
from cooperation.publishing.errors import InvalidRecord
from cooperation.publishing.permissions import require_permission
from cooperation.vocabulary.workflow import Action, State


def kinds_with_history() -> tuple[type[models.Model], ...]:
    """Return all kinds of record that have a history: the lists that records draw on too."""
    return (*record_models(), Scheme, Term, Place)


def revisions_of_deleted(kinds: Collection[type[models.Model]]) -> models.QuerySet[Revision]:
    """Return the last version of each record of these kinds that is deleted, newest first."""
    gone = Q(pk__in=[])
    for kind in kinds:
        rows = kind._default_manager.filter(uid=OuterRef("record_uid"))
        gone |= Q(~Exists(rows), record_type=kind._meta.model_name)
    deletions = Revision.objects.filter(action=Action.DELETE)
    later = deletions.filter(record_uid=OuterRef("record_uid"), pk__gt=OuterRef("pk"))
    return deletions.filter(gone, ~Exists(later)).order_by("-pk")


def model_of_revision(revision: Revision) -> type[models.Model]:
    return apps.get_model("cooperation", revision.record_type)


def record_of_revision(revision: Revision) -> models.Model | None:
    """Return the record that the revision is of; None if it is deleted."""
    return model_of_revision(revision)._default_manager.filter(uid=revision.record_uid).first()


@transaction.atomic
def restore(
    revision: Revision, *, by: User | None, at: dt.datetime | None = None, reason: str = ""
) -> tuple[models.Model, list[str]]:
    """Give a record the content of one of its revisions; return it, and what could not come back.

    Of a live record the content waits as its draft. One that was deleted comes back as a draft
    with its own id, and with its address unless that is another's by now.
    """
    model = model_of_revision(revision)
    record = record_of_revision(revision)
    content = revision.content
    require_permission(by, "add" if record is None else "change", record or model)
    if record is None and Merge.objects.leads_to(revision.record_uid):
        raise InvalidRecord(
            _("“%(record)s” was merged into another record. Undo that merge instead.")
            % {"record": revision.title}
        )
    if isinstance(record, Record):
        turns.lock_rows([record])
        record.refresh_from_db()
    if record is not None:
        # What came to the register since, this revision says nothing against.
        content = revision.content_over(revisions.take_snapshot(record))
    if isinstance(record, Record) and record.state == State.PUBLISHED:
        content, lost = content_writing.try_content(record, content)
        given: dict[str, Any] = {"by": by, "at": at, "reason": reason, "action": Action.RESTORE}
        drafts.save_draft(record, content, from_live=True, **given)
        return record, lost
    if record is None:
        content = with_free_slug(model, revision.record_uid, content)
    laid = content_writing.write_content(model, revision.record_uid, content)
    content_writing.validate_record(laid)
    given = {"by": by, "at": at, "reason": reason, "action": Action.RESTORE}
    workflow.keep_change(laid.record, known=laid.unchanged, **given)
    return laid.record, laid.lost


def with_free_slug(model: type[models.Model], uid: uuid.UUID, content: Content) -> Content:
    """Return the content of a record that is gone, its address another one if it is taken."""
    fields = content["fields"]
    if "slug" not in fields or not model._default_manager.filter(slug=fields["slug"]).exists():
        return content
    named = model(uid=uid, **{name: fields[name] for name in fields if name[-3:] == "_en"})
    addresses.fill_slug(named)  # type: ignore[arg-type]
    return {**content, "fields": fields | {"slug": named.slug}}  # type: ignore[attr-defined]
