"""What an editor sees on opening records: many at a time, and of one that is new."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import models
from django.db.models import Max

from cooperation.models import Draft, Revision
from cooperation.models.base import Part, Record
from cooperation.models.content import UNRECORDED, Content
from cooperation.models.derived import DerivedMixin


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as it stands or, where a change of it waits, as it would be then."""

    pk: int
    state: str
    revision: int
    content: Content
    pending: str = ""


def shown(model: type[Record], uids: Collection[uuid.UUID]) -> dict[uuid.UUID, Shown]:
    """Return the records of these ids that there are, in four queries."""
    rows = model._default_manager.filter(uid__in=uids)
    found = {uid: (pk, state) for uid, pk, state in rows.values_list("uid", "pk", "state")}
    drafts = Draft.objects.filter(record_uid__in=list(found))
    pending = dict(drafts.values_list("record_uid", "state"))
    waiting = drafts.filter(revision__is_pending=True)
    held = Revision.objects.filter(record_uid__in=list(found), is_pending=False)
    latest = held.values("record_uid").annotate(latest=Max("id"))
    revisions = dict(latest.values_list("record_uid", "latest"))
    revisions |= dict(waiting.values_list("record_uid", "revision_id"))
    contents = Revision.objects.filter(pk__in=revisions.values())
    return {
        uid: Shown(*found[uid], pk, content, pending.get(uid, ""))
        for uid, pk, content in contents.values_list("record_uid", "pk", "content")
    }


def blank(model: type[models.Model]) -> Content:
    """Return the content of a record or part that nobody has filled in yet."""
    owners = set(model.owner_fields) if issubclass(model, Part) else set()
    fields = {
        field.name: None if field.is_relation else field.get_default()
        for field in model._meta.fields
        if field.name not in UNRECORDED | owners and not isinstance(field, DerivedMixin)
    }
    links = {field.name: [] for field in model._meta.many_to_many}
    return {"fields": fields, "links": links} if links else {"fields": fields}
