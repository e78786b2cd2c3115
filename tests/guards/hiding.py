"""Hidden records of every kind in every state, and what waits beside public ones."""

import uuid

from django.utils import timezone

from cooperation.models import Draft, Generation, Merge, OldSlug, Preview, Revision
from cooperation.models.base import Record
from cooperation.publishing import revisions
from cooperation.publishing.previews import LIFE
from cooperation.vocabulary.workflow import Action, Pending
from tests import factories
from tests.guards import rows
from tests.guards.rows import OPEN, SECRET, World


def write_hidden(public: World) -> list[World]:
    """Write hidden records that name public ones, with old addresses and merged into by others."""
    states = rows.hidden_states(timezone.now())
    worlds = [rows.write_roots(SECRET + name, state, public) for name, state in states.items()]
    for record in records(worlds):
        own = {"record_type": record._meta.model_name, "record_uid": record.uid}
        OldSlug.objects.create(slug=f"formerly-{record.slug}", **own)
        now = {"at": timezone.now()}
        kept = Revision.objects.create(title=SECRET, content=SECRET, **own, **now)
        Merge.objects.create(
            record_type=record._meta.model_name,
            kept_uid=record.uid,
            merged_uid=formerly(record),
            revision=kept,
            **now,
        )
    for record in public.values():
        write_waiting(record)
    rows.write_versions(records(worlds))
    renew()
    return worlds


def write_waiting(record: Record) -> None:
    """Let a change of a public record wait, with comment, reason and preview."""
    own = {"record_type": record._meta.model_name, "record_uid": record.uid}
    now, editor = timezone.now(), factories.make_user(username=f"{SECRET}{record.uid.hex}")
    content = revisions.take_snapshot(record)
    texts = {name: SECRET for name, value in content["fields"].items() if value == OPEN}
    revision = Revision.objects.create(
        title=SECRET,
        content=content | {"fields": content["fields"] | texts},
        action=Action.SUBMIT,
        is_pending=True,
        user=editor,
        reason=SECRET,
        at=now,
        **own,
    )
    state = Pending.CHANGES_REQUESTED
    Draft.objects.create(revision=revision, state=state, note=SECRET, changed_at=now, **own)
    Preview.objects.create(
        title=SECRET, html=SECRET, made_by=editor, made_at=now, expires_at=now + LIFE, **own
    )


def records(worlds: list[World]) -> list[Record]:
    return [record for world in worlds for record in world.values()]


def formerly(record: Record) -> uuid.UUID:
    """Return the permanent id of a record that was merged into this one."""
    return uuid.uuid5(record.uid, "merged")


def renew() -> None:
    # What was counted before rows were written must not answer for them.
    state = {"token": uuid.uuid4(), "changed_at": timezone.now(), "edges": []}
    Generation.objects.update_or_create(pk=1, defaults=state)
    rows.index()
