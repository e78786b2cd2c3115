"""What a record's form says of where its record stands, and what a save there would undo."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cooperation.models import Draft, User
from cooperation.models.base import Record
from cooperation.models.wording import moment_in_words
from cooperation.publishing.permissions import is_permitted
from cooperation.vocabulary.workflow import Pending, State


@dataclass(frozen=True, slots=True)
class Standing:
    """`sentences` say who sees what, and what a save changes of it; `note` is a reviewer's.

    `discard` is the label of the button that lets the draft go, blank where it may not be pressed.
    """

    sentences: list[str]
    note: str = ""
    discard: str = ""


def standing_of_record(
    record: Any, draft: Draft | None, user: User, *, at: dt.datetime
) -> Standing:
    """Return where a record stands, `draft` being what waits of it or how far its review is."""
    if not isinstance(record, Record):
        return Standing([])
    sentences = [_whose(draft), undone_by_saving(draft)] if draft is not None else []
    if record.state == State.PUBLISHED:
        sentences.append(_public(record, draft, at))
    note = draft.note if draft is not None and draft.state == Pending.CHANGES_REQUESTED else ""
    return Standing([text for text in sentences if text], note, _discard(record, draft, user))


def undone_by_saving(draft: Draft) -> str:
    """Return what a changed content takes from a draft that is approved or under review."""
    if draft.state == Pending.SCHEDULED and draft.go_live_at is not None:
        text = _(
            "It is approved and scheduled for %(moment)s. Saving a change takes approval and "
            "date away: it then waits as a draft, until it is approved again."
        )
        return text % {"moment": moment_in_words(draft.go_live_at)}
    if draft.state == Pending.IN_REVIEW:
        return _("It is in review. Saving a change changes what is under review.")
    return ""


def undone_in_words(before: Draft | None, after: Draft | None) -> str:
    """Return what was taken from a draft by a change that is kept, in the words of a message."""
    if before is None or after is None or before.revision_id == after.revision_id:
        return ""
    if before.go_live_at is not None and after.go_live_at is None:
        text = _("It was to be public on %(moment)s: approval and date are taken away.")
        return text % {"moment": moment_in_words(before.go_live_at)}
    if before.state == after.state == Pending.IN_REVIEW:
        return _("It is in review: from now on, what you saved is under review.")
    return ""


def _whose(draft: Draft) -> str:
    if not draft.revision.is_pending:
        return ""
    text = _("You see the draft of %(user)s, saved on %(moment)s.")
    author = draft.author or _("the register itself")
    return text % {"user": author, "moment": moment_in_words(draft.changed_at)}


def _public(record: Record, draft: Draft | None, at: dt.datetime) -> str:
    if record.go_live_at is not None and record.go_live_at > at:
        text = _(
            "It is approved, and public from %(moment)s on. What you save waits as a draft and "
            "changes nothing of that, until it is published too."
        )
        return text % {"moment": moment_in_words(record.go_live_at)}
    if not record.is_public(at):
        return _("It has expired: readers see it no more.")
    if draft is not None and draft.revision.is_pending:
        return _("Readers still see what is live.")
    return _("It is live. What you save waits as a draft, until it is published too.")


def _discard(record: Record, draft: Draft | None, user: User) -> str:
    if draft is None or not is_permitted(user, "change", record):
        return ""
    if draft.author != user and not is_permitted(user, "publish", record):
        return ""
    return _("Discard draft") if draft.revision.is_pending else _("Take back from review")
