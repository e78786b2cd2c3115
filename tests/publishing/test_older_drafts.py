"""A draft that waited while the register got new fields takes nothing from the live record."""

import pytest

from cooperation.models import Draft, Event, Item, Organisation, Participation, Revision
from cooperation.models import content as contents
from cooperation.models.base import record_models
from cooperation.publishing import (
    content_writing,
    drafts,
    editing,
    merging,
    revisions,
    unmerging,
    workflow,
)
from cooperation.publishing.contents_shown import records_shown
from cooperation.publishing.waiting import waiting_drafts
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import Action
from tests import factories
from tests.guards import rows
from tests.publishing.acts import LATER, STILL_LATER
from tests.publishing.older import lacking, restore_as, with_foreign_keys

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]
KINDS = [pytest.param(model, id=model.__name__) for model in record_models()]


def waits_since_before(record, change):
    """Let a draft wait that began before the register changed, and a revision come of that."""
    before = revisions.last_revision(record.uid)
    drafts.save_draft(record, revisions.take_snapshot(record), by=None, at=LATER)
    for revision in (before, drafts.draft_of(record.uid).revision):
        restore_as(revision, change)
    revisions.write_revision(record, action=Action.SAVE, by=None, at=LATER)


@pytest.mark.parametrize("model", KINDS)
def test_what_came_since_has_its_live_value(model):
    rows.write_lists()
    first = rows.write_roots(rows.OPEN, rows.PUBLIC)
    record = rows.write_roots(rows.OPEN, rows.PUBLIC, first)[model]
    rows.write_versions()
    waits_since_before(record, lacking(model))
    now = revisions.take_snapshot(record)
    edit = editing.open_edit(record)
    assert edit.shown.is_pending
    assert edit.shown.content == now
    assert edit.is_overtaken is False
    assert records_shown(model, [record.uid])[record.uid].content == now
    assert editing.save_edit(edit, now, by=None, at=LATER) is False
    assert content_writing.try_content(record, edit.shown.content) == (now, [])


def test_what_its_author_changed_is_published_and_the_rest_stays():
    event = factories.make_event(venue_en="Phnom Penh")
    content = revisions.take_snapshot(event)
    content["fields"]["title_en"] = "Another name"
    began = revisions.last_revision(event.uid)
    drafts.save_draft(event, content, by=None, at=LATER)
    for revision in (began, drafts.draft_of(event.uid).revision):
        restore_as(revision, lambda stored: stored["fields"].pop("venue_en"))
        restore_as(revision, with_foreign_keys(str(event.uid)))
    revisions.write_revision(event, action=Action.SAVE, by=None, at=LATER)
    workflow.publish(event, by=None, at=STILL_LATER)
    event.refresh_from_db()
    assert (event.title_en, event.venue_en) == ("Another name", "Phnom Penh")


def test_a_part_that_the_draft_adds_is_blank_in_what_came_since():
    kind = factories.make_term(scheme=SchemeCode.ITEM_KIND, code="remark")
    event = factories.make_event(parts=[Item(kind=kind, text_en="Said")])
    content = revisions.take_snapshot(event)
    [item] = content["parts"]["item"]
    content["parts"]["item"] = [item, item | {"id": "0b9f3a62-7f0e-4f0a-8f3c-0d9b8f0a5c11"}]
    drafts.save_draft(event, content, by=None, at=LATER)

    def change(stored):
        for entry in stored["parts"]["item"]:
            del entry["fields"]["text_en"]

    restore_as(drafts.draft_of(event.uid).revision, change)
    first, second = drafts.draft_of(event.uid).revision.content["parts"]["item"]
    assert (first["fields"]["text_en"], second["fields"]["text_en"]) == ("Said", "")


def test_a_field_with_a_filler_is_filled_from_the_draft(monkeypatch):
    event = factories.make_event(title="A fair", venue_en="A FAIR")
    monkeypatch.setitem(
        contents.FILLERS, "event.venue_en", lambda row: row["fields"]["title_en"].upper()
    )
    content = revisions.take_snapshot(event)
    content["fields"]["title_en"] = "A market"
    drafts.save_draft(event, content, by=None, at=LATER)
    revision = drafts.draft_of(event.uid).revision
    restore_as(revision, lambda stored: stored["fields"].pop("venue_en"))
    assert drafts.draft_of(event.uid).revision.content["fields"]["venue_en"] == "A MARKET"


def test_a_form_that_was_opened_over_an_older_draft_saves_unchanged():
    event = factories.make_event(venue_en="Phnom Penh")
    drafts.save_draft(event, revisions.take_snapshot(event), by=None, at=LATER)
    opened = drafts.draft_of(event.uid).revision
    restore_as(opened, lambda stored: stored["fields"].pop("venue_en"))
    newer = revisions.take_snapshot(event)
    newer["fields"]["title_en"] = "Another name"
    drafts.save_draft(event, newer, by=None, at=STILL_LATER)
    edit = editing.receive_edit(event, base=str(opened.pk), seen=str(opened.pk))
    assert edit.base.content == revisions.take_snapshot(event)


def test_a_name_that_only_an_older_form_holds_keeps_no_record_from_being_deleted():
    named = factories.make_organisation(published=False)
    event = factories.make_event()
    drafts.save_draft(event, revisions.take_snapshot(event), by=None, at=LATER)
    restore_as(drafts.draft_of(event.uid).revision, with_foreign_keys(str(named.uid)))
    assert waiting_drafts(named) == []
    workflow.delete(named, by=None, at=LATER)
    assert not Organisation.objects.filter(pk=named.pk).exists()


def test_a_merge_and_its_undoing_go_on_from_an_older_draft():
    kept, merged = factories.make_organisation(), factories.make_organisation()
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="host")
    part = Participation(organisation=merged, role=role)
    event = factories.make_event(parts=[part], venue_en="Phnom Penh")
    waits_since_before(event, lambda stored: stored["fields"].pop("venue_en"))
    merge = merging.merge(kept, merged, by=None, at=LATER)
    assert _organisations(event) == {str(kept.uid)}
    assert editing.open_edit(event).is_overtaken is False
    unmerging.undo_merge(merge, by=None, at=STILL_LATER)
    assert _organisations(event) == {str(merged.uid)}
    assert drafts.draft_of(event.uid).revision.content == revisions.take_snapshot(event)


def test_no_query_is_spent_where_nothing_came(django_assert_num_queries):
    event = factories.make_event()
    drafts.save_draft(event, revisions.take_snapshot(event), by=None, at=LATER)
    with django_assert_num_queries(1):
        drafts.draft_of(event.uid)
    assert Draft.objects.count() == 1 == Revision.objects.filter(is_pending=True).count()


def _organisations(event: Event) -> set[str]:
    content = drafts.draft_of(event.uid).revision.content
    return {entry["fields"]["organisation"] for entry in content["parts"]["participation"]}
