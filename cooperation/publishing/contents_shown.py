"""What an editor sees on opening records: many at a time, and of one that is new."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max

from cooperation.models import Draft, Revision
from cooperation.models.base import Record
from cooperation.models.content import Content


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as it stands or, where a change of it waits, as it would be then."""

    pk: int
    state: str
    revision: int
    content: Content
    pending: str = ""


def records_shown(model: type[Record], uids: Collection[uuid.UUID]) -> dict[uuid.UUID, Shown]:
    """Return the records of these ids that there are, in five queries."""
    rows = model._default_manager.filter(uid__in=uids)
    found = {uid: (pk, state) for uid, pk, state in rows.values_list("uid", "pk", "state")}
    drafts = Draft.objects.filter(record_uid__in=list(found))
    pending = dict(drafts.values_list("record_uid", "state"))
    beside = drafts.filter(revision__is_pending=True)
    waiting = dict(beside.values_list("record_uid", "revision_id"))
    held = Revision.objects.filter(record_uid__in=list(found), is_pending=False)
    latest = held.values("record_uid").annotate(latest=Max("id"))
    revisions = dict(latest.values_list("record_uid", "latest"))
    stored = dict(
        Revision.objects.filter(pk__in=[*revisions.values(), *waiting.values()]).values_list(
            "pk", "content"
        )
    )
    contents = {uid: Content.read(model, stored[pk]) for uid, pk in revisions.items()}
    for uid, pk in waiting.items():
        contents[uid] = Content.read(model, stored[pk], live=contents.get(uid))
    return {
        uid: Shown(*found[uid], pk, contents[uid], pending.get(uid, ""))
        for uid, pk in (revisions | waiting).items()
    }
