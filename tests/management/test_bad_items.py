"""One bad item stops no command: it is named, the rest is done, and the command says that it is."""

import datetime as dt
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.utils import timezone

from cooperation.exchange import importing
from cooperation.management.commands import prepare, seed
from cooperation.models import Event, ImportBatch, Organisation, Programme, SearchEntry
from cooperation.publishing import checking, drafts, files, index_entries, workflow
from cooperation.vocabulary.importing import BatchState
from tests import factories
from tests.exchange import small_register, tabling
from tests.factories import AT
from tests.publishing.merges import proposed

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def run(name: str) -> tuple[str, str, str]:
    """Return what a command says, what it complains of, and why it failed."""
    said, complained = StringIO(), StringIO()
    with pytest.raises(CommandError) as failure:
        call_command(name, stdout=said, stderr=complained)
    assert failure.value.returncode != 0
    return said.getvalue(), complained.getvalue(), str(failure.value)


def failing(monkeypatch, place: object, name: str, is_bad: Callable[..., bool]) -> None:
    """Let a function fail, as nobody foresaw, on the arguments that are bad."""
    true = getattr(place, name)

    def fail(*args, **kwargs):
        if is_bad(*args, **kwargs):
            raise OverflowError("date value out of range")
        return true(*args, **kwargs)

    monkeypatch.setattr(place, name, fail)


def test_a_change_that_cannot_be_published_leaves_the_others(monkeypatch, caplog):
    events = [factories.make_event(title=f"Event {number}") for number in range(3)]
    for event in events:
        proposed(event, title_en=f"{event.title_en} changed")
        drafts.schedule_draft(event, go_live_at=AT + 2 * DAY, by=None, at=AT + DAY)
    failing(monkeypatch, workflow, "publish", lambda record, **_: record.pk == events[1].pk)
    said, complained, end = run("publish_due")
    assert said.splitlines() == ["Published: Event 0 changed.", "Published: Event 2 changed."]
    assert complained.startswith("Not published: Event 1 changed. OverflowError: date value")
    assert end.startswith("1 not published")
    assert "Event 1" in caplog.text
    assert drafts.draft_of(events[1].uid).state == "scheduled"
    assert [event.title_en for event in Event.objects.order_by("pk")] == [
        "Event 0 changed",
        "Event 1",
        "Event 2 changed",
    ]


def test_an_import_that_cannot_be_applied_leaves_the_others(monkeypatch, caplog):
    factories.make_source(slug="report")
    by = tabling.editor("publisher")
    headings = ["slug", "name_en", "cited_source", "cited_locator_type", "cited_locator"]
    batches = []
    for number in range(3):
        row = [f"body-{number}", f"Body {number}", "report", "", "1"]
        batches.append(tabling.bring("organisations", headings, row, by=by))
        importing.confirm_import(batches[-1], by=by, at=AT)
    old = tabling.bring("organisations", headings, ["x", "X", "report", "", "1"], by=by)
    ImportBatch.objects.filter(pk=old.pk).update(changed_at=AT - 365 * DAY)
    failing(monkeypatch, importing, "apply_some", lambda batch, *_, **__: batch.pk == batches[1].pk)
    said, complained, end = run("apply_imports")
    assert said.splitlines() == [
        "table.csv: Done.",
        "table.csv: Done.",
        "1 old imports forgotten.",
    ]
    assert (
        complained == f"Failed on import {batches[1].pk}: OverflowError: date value out of range\n"
    )
    assert end.startswith("1 failed")
    assert f"import {batches[1].pk}" in caplog.text
    slugs = Organisation.objects.order_by("slug").values_list("slug", flat=True)
    assert list(slugs) == ["body-0", "body-2"]
    assert ImportBatch.objects.get(pk=batches[1].pk).state == BatchState.APPLYING


def test_a_file_that_cannot_be_deleted_leaves_the_others(monkeypatch, caplog):
    names = [f"{letter * 32}.png" for letter in "abc"]
    files.write_files(dict.fromkeys(names, b"x"))
    true = FileSystemStorage.delete

    def refuse(storage: FileSystemStorage, name: str) -> None:
        if name == names[1]:
            raise PermissionError(13, "Permission denied", name)
        true(storage, name)

    monkeypatch.setattr(FileSystemStorage, "delete", refuse)
    later = timezone.now() + 2 * DAY
    monkeypatch.setattr(timezone, "now", lambda: later)
    said, complained, end = run("sweep_files")
    assert said.splitlines() == [f"Deleted: {names[0]}", f"Deleted: {names[2]}", "2 files deleted."]
    assert names[1] in complained
    assert names[1] in caplog.text
    assert end.startswith("1 failed")


@pytest.mark.past_publishing
def test_a_record_that_cannot_be_indexed_leaves_the_others(monkeypatch, caplog):
    events = [factories.make_event(title=f"Event {number}") for number in range(3)]
    SearchEntry.objects.exclude(record_pk=events[1].pk).delete()
    failing(
        monkeypatch,
        index_entries,
        "texts_of",
        lambda record, *_told, at: record == events[1],
    )
    said, complained, end = run("rebuild_search")
    assert said == "3 records indexed.\n"
    assert complained.startswith(f"Failed on event {events[1].pk}: OverflowError")
    assert f"event {events[1].pk}" in caplog.text
    assert end.startswith("1 failed")
    indexed = SearchEntry.objects.filter(record_type="event").order_by("record_pk")
    assert [entry.record_pk for entry in indexed] == [event.pk for event in events]


@pytest.mark.past_publishing
def test_a_record_that_cannot_be_compared_leaves_the_others(monkeypatch, caplog):
    events = [factories.make_event(title=f"Event {number}") for number in range(3)]
    Event.objects.filter(pk=events[2].pk).update(is_series=True)
    failing(monkeypatch, checking, "take_snapshots", lambda model, pks, **_: events[1].pk in pks)
    _said, _complained, end = run("check_revisions")
    assert f"event {events[1].pk}: it cannot be read (OverflowError" in end
    assert "event event-2: fields.is_series is True, was False" in end
    assert f"event {events[1].pk}" in caplog.text


def test_a_fixture_that_is_refused_leaves_the_others(monkeypatch, tmp_path: Path):
    rows = small_register.register()
    later = {"fair", "speech", "tag", "plan", "upper", "lower"}
    (tmp_path / "reference").mkdir()
    before = {name: row for name, row in rows.items() if name not in later}
    small_register.load(tmp_path / "reference", before)
    factories.make_event(slug="fair", title="An editor's")
    (tmp_path / "reference" / "rows.json").write_text(json.dumps(list(rows.values())))
    monkeypatch.setattr(seed, "FIXTURES", tmp_path)
    said, complained, end = run("seed")
    assert complained.count("\n") == 1
    assert "(cooperation.event fair)" in complained
    assert end.startswith("1 failed")
    assert said.startswith("1 created, 0 updated")
    assert Event.objects.get(slug="fair").title_en == "An editor's"
    assert Programme.objects.published().filter(slug="plan").exists()


def test_a_fixture_that_is_refused_does_not_keep_the_register_from_being_served(monkeypatch):
    def fail(*args, **options):
        raise CommandError("1 failed")

    monkeypatch.setattr(seed.Command, "handle", fail)
    monkeypatch.setattr(prepare.Command, "collect_static", lambda self: None)
    complained = StringIO()
    call_command("prepare", stdout=StringIO(), stderr=complained)
    assert complained.getvalue() == "seed: 1 failed\n"
