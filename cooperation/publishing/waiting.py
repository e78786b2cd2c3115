"""What waits beside live records: which of it names a record, and how older forms are read."""

import uuid
from collections.abc import Collection

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from cooperation.models import Draft
from cooperation.models.base import Record
from cooperation.models.content import is_older
from cooperation.publishing import content_rows
from cooperation.publishing.revisions import last_revisions


def waiting_namers(record: models.Model) -> list[str]:
    """Return the titles of the waiting drafts that name `record`."""
    return sorted(draft.revision.title for draft, _record in waiting_drafts(record))


def waiting_drafts(record: models.Model) -> list[tuple[Draft, Record]]:
    """Return the waiting drafts that name `record`, with the records that they are of.

    No key in the database leads there: the text of their contents is searched.
    """
    waiting = Draft.objects.filter(revision__is_pending=True)
    content = Cast("revision__content", models.TextField())
    naming = waiting.annotate(text=content).filter(text__contains=str(record.uid))  # type: ignore[attr-defined]
    others = naming.exclude(record_uid=record.uid)  # type: ignore[attr-defined]
    found = list(others.select_related("revision", "base").order_by("pk"))
    read_over_live(found)
    records: dict[uuid.UUID, Record] = {}
    for kind in {draft.record_type for draft in found}:
        model = apps.get_model("cooperation", kind)
        of_kind = [draft.record_uid for draft in found if draft.record_type == kind]
        records |= {row.uid: row for row in model._default_manager.filter(uid__in=of_kind)}
    pairs = [(draft, records[draft.record_uid]) for draft in found if draft.record_uid in records]
    return [(draft, owner) for draft, owner in pairs if _names(draft, owner, record)]


def read_over_live(drafts: Collection[Draft]) -> None:
    """Let fields that came since drafts were stored have their live values, in their bases too.

    `revision` and `base` are loaded already: two queries if any of them is that old, else none.
    """
    older = [draft for draft in drafts if draft.revision.is_pending and _is_older(draft)]
    live = last_revisions([draft.record_uid for draft in older]) if older else {}
    for draft in older:
        last = live.get(str(draft.record_uid))
        for revision in (draft.revision, draft.base):
            if last is not None and revision is not None:
                revision.content = revision.content_over(last.content)


def _is_older(draft: Draft) -> bool:
    model = apps.get_model("cooperation", draft.record_type)
    held = (draft.revision, draft.base)
    return any(is_older(model, revision.content) for revision in held if revision is not None)


def _names(draft: Draft, owner: Record, record: models.Model) -> bool:
    """Tell whether a draft names a record in what the models know of it today."""
    content, uid = draft.revision.content, str(record.uid)  # type: ignore[attr-defined]
    return bool(content_rows.places_naming(type(owner), content, type(record), uid))
