"""A revision that an older register stored is read as today's, whatever came or went since."""

import re
from pathlib import Path

import pytest

from cooperation.models import Event, Revision, Term
from cooperation.models import content as contents
from cooperation.models.base import record_models
from cooperation.models.columns import blank_value, columns_by_key
from cooperation.models.content import Content
from cooperation.publishing import (
    checking,
    content_writing,
    drafts,
    editing,
    restoring,
    revisions,
    workflow,
)
from cooperation.vocabulary.workflow import Action, State
from tests import factories
from tests.guards import rows
from tests.publishing.acts import LATER
from tests.publishing.older import lacking, restore_as, rows_of, with_foreign_keys

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]
KINDS = [pytest.param(model, id=model.__name__) for model in record_models()]
SOURCE = Path(contents.__file__).parents[1]
# Where the column itself is read: all but the last three give what they find to `Content`, and
# those look for a text in it, whatever form it has.
DOORS = {
    "models/revision.py",
    "publishing/contents_shown.py",
    "publishing/redacting.py",
    "queries/history.py",
    "publishing/files.py",
    "publishing/waiting.py",
    # An address by its path in the JSON: to rename `slug` takes a migration of the contents.
    "publishing/drafts.py",
    "exchange/importing_records.py",
}


@pytest.fixture
def world(db):
    rows.write_lists()
    first = rows.write_roots(rows.OPEN, rows.PUBLIC)
    found = rows.write_roots(rows.OPEN, rows.PUBLIC, first)
    rows.write_versions()
    return found


def everything_stands(record):
    now = revisions.take_snapshot(record)
    of_kind = str(record._meta.model_name)
    assert [str(d) for d in checking.find_differences() if d.record.startswith(of_kind)] == []
    edit = editing.open_edit(record)
    assert edit.shown.content == now
    assert edit.is_overtaken is False
    assert content_writing.try_content(record, edit.shown.content) == (now, [])
    assert editing.save_edit(edit, now, by=None, at=LATER) is False
    assert drafts.draft_of(record.uid) is None


@pytest.mark.parametrize("model", KINDS)
def test_a_field_or_link_that_came_since_changes_nothing(world, model):
    record, taken = world[model], set()

    def change(stored):
        for kind, row in rows_of(model, stored):
            for group, field in columns_by_key(kind):
                if row.get(group, {}).get(field.name) == blank_value(field):
                    del row[group][field.name]
                    taken.add(kind)

    restore_as(revisions.last_revision(record.uid), change)
    assert model in taken and len(taken) > 1
    everything_stands(record)


@pytest.mark.parametrize("model", KINDS)
def test_what_went_since_changes_nothing(world, model):
    change = with_foreign_keys(str(world[Event].uid))
    restore_as(revisions.last_revision(world[model].uid), change)
    everything_stands(world[model])


def test_what_was_renamed_keeps_its_value(world, monkeypatch):
    monkeypatch.setitem(contents.RENAMED, "event.town", "venue")
    monkeypatch.setitem(contents.RENAMED, "event.town_en", "venue_en")
    monkeypatch.setitem(contents.RENAMED, "seat", "participation")
    monkeypatch.setitem(contents.RENAMED, "participation.as", "role")
    event = world[Event]
    event.citations.update(field="venue", part=None)
    revisions.write_revision(event, action=Action.SAVE, by=None, at=LATER)

    def change(stored):
        stored["fields"]["town_en"] = stored["fields"].pop("venue_en")
        stored["parts"]["seat"] = stored["parts"].pop("participation")
        for entry in stored["parts"]["seat"]:
            entry["fields"]["as"] = entry["fields"].pop("role")
        for entry in stored["parts"]["citation"]:
            entry["fields"]["field"] = "town"

    restore_as(revisions.last_revision(event.uid), change)
    everything_stands(event)


def test_a_link_that_was_renamed_keeps_its_rows(monkeypatch):
    model, link = next(
        (model, field)
        for model in (*record_models(), *contents.Part.__subclasses__())
        for field in model._meta.many_to_many
    )
    monkeypatch.setitem(contents.RENAMED, f"{model._meta.model_name}.old_links", link.name)
    read = Content.read(model, {"fields": {}, "links": {"old_links": ["a", "b"]}})
    assert read["links"][link.name] == ["a", "b"]


def test_a_field_that_a_migration_filled_reads_as_it_was_filled(monkeypatch):
    event = factories.make_event(title="A fair", venue_en="A FAIR")
    monkeypatch.setitem(
        contents.FILLERS, "event.venue_en", lambda row: row["fields"]["title_en"].upper()
    )
    restore_as(revisions.last_revision(event.uid), lambda stored: stored["fields"].pop("venue_en"))
    everything_stands(event)


def test_links_that_came_since_change_nothing():
    event = factories.make_event()
    restore_as(revisions.last_revision(event.uid), lambda stored: stored.pop("links", None))
    everything_stands(event)


def test_what_an_older_revision_never_said_is_blank_in_the_history():
    event = factories.make_event(venue_en="Phnom Penh")
    first = revisions.last_revision(event.uid)
    restore_as(first, lambda stored: stored["fields"].pop("venue_en"))
    assert Revision.objects.get(pk=first.pk).content["fields"]["venue_en"] == ""


@pytest.mark.parametrize("state", [State.PUBLISHED, State.DRAFT])
def test_to_restore_an_older_revision_keeps_what_it_never_knew(state):
    event = factories.make_event(published=state == State.PUBLISHED, venue_en="Phnom Penh")
    first = revisions.last_revision(event.uid)
    restore_as(first, lambda stored: stored["fields"].pop("venue_en"))
    restore_as(first, with_foreign_keys(str(event.uid)))
    first.refresh_from_db()
    record, lost = restoring.restore(first, by=None, at=LATER)
    assert lost == []
    assert drafts.revision_shown(record.uid).content == revisions.take_snapshot(event)


def test_a_deleted_record_comes_back_from_an_older_revision():
    event = factories.make_event(published=False, title="A fair")
    uid, before = event.uid, revisions.take_snapshot(event)
    workflow.delete(event, by=None, at=LATER)
    last = revisions.last_revision(uid)
    restore_as(last, with_foreign_keys(str(uid)))
    restore_as(last, lambda stored: stored["fields"].pop("venue_en"))
    last.refresh_from_db()
    record, lost = restoring.restore(last, by=None, at=LATER)
    assert (lost, revisions.take_snapshot(record)) == ([], before)


def test_a_list_reads_its_contents_alike_however_they_are_loaded():
    term = factories.make_term(scheme="theme", code="work", label_en="Work")
    revision = revisions.write_revision(term, action=Action.SAVE, by=None, at=LATER)
    restore_as(revision, lacking(Term, but=("uid",)))
    now = Revision.objects.get(pk=revision.pk).content
    assert now == Content.blank(Term) | {"fields": now["fields"], "parts": {}}
    assert Revision.objects.defer("content").get(pk=revision.pk).content == now
    assert Revision.objects.only("content").get(pk=revision.pk).content == now
    revision.refresh_from_db()
    assert revision.content == now


def test_the_column_is_read_at_no_other_door():
    reading = re.compile(r"""(?<!defer\()["'](revision__)?content["']|revision__content""")
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if path.parent.name != "migrations" and reading.search(path.read_text())
    }
    others = {"admin/revision.py", "api/docs.py", "web/rendering.py"}
    assert found - others == DOORS
