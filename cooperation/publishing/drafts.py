"""Changes that wait beside live records, and how far the review of any change is."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.models import Draft, Preview, Revision, User
from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.publishing import content_writing, readiness, revisions, titles
from cooperation.publishing.content_writing import Laid
from cooperation.publishing.errors import InvalidRecord, NotPermitted, NotReady, Overtaken
from cooperation.publishing.permissions import is_permitted, require_permission
from cooperation.publishing.waiting import read_over_live
from cooperation.publishing.wholes import read_whole
from cooperation.vocabulary.workflow import Action, Pending, State


def draft_of(uid: uuid.UUID) -> Draft | None:
    """Return what waits of a record, or how far its review is."""
    drafts = Draft.objects.filter(record_uid=uid)
    found = list(drafts.select_related("revision", "base", "author", "reviewer"))
    read_over_live(found)
    return found[0] if found else None


def revision_shown(uid: uuid.UUID) -> Revision | None:
    """Return the revision that an editor sees on opening the record: what waits, else the rows."""
    draft = draft_of(uid)
    if draft is not None and draft.revision.is_pending:
        return draft.revision
    return revisions.last_revision(uid)


@transaction.atomic
def save_draft(
    record: Record,
    content: Content,
    *,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
    is_reason_public: bool = False,
    action: Action = Action.DRAFT,
    from_live: bool = False,
) -> Draft:
    """Keep a content as the change that waits beside a live record.

    A change in review stays there; one that was scheduled is no longer what was approved, and
    becomes a draft again. The draft goes on from where it began, unless its author has seen what
    is live by now (`from_live`). Raises NotPermitted, and InvalidRecord where another record
    waits for the same address.
    """
    require_permission(by, "change", record)
    refuse_taken_slug(record, content)
    draft = draft_of(record.uid)
    state = Pending.DRAFT if draft is None or draft.state == Pending.SCHEDULED else draft.state
    is_new = draft is None or not draft.revision.is_pending
    base = revisions.last_revision(record.uid) if is_new or from_live else draft.base  # type: ignore[union-attr]
    revision = revisions.write_revision(
        record,
        action=action,
        by=by,
        at=at or timezone.now(),
        reason=reason,
        is_reason_public=is_reason_public,
        waiting=content,
    )
    return _keep(record, draft, revision, state=state, author=by, base=base)


def submit(
    record: Record, *, by: User | None, at: dt.datetime | None = None, reason: str = ""
) -> Draft:
    """Ask for the review of what waits, or of a record that is not public yet."""
    require_permission(by, "change", record)
    return _act(record, Action.SUBMIT, Pending.IN_REVIEW, by=by, at=at, reason=reason, author=by)


def return_draft(
    record: Record, *, by: User | None, note: str, at: dt.datetime | None = None
) -> Draft:
    """Give a change back to its author with what is asked for."""
    require_permission(by, "publish", record)
    if not note.strip():
        raise InvalidRecord(_("Say what should be changed: the author sees nothing else."))
    draft = draft_of(record.uid)
    if draft is None or draft.state not in (Pending.IN_REVIEW, Pending.SCHEDULED):
        raise InvalidRecord(_("“%(record)s” is not in review.") % {"record": record})
    return _act(
        record,
        Action.REQUEST,
        Pending.CHANGES_REQUESTED,
        by=by,
        at=at,
        reason=note[:300],
        reviewer=by,
        note=note,
    )


@transaction.atomic
def schedule_draft(
    record: Record,
    *,
    go_live_at: dt.datetime,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
) -> Draft:
    """Let the change of a live record take its place at a moment; `publish_due` does it.

    Raises NotReady if it could not be public then, as things stand.
    """
    require_permission(by, "publish", record)
    at = at or timezone.now()
    refuse_past(go_live_at, at=at)
    draft = draft_of(record.uid)
    if draft is None or not draft.revision.is_pending:
        raise InvalidRecord(_("No change of “%(record)s” waits.") % {"record": record})
    with transaction.atomic():
        laid = apply_draft(record, revisions.last_revision(record.uid))
        whole = read_whole(record) if laid is None else read_whole(laid.record, laid.unchanged)
        problems = readiness.list_problems(whole, at=go_live_at)
        if problems:
            raise NotReady(problems)
        transaction.set_rollback(True)
    return _act(
        record,
        Action.SCHEDULE,
        Pending.SCHEDULED,
        by=by,
        at=at,
        reason=reason,
        reviewer=by,
        go_live_at=go_live_at,
    )


@transaction.atomic
def discard(
    record: Record, *, by: User | None, at: dt.datetime | None = None, reason: str = ""
) -> None:
    """Let what waits beside a live record go; its revisions stay in the history."""
    draft = draft_of(record.uid)
    if draft is None:
        raise InvalidRecord(_("No change of “%(record)s” waits.") % {"record": record})
    if draft.author != by and not is_permitted(by, "publish", record):
        raise NotPermitted(_("Only its author or a publisher discards a draft."))
    was_pending = draft.revision.is_pending
    delete_draft(record)
    if was_pending:
        at = at or timezone.now()
        revisions.write_revision(record, action=Action.DISCARD, by=by, at=at, reason=reason)


@transaction.atomic
def apply_draft(record: Record, last: Revision | None) -> Laid | None:
    """Write what waits beside the record over its rows, checked; None if nothing waits.

    `last` is the last revision of what the rows hold. Raises Overtaken if they were changed since
    the draft began, and ValidationError.
    """
    draft = draft_of(record.uid)
    if draft is None or not draft.revision.is_pending:
        return None
    if draft.base is not None and last is not None and draft.base.content != last.content:
        raise Overtaken(str(record))
    laid = content_writing.write_content(type(record), record.uid, draft.revision.content)
    content_writing.validate_record(laid)
    titles.yield_to_source(laid.record)
    return laid


def update_draft(record: Record, revision: Revision) -> None:
    """Let the review of a record that is not live follow what its rows hold now."""
    draft = draft_of(record.uid)
    if draft is not None and record.state != State.PUBLISHED:
        Draft.objects.filter(pk=draft.pk).update(
            revision=revision, base=None, changed_at=revision.at
        )


def delete_draft(record: Record) -> None:
    """Forget the draft and its previews: it is published, discarded, or its record is gone."""
    Draft.objects.filter(record_uid=record.uid).delete()
    Preview.objects.filter(record_uid=record.uid).delete()


def refuse_past(go_live_at: dt.datetime, *, at: dt.datetime) -> None:
    if go_live_at <= at:
        raise InvalidRecord(_("The moment has passed. Choose a later one, or publish now."))


def refuse_taken_slug(record: Record, content: Content) -> None:
    """Raise InvalidRecord if another record has, or waits for, the address of this content."""
    slug = content["fields"].get("slug")
    if slug == record.slug:
        # Nobody could come to wait for it, and to look through all drafts takes time.
        return
    rows = type(record)._default_manager.filter(slug=slug).exclude(uid=record.uid)
    waiting = Draft.objects.filter(
        record_type=record._meta.model_name, revision__content__fields__slug=slug
    ).exclude(record_uid=record.uid)
    if slug and (rows.exists() or waiting.exists()):
        raise InvalidRecord(
            _("Another record has, or waits for, the address “%(slug)s”. Choose another.")
            % {"slug": slug}
        )


@transaction.atomic
def _act(
    record: Record,
    action: Action,
    state: Pending,
    *,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str,
    **values: Any,
) -> Draft:
    draft = draft_of(record.uid)
    waits = draft is not None and draft.revision.is_pending
    if record.state == State.PUBLISHED and not waits:
        raise InvalidRecord(_("No change of “%(record)s” waits.") % {"record": record})
    content = draft.revision.content if draft is not None and waits else None
    at = at or timezone.now()
    revision = revisions.write_revision(
        record, action=action, by=by, at=at, reason=reason, waiting=content
    )
    return _keep(record, draft, revision, state=state, **values)


def _keep(record: Record, draft: Draft | None, revision: Revision, **changes: Any) -> Draft:
    """Point the record's one draft, or its first, at a revision; whatever is given changes too."""
    draft = draft or Draft(record_uid=record.uid, record_type=record._meta.model_name)
    changes = {"revision": revision, "changed_at": revision.at, "go_live_at": None, **changes}
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save()
    return draft
