"""One edit of a record at the desk: what the editor saw, what they made of it, what stands now.

A form is read and written over the content that its editor saw, wherever that waits; what comes
of it is a content again, and only then is it decided where it goes.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.models import Draft, Revision, User
from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.publishing import (
    content_writing,
    drafts,
    integrity,
    revisions,
    titles,
    turns,
    workflow,
)
from cooperation.publishing.errors import ChangedMeanwhile, InvalidRecord
from cooperation.publishing.permissions import require_permission
from cooperation.publishing.wholes import read_whole
from cooperation.vocabulary.workflow import State


@dataclass(slots=True)
class Edit:
    """`base` is what the form was filled from, `seen` the newest version shown beside it.

    `shown` is what an editor would be shown now, `live` what the rows hold, `draft` what waits.
    """

    record: Any
    base: Revision | None
    seen: Revision | None
    shown: Revision | None
    live: Revision | None
    draft: Draft | None

    @property
    def unseen(self) -> Revision | None:
        """The version that has come since the editor last looked."""
        return self.shown if self.shown != self.seen else None

    @property
    def theirs(self) -> Revision | None:
        """The version that keeping this edit would overwrite."""
        if self.shown != self.base:
            return self.shown
        return self.live if self.is_overtaken else None

    @property
    def is_overtaken(self) -> bool:
        """Whether the record's rows have changed since the waiting draft began."""
        base = self.draft.base if self.draft is not None else None
        return base is not None and self.live is not None and base.content != self.live.content

    def lay(self) -> None:
        """Write what the editor saw over the rows; the caller rolls it back."""
        if self.base is not None and self.base != self.live:
            content_writing.write_content(type(self.record), self.record.uid, self.base.content)


def open_edit(record: Any) -> Edit:
    """Return what a form opened now is filled from."""
    draft = drafts.draft_of(record.uid)
    live = revisions.last_revision(record.uid)
    shown = draft.revision if draft is not None and draft.revision.is_pending else live
    return Edit(record, base=shown, seen=shown, shown=shown, live=live, draft=draft)


def receive_edit(record: Any, *, base: str, seen: str) -> Edit:
    """Return what a form was filled from when it was opened, and what has come since.

    `base` and `seen` are ids of revisions as the form gives them back. The record is locked
    until the transaction ends.
    """
    turns.lock_rows([record])
    record.refresh_from_db()
    edit = open_edit(record)
    edit.base, edit.seen = _revision(edit, base), _revision(edit, seen)
    if edit.base is None:
        # A form that does not say where it began has seen nothing.
        edit.base, edit.seen = edit.shown, None
    return edit


@transaction.atomic
def save_edit(
    edit: Edit,
    content: Content,
    *,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
    is_reason_public: bool = False,
    overwrite: bool = False,
) -> bool:
    """Keep a content: beside the rows of a live record, in the rows of any other.

    Tells whether there was anything to keep. Raises ChangedMeanwhile if another version stands by
    now, unless the editor has seen just that one and means to `overwrite` it.
    """
    record = edit.record
    require_permission(by, "change", record)
    theirs = edit.unseen or (None if overwrite else edit.theirs)
    if theirs is not None:
        raise ChangedMeanwhile(theirs)
    if edit.shown is not None and content == edit.shown.content and not edit.is_overtaken:
        return False
    given: Any = {"by": by, "at": at, "reason": reason, "is_reason_public": is_reason_public}
    if isinstance(record, Record) and record.state == State.PUBLISHED:
        drafts.save_draft(record, content, from_live=overwrite, **given)
        return True
    if isinstance(record, Record):
        drafts.refuse_taken_slug(record, content)
    laid = content_writing.write_content(type(record), record.uid, content)
    if laid.lost:
        raise InvalidRecord(
            _("What this names is no longer there: %(names)s.") % {"names": ", ".join(laid.lost)}
        )
    content_writing.validate_record(laid)
    workflow.keep_change(laid.record, known=laid.unchanged, **given)
    record.refresh_from_db()
    return True


def schedule_edit(
    record: Record,
    *,
    go_live_at: dt.datetime,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
) -> None:
    """Let the record, or the change that waits beside it, be public from a moment on."""
    if record.state == State.PUBLISHED:
        drafts.schedule_draft(record, go_live_at=go_live_at, by=by, at=at, reason=reason)
        return
    drafts.refuse_past(go_live_at, at=at or timezone.now())
    record.go_live_at = go_live_at
    record.save(update_fields=["go_live_at"])
    workflow.publish(record, by=by, at=at, reason=reason)


def content_of_rows(record: models.Model) -> Content:
    """Return the content that the rows hold, checked as a whole; the caller rolls it back."""
    integrity.check_integrity(record)
    whole = read_whole(record)
    if isinstance(record, Record):
        integrity.drop_stray_citations(whole)
        titles.yield_to_source(record)
    return whole.content


def _revision(edit: Edit, given: str) -> Revision | None:
    if not (given.isascii() and given.isdecimal() and len(given) <= 18):
        return None
    known = {revision.pk: revision for revision in (edit.shown, edit.live) if revision is not None}
    if int(given) in known:
        return known[int(given)]
    found = Revision.objects.filter(pk=int(given), record_uid=edit.record.uid).first()
    if found is not None and edit.live is not None:
        found.content = found.content_over(edit.live.content)
    return found
