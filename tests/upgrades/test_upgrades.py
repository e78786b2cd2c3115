"""A register that an earlier commit wrote is brought up to today and says what it said."""

import datetime as dt
import lzma
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections, transaction

from cooperation.documents.loading import Loader
from cooperation.models import (
    ChangeNumber,
    Commitment,
    Draft,
    Event,
    Person,
    Programme,
    Revision,
    SearchEntry,
)
from cooperation.models.base import record_models
from cooperation.models.content import Content
from cooperation.publishing import (
    checking,
    content_writing,
    drafts,
    due,
    editing,
    rebuilding_index,
    redacting,
    restoring,
    revisions,
    workflow,
)
from cooperation.publishing.change_numbers import changes_without_number
from cooperation.publishing.contents_shown import records_shown
from cooperation.queries.history import HISTORY
from cooperation.vocabulary.workflow import Pending, State

# The stored registers are files of that database.
pytestmark = pytest.mark.sqlite

HERE = Path(__file__).parent
REGISTERS = sorted(HERE.glob("register-*.sqlite3.xz"))
NOW = dt.datetime(2026, 1, 20, 9, 0, tzinfo=dt.UTC)
AFTER_THE_SCHEDULE = NOW + dt.timedelta(days=30)


@pytest.fixture(scope="module", params=REGISTERS, ids=lambda path: path.name[:13])
def upgraded(request, tmp_path_factory, django_db_setup, django_db_blocker):
    """A register of an earlier form after today's migrations; what a test does to it is undone."""
    tests_own = connections["default"]
    path = tmp_path_factory.mktemp("upgrade") / "register.sqlite3"
    path.write_bytes(lzma.decompress(request.param.read_bytes()))
    connections["default"] = type(tests_own)(tests_own.settings_dict | {"NAME": path}, "default")
    try:
        with django_db_blocker.unblock():
            call_command("migrate", verbosity=0)
            yield path
    finally:
        connections["default"].close()
        connections["default"] = tests_own


@pytest.fixture(autouse=True)
def nothing_stays(upgraded):
    # Without a transaction around it SQLite commits with the outermost savepoint.
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def faults():
    return [str(difference) for difference in checking.find_differences()]


def records():
    return [record for model in record_models() for record in model.objects.all()]


def is_older(revision):
    return bool(revision.content.stored) and revision.content != revision.content.stored


def test_the_register_is_an_older_one():
    assert any(is_older(revision) for revision in Revision.objects.all())
    assert Draft.objects.count() == 12


def test_every_record_stands_as_its_last_revision_says():
    assert faults() == []


def test_no_record_is_changed_by_being_saved_unchanged():
    for record in records():
        edit = editing.open_edit(record)
        assert edit.is_overtaken is False
        assert editing.save_edit(edit, edit.shown.content, by=None, at=NOW) is False
        if not edit.shown.is_pending:
            assert edit.shown.content == revisions.take_snapshot(record)


def test_what_waits_differs_from_what_is_live_in_its_title_alone():
    waiting = Draft.objects.filter(revision__is_pending=True)
    assert waiting.count() == 12
    for uid, kind in waiting.values_list("record_uid", "record_type"):
        model = apps.get_model("cooperation", kind)
        record = model.objects.get(uid=uid)
        live, draft = revisions.take_snapshot(record), drafts.draft_of(uid).revision.content
        title = f"{model.name_field}_en"
        assert draft["fields"][title] != live["fields"][title]
        live["fields"][title] = draft["fields"][title]
        assert draft == live
        assert records_shown(model, [uid])[uid].content == draft


def test_what_waits_is_published():
    events = Event.objects.filter(slug__startswith="waits-").order_by("slug")
    before = {event.pk: revisions.take_snapshot(event) for event in events}
    for event in events:
        workflow.publish(event, by=None, at=NOW)
        event.refresh_from_db()
        after = revisions.take_snapshot(event)
        assert event.title_en == f"A meeting, renamed {event.slug[-1]}"
        fields = {"title_en": event.title_en, "published_at": after["fields"]["published_at"]}
        assert after == Content(before[event.pk] | {"fields": before[event.pk]["fields"] | fields})
    assert faults() == []


def test_what_was_scheduled_goes_live_in_its_time():
    programme = Programme.objects.get(slug="scheduled")
    assert drafts.draft_of(programme.uid).state == Pending.SCHEDULED
    list(due.publish_due(AFTER_THE_SCHEDULE))
    programme.refresh_from_db()
    assert programme.title_en == "A programme, renamed"
    assert faults() == []


def test_the_first_version_of_every_record_can_be_restored():
    for record in records():
        first = Revision.objects.filter(record_uid=record.uid, is_pending=False).earliest("id")
        over = first.content_over(revisions.take_snapshot(record))
        assert content_writing.try_content(record, over)[1] == []
    event = Event.objects.get(slug="waits-0")
    first = Revision.objects.filter(record_uid=event.uid).earliest("id")
    restored, lost = restoring.restore(first, by=None, at=NOW)
    assert (restored, lost) == (event, [])
    assert faults() == []


def test_what_was_deleted_comes_back():
    [last] = restoring.revisions_of_deleted([Person])
    person, lost = restoring.restore(last, by=None, at=NOW)
    assert (person.name_en, person.slug, person.state) == ("Sok Pisey", "deleted", State.DRAFT)
    assert lost == []
    assert faults() == []


def test_a_value_is_taken_out_of_all_that_was_stored():
    event = Event.objects.get(slug="waits-1")
    [held] = [
        h for h in redacting.values_held(Event, event.uid) if h.words == "A meeting, renamed 1"
    ]
    redacting.redact(Event, event.uid, [held.value.key], by=None, at=NOW, reason="By order.")
    stored = Revision.objects.filter(record_uid=event.uid).values_list("content", flat=True)
    assert "renamed 1" not in str(list(stored))


def test_what_was_never_public_is_published():
    commitment = Commitment.objects.get(slug="never-public")
    workflow.publish(commitment, by=None, at=NOW)
    assert faults() == []


def test_the_history_is_told():
    list(rebuilding_index.rebuild_index(at=NOW))
    seen = Revision.objects.filter(seen_from__isnull=False).order_by("id")
    rows = HISTORY.subject.rows(seen.values_list("pk", flat=True), Loader(at=NOW))
    told = [row["uid"] for row in rows if row["change"] == "added"]
    assert sorted(told) == sorted(
        str(record.uid) for record in records() if record.state == State.PUBLISHED
    )


def test_changes_have_numbers_in_the_order_in_which_they_came():
    assert list(rebuilding_index.rebuild_index(at=NOW))
    assert list(changes_without_number()) == []
    numbers = ChangeNumber.objects.order_by("sequence")
    rows = numbers.filter(record_type__in=[model._meta.model_name for model in record_models()])
    entries = dict(SearchEntry.objects.values_list("record_uid", "public_at"))
    moments = [entries[uid] for uid in rows.values_list("record_uid", flat=True) if uid in entries]
    assert moments == sorted(moments)
    assert len(moments) == len(entries) > 0
