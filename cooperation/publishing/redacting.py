"""Takes values out of a record's whole history: for a court, a person's right, a copyright."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.html import escape
from django.utils.translation import gettext as _

from cooperation.models import Draft, ImportRecord, OldSlug, Preview, Revision, User
from cooperation.models.content import Content
from cooperation.models.wording import field_label
from cooperation.publishing import blanking, content_writing, generation, revisions, turns, workflow
from cooperation.publishing.blanking import Blanking, Value
from cooperation.publishing.errors import InvalidRecord
from cooperation.publishing.files import forget_file
from cooperation.publishing.permissions import require_permission
from cooperation.publishing.turns import moment_of_turn
from cooperation.publishing.wording import DeskWording
from cooperation.vocabulary.workflow import Action

BATCH = 100


@dataclass(slots=True)
class Held:
    """A value in words, where it stands, in how many versions, and whether in the last one."""

    value: Value
    place: str
    words: str
    is_last: bool
    count: int = 0


def values_held(model: type[models.Model], uid: UUID) -> list[Held]:
    """Return every value of the record that could be redacted, in any version of it.

    Also those that only older forms of the register had a field for.
    """
    rows = Revision.objects.filter(record_uid=uid).order_by("-id")
    stored = rows.values_list("content", flat=True)
    contents = [Content.renamed(model, content) for content in stored]
    wording = DeskWording(model, *contents)
    found: dict[Value, Held] = {}
    for number, content in enumerate(contents):
        for value, field in blanking.blankable_values(model, content):
            if value not in found:
                place = field_label(field.model, field.name) if field is not None else value.field
                if value.part:
                    place = f"{': '.join(wording.part_of_id(value.part))} – {place}"
                words = str(value.value) if field is None else wording.value(field, value.value)
                found[value] = Held(value, place, words, is_last=not number)
            found[value].count += 1
    return sorted(found.values(), key=lambda one: (one.value.part != "", one.place))


@transaction.atomic
def redact(
    model: type[models.Model],
    uid: UUID,
    keys: Collection[str],
    *,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str,
) -> Revision:
    """Blank values in every version of a record, in what waits and in what is public.

    `keys` are those of the values that `held` returns. A text is blanked wherever it stands in
    this record: in other fields, inside longer texts, in titles, reasons and notes, in rows that
    are being imported, and in its addresses. A file goes with the part that shows it. What cannot
    be empty becomes "[redacted]". The revision kept says who, when and
    why, not what. Raises NotPermitted, InvalidRecord, and whatever refuses the record as it would
    be without the values.
    """
    require_permission(by, "redact", Revision)
    if not reason.strip():
        raise InvalidRecord(_("Say why: it is all that the history will show."))
    record = model._default_manager.filter(uid=uid).first()
    if record is not None:
        turns.lock_rows([record])
        record.refresh_from_db()
    at = moment_of_turn(at)
    chosen = {one.value for one in values_held(model, uid) if one.value.key in keys}
    if not chosen:
        raise InvalidRecord(_("Choose at least one value."))
    taken_out = Blanking(model, chosen)
    slug = f"{model._meta.model_name}-{uid.hex[:8]}"
    last = revisions.last_revision(uid)
    _blank_history(model, uid, taken_out, slug)
    if record is None:
        entry = _note_deleted(uid, by=by, at=at, reason=reason)
    else:
        entry = _blank_rows(record, taken_out, slug, by=by, at=at, reason=reason)
        Draft.objects.filter(record_uid=uid, base=last).update(base=entry)
    generation.renew_generation(at)
    return entry


def _blank_history(model: type[models.Model], uid: UUID, taken_out: Blanking, slug: str) -> None:
    for revision in Revision.objects.filter(record_uid=uid).iterator(chunk_size=BATCH):
        # What the models hold no more is kept and looked through too: somebody may read the file.
        stored = Content.renamed(model, revision.content.stored)
        content = taken_out.content(stored, slug=slug)
        if content != stored:
            title = revisions.title_of_content(model, Content.read(model, content))
            revision.title = title[:300]
        revision.content = content
        revision.title = taken_out.text(revision.title)[:300]
        revision.reason = taken_out.text(revision.reason)[:300]
        revision.save(update_fields=["content", "title", "reason"])
    for draft in Draft.objects.filter(record_uid=uid).exclude(note=""):
        draft.note = taken_out.text(draft.note)
        draft.save(update_fields=["note"])
    for old in OldSlug.objects.filter(record_uid=uid):
        if taken_out.tells(old.slug):
            old.delete()
    for brought in ImportRecord.objects.filter(record_uid=uid):
        for name in ("title", "note", "rows", "changes", "faults"):
            setattr(brought, name, taken_out.everywhere(getattr(brought, name)))
        brought.save()
    for name in taken_out.files:
        forget_file(name)
    shown = Q(record_uid=uid)
    for text in taken_out.texts:
        shown |= Q(html__contains=text) | Q(html__contains=str(escape(text)))
    Preview.objects.filter(shown).delete()


def _blank_rows(
    record: Any, taken_out: Blanking, slug: str, *, by: User | None, at: dt.datetime, reason: str
) -> Revision:
    now = revisions.take_snapshot(record)
    content = taken_out.content(now, slug=slug)
    if content == now:
        return revisions.write_revision(record, action=Action.REDACT, by=by, at=at, reason=reason)
    laid = content_writing.write_content(type(record), record.uid, content)
    content_writing.validate_record(laid)
    given: Any = {"by": by, "at": at, "reason": reason, "action": Action.REDACT}
    return workflow.keep_change(laid.record, known=laid.unchanged, **given)


def _note_deleted(uid: UUID, *, by: User | None, at: dt.datetime, reason: str) -> Revision:
    """Say of a deleted record, which has no rows any more, that it was redacted."""
    entry: Any = revisions.last_revision(uid)
    entry.pk, entry._state.adding = None, True
    entry.action, entry.user, entry.at = Action.REDACT, by, at
    entry.reason, entry.is_public, entry.is_reason_public = reason, False, False
    entry.save()
    return entry
