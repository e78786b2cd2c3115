"""Merges as the tests of publishing make and undo them."""

from typing import Any

from cooperation.models import Event, Merge, Participation, Revision
from cooperation.models.base import Record
from cooperation.publishing import drafts, revisions, unmerging, workflow
from cooperation.publishing.checking import find_differences
from cooperation.publishing.merging import merge
from cooperation.publishing.workflow import Row
from tests import factories
from tests.publishing.acts import AT, LATER, STILL_LATER, term


def contents() -> dict[object, Any]:
    """Return what the last revision of each record says; its rows say the same."""
    assert list(find_differences()) == []
    of_rows = Revision.objects.filter(is_pending=False).order_by("pk")
    return dict(of_rows.values_list("record_uid", "content"))


def merged_into(kept: Record, merged: Record, **options: Any) -> Merge:
    return merge(kept, merged, **{"by": None, "at": LATER} | options)


def undone(done: Merge) -> list[str]:
    """Undo a merge, and return what stays."""
    return [str(problem) for problem in unmerging.undo_merge(done, by=None, at=STILL_LATER).stays]


def meeting(*names: Record, **fields: Any) -> Event:
    """Make an event in which each of these takes part, as a speaker."""
    role = term("event-role", "speaker")
    parts = [Participation(**{name._meta.model_name: name}, role=role) for name in names]
    return factories.make_event(parts=parts, **fields)


def takers_part(event: Event) -> list[str]:
    found = event.participations.select_related("person", "organisation")
    return [str(row.person or row.organisation) for row in found]


def edited(record: Record, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(record, name, value)
    workflow.save(Row(record), by=None, at=LATER)


def proposed(event: Event, **fields: Any) -> Any:
    content = revisions.take_snapshot(event)
    content["fields"] |= fields
    return drafts.save_draft(event, content, by=None, at=AT)
