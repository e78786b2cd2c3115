"""Since when readers saw each version: noted as it happens, and filled in for what was kept before.

The register kept histories before it noted that; a migration works it out from them.
"""

import datetime as dt
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from cooperation.models import Event, Revision
from cooperation.publishing import drafts, workflow
from cooperation.publishing.due import publish_due
from cooperation.publishing.workflow import Row
from tests import factories
from tests.factories import AT
from tests.publishing.merges import merged_into, proposed, undone

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
fill = import_module("cooperation.migrations.0013_seen_from").fill


def noted() -> dict[int, dt.datetime | None]:
    return dict(Revision.objects.values_list("pk", "seen_from"))


def filled_in() -> dict[int, dt.datetime | None]:
    """Return what the migration makes of histories that do not say it."""
    Revision.objects.update(seen_from=None)
    fill(apps, None)
    return noted()


def retitled(event: Event, title: str, *, day: int, **fields: Any) -> None:
    event.refresh_from_db()
    for name, value in ({"title_en": title} | fields).items():
        setattr(event, name, value)
    workflow.save(Row(event), by=None, at=AT + day * DAY)


def told(record: Any) -> list[tuple[str, int | None]]:
    """Return what was done to a record, and on which day readers first saw what came of it."""
    rows = Revision.objects.filter(record_uid=record.uid).order_by("pk")
    return [
        (action, moment and (moment - AT).days)
        for action, moment in rows.values_list("action", "seen_from")
    ]


def test_the_migration_fills_in_what_was_noted_when_it_happened():
    event = factories.make_event(title="As a draft", published=False)
    workflow.publish(event, by=None, at=AT + DAY)
    retitled(event, "Saved while live", day=2)
    proposed(event, title_en="Waited beside it")
    drafts.schedule_draft(event, go_live_at=AT + 5 * DAY, by=None, at=AT + 3 * DAY)
    assert [outcome.refusal for outcome in publish_due(AT + 5 * DAY)] == [""]
    event.refresh_from_db()
    workflow.withdraw(event, by=None, at=AT + 6 * DAY)
    retitled(event, "While withdrawn", day=7, go_live_at=AT + 10 * DAY)
    workflow.publish(event, by=None, at=AT + 8 * DAY)
    retitled(event, "After its time had come", day=12)
    retitled(event, "Overtaken", day=13, go_live_at=AT + 20 * DAY)
    retitled(event, "Sooner", day=14, go_live_at=AT + 16 * DAY)
    assert told(event) == [
        ("save", None),
        ("publish", 1),
        ("save", 2),
        ("draft", None),
        ("schedule", None),
        ("publish", 5),
        ("withdraw", None),
        ("save", None),
        ("publish", 10),
        ("save", 12),
        ("save", None),
        ("save", 16),
    ]
    expired = factories.make_event(title="Expired", expire_at=AT + DAY)
    retitled(expired, "Saved too late", day=2)
    assert told(expired) == [("save", None), ("publish", 0), ("save", None)]
    gone = factories.make_event(title="Gone", published=False, go_live_at=AT + 5 * DAY)
    workflow.publish(gone, by=None, at=AT + DAY)
    workflow.delete(gone, by=None, at=AT + 2 * DAY)
    assert told(gone) == [("save", None), ("publish", None), ("delete", None)]
    before = noted()
    assert filled_in() == before


def test_nobody_saw_the_last_of_what_was_merged_and_both_of_two_versions_at_once_are_seen():
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    undone(merged_into(kept, merged))
    assert told(merged) == [("save", None), ("publish", 0), ("merge", None), ("unmerge", 2)]
    event = factories.make_event(published=False, go_live_at=AT + 5 * DAY)
    workflow.publish(event, by=None, at=AT + DAY)
    retitled(event, "At that very moment", day=5)
    assert told(event) == [("save", None), ("publish", 5), ("save", 5)]
    before = noted()
    assert filled_in() == before
