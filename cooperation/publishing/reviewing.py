"""What a reviewer decides on: a change as a whole, and what keeps it from being public."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from cooperation.models import Draft, Revision, User
from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.publishing import (
    drafts,
    editing,
    named_together,
    readiness,
    revisions,
    seen_marks,
    turns,
    workflow,
)
from cooperation.publishing.errors import ChangedMeanwhile, PublishingError, said_by_database
from cooperation.publishing.wholes import read_whole
from cooperation.publishing.wording_warnings import WordingWarning, wording_warnings
from cooperation.vocabulary.workflow import State

MOST_STEPS = 50


@dataclass(slots=True)
class Review:
    """A version of a record as it waits for a decision.

    `shown` is that version, `before` what readers see or last saw, None where they never did.
    `problems` keep it from being public alone; `named` are the unpublished records that it names,
    `problems_together` what keeps all of them from being public in one act. `wording_warnings`
    keep nothing from anything.
    """

    record: Record
    draft: Draft | None
    shown: Revision
    before: Revision | None
    steps: Sequence[Revision] = ()
    problems: Sequence[str] = ()
    named: Sequence[Record] = ()
    problems_together: Sequence[str] = ()
    wording_warnings: Sequence[WordingWarning] = ()
    is_waiting: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_waiting = self.record.state != State.PUBLISHED or self.shown.is_pending

    @property
    def content_before(self) -> Content | None:
        return self.before.content if self.before is not None else None


def open_review(record: Record, *, at: dt.datetime) -> Review | None:
    """Return what there is to review of a record; None if it has no history at all.

    The rows hold what waits while it is looked at, and are rolled back.
    """
    draft, last = drafts.draft_of(record.uid), revisions.last_revision(record.uid)
    shown = draft.revision if draft is not None and draft.revision.is_pending else last
    if shown is None:
        return None
    before = last
    if record.state != State.PUBLISHED:
        public = Revision.objects.filter(record_uid=record.uid, is_public=True)
        before = public.order_by("-id").first()
    review = Review(record, draft, shown, before)
    if review.is_waiting:
        _look(review, at=at)
        began = draft.base if draft is not None and draft.base is not None else before
        steps = Revision.objects.filter(record_uid=record.uid, id__gt=began.id if began else 0)
        review.steps = list(steps.select_related("user").defer("content")[:MOST_STEPS])
    return review


@transaction.atomic
def approve(
    record: Record,
    *,
    reviewed: str,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
    is_reason_public: bool = False,
    with_named: str | None = None,
    go_live_at: dt.datetime | None = None,
) -> list[Record]:
    """Publish the version that was reviewed, now or from a moment on; return what is published.

    `reviewed` is the id of that version, `with_named` the mark (publishing/seen) of the records
    that shall be public with it. Raises ChangedMeanwhile if another version, or other records,
    have come since.
    """
    named = [] if with_named is None else _named(record)
    turns.lock_rows([record, *named])
    _refuse_unseen(record, reviewed)
    if with_named is not None:
        _refuse_others(named, with_named)
    given: dict[str, Any] = {"by": by, "at": at, "reason": reason}
    if go_live_at is not None:
        editing.schedule_edit(record, go_live_at=go_live_at, **given)
    else:
        workflow.publish_set([record, *named], is_reason_public=is_reason_public, **given)
    return [record, *named]


@transaction.atomic
def request_changes(
    record: Record,
    *,
    reviewed: str,
    by: User | None,
    note: str,
    at: dt.datetime | None = None,
) -> Draft:
    """Give the version that was reviewed back to its author. Raises ChangedMeanwhile."""
    turns.lock_rows([record])
    _refuse_unseen(record, reviewed)
    return drafts.return_draft(record, by=by, at=at, note=note)


def _look(review: Review, *, at: dt.datetime) -> None:
    with transaction.atomic():
        try:
            laid = _taken_up(review.record)
        except ValidationError as refusal:
            review.problems = refusal.messages
        except PublishingError as refusal:
            review.problems = [str(refusal)]
        except (IntegrityError, DataError) as refusal:
            review.problems = [said_by_database(refusal)]
        else:
            together = named_together.with_unpublished_named([laid])
            review.named = [named for named in together if named != laid]
            wholes = [read_whole(record) for record in together]
            alone = readiness.list_problems(wholes[0], at=at)
            all_of_them = [
                problem
                for whole in wholes
                for problem in readiness.list_problems(whole, at=at, alongside=together)
            ]
            review.problems = [str(problem) for problem in alone]
            review.wording_warnings = wording_warnings(laid)
            review.problems_together = [str(p) for p in dict.fromkeys(all_of_them)]
        transaction.set_rollback(True)


def _taken_up(record: Record) -> Record:
    """Return the record as it is with what waits in its rows; the caller rolls that back."""
    laid = drafts.apply_draft(record, revisions.last_revision(record.uid))
    return record if laid is None else laid.record  # type: ignore[return-value]


def _named(record: Record) -> list[Record]:
    with transaction.atomic():
        found = named_together.with_unpublished_named([_taken_up(record)])
        transaction.set_rollback(True)
    return [named for named in found if named != record]


def _refuse_unseen(record: Record, reviewed: str) -> None:
    record.refresh_from_db()
    shown = drafts.revision_shown(record.uid)
    if shown is not None and str(shown.pk) != reviewed:
        raise ChangedMeanwhile(shown)


def _refuse_others(named: Sequence[Record], mark: str) -> None:
    """Raise ChangedMeanwhile if these are not the records, as they stood, of the mark."""
    for one in named:
        if seen_marks.mark_seen([one]) not in mark.split():
            newest = Revision.objects.filter(record_uid=one.uid).order_by("-id").first()
            raise ChangedMeanwhile(newest)  # type: ignore[arg-type]
