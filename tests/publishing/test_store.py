"""The store holds what the public may see, and nothing else, in the act that changes it."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cooperation.documents.making import version
from cooperation.kinds.registry import public_id
from cooperation.models import (
    Citation,
    Event,
    EventLink,
    Participation,
    ProgrammeOrganisation,
    PublicDocument,
    PublicRecord,
)
from cooperation.publishing import drafts, store, telling, workflow
from cooperation.publishing.checking_store import find_store_differences
from cooperation.publishing.revisions import last_revision
from cooperation.publishing.store import PAST
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def row_of(record) -> PublicRecord | None:
    return PublicRecord.objects.filter(pk=public_id(type(record), record.pk)).first()


def document_of(record) -> PublicDocument:
    return PublicDocument.objects.get(pk=public_id(type(record), record.pk))


def is_past(record) -> bool:
    return document_of(record).until == PAST


def linked(to_event: Event) -> Event:
    link = EventLink(kind="follows", to_event=to_event)
    return factories.make_event(title="Assembly", slug="assembly", parts=[link])


@pytest.mark.parametrize("state", ["draft", "withdrawn", "deleted"])
def test_what_is_not_published_has_no_row(state):
    event = factories.make_event(published=state != "draft")
    if state == "withdrawn":
        workflow.withdraw(event, by=None, at=AT)
    if state == "deleted":
        workflow.delete(event, by=None, at=AT)
    assert not PublicRecord.objects.filter(kind="event").exists()
    assert not PublicDocument.objects.filter(record__kind="event").exists()


def test_a_change_that_waits_is_not_stored_until_it_is_published():
    event = factories.make_event(title="Forum")
    content = last_revision(event.uid).content
    changed = {**content, "fields": {**content["fields"], "title_en": "Assembly"}}
    drafts.save_draft(event, changed, by=None, at=AT)
    assert b"Forum" in bytes(document_of(event).card)
    workflow.publish(event, by=None, at=AT)
    assert b"Assembly" in bytes(document_of(event).card)
    assert b"Assembly" in bytes(row_of(event).reference)


def test_a_new_name_renews_no_document_of_others():
    ministry = factories.make_organisation(name="A ministry", slug="ministry")
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="host")
    event = factories.make_event(parts=[Participation(organisation=ministry, role=role)])
    before = document_of(event)
    ministry.name_en = "Another name"
    workflow.save(
        Row(ministry), parts=[Row(Citation.objects.get(organisation=ministry))], by=None, at=AT
    )
    after = document_of(event)
    assert (bytes(after.more), after.until) == (bytes(before.more), None)
    assert b"Another name" in bytes(row_of(ministry).reference)


def test_a_new_day_of_an_event_is_that_of_what_was_said_there():
    event = factories.make_event(date="2024-05-03")
    statement = factories.make_statement(event=event, setting="at_event")
    event.date = "2024-05-04"
    workflow.save(Row(event), parts=[Row(Citation.objects.get(event=event))], by=None, at=AT)
    assert is_past(statement)


def test_links_are_told_at_both_ends_as_long_as_they_stand():
    first = factories.make_event(title="Forum", slug="forum")
    second = linked(first)
    assert is_past(first)
    call_command("renew_store")
    assert b'"direction":"in"' in bytes(document_of(first).more)
    workflow.save(Row(second), parts=[Row(Citation.objects.get(event=second))], by=None, at=AT)
    assert is_past(first)
    call_command("renew_store")
    assert b'"direction":"in"' not in bytes(document_of(first).more)


def test_events_tell_who_funds_the_programmes_that_they_are_linked_to():
    programme = factories.make_programme()
    event = factories.make_event(parts=[EventLink(kind="part_of", programme=programme)])
    role = factories.make_term(scheme=SchemeCode.PROGRAMME_ROLE, code="1")
    funder = ProgrammeOrganisation(organisation=factories.make_organisation(), role=role)
    cited = Row(Citation.objects.get(programme=programme))
    workflow.save(Row(programme), parts=[cited, Row(funder)], by=None, at=AT)
    assert is_past(event)


def test_what_names_a_record_for_a_time_holds_until_that_is_over():
    soon = timezone.now() + DAY
    source = factories.make_source(expire_at=soon)
    event = factories.make_event(source=source, expire_at=soon)
    assert document_of(event).until == soon


def test_what_goes_live_later_is_shown_from_then_on():
    soon = timezone.now() + DAY
    event = factories.make_event(go_live_at=soon)
    assert (row_of(event).go_live_at, document_of(event).until) == (soon, soon)


def test_a_commitment_holds_until_the_day_on_which_it_stands_otherwise():
    due = timezone.localdate() + 3 * DAY
    commitment = factories.make_commitment(due=due.isoformat())
    until = document_of(commitment).until
    assert until is not None
    assert timezone.localtime(until).date() == due + DAY


def test_everything_is_made_anew_by_another_version():
    event = factories.make_event(title="Forum")
    PublicDocument.objects.update(version=version() + 1, card=b"old")
    call_command("rebuild_store", if_needed=True)
    assert b"Forum" in bytes(document_of(event).card)
    PublicDocument.objects.update(card=b"kept")
    call_command("rebuild_store", if_needed=True)
    assert bytes(document_of(event).card) == b"kept"
    call_command("rebuild_store")


def test_one_bad_record_stops_no_rebuild(monkeypatch, capsys):
    events = [factories.make_event(slug=f"forum-{number}") for number in range(3)]
    PublicDocument.objects.filter(record__kind="event").delete()
    made = store.documents_of

    def failing(model, pks, *, at):
        assert not (model is Event and events[1].pk in pks)
        return made(model, pks, at=at)

    monkeypatch.setattr(store, "documents_of", failing)
    with pytest.raises(CommandError, match="1 failed"):
        call_command("rebuild_store")
    slugs = PublicDocument.objects.filter(record__kind="event").values_list("record__slug")
    assert sorted(slugs) == [("forum-0",), ("forum-2",)]


@pytest.mark.past_publishing
def test_a_dependency_that_nobody_follows_is_named(monkeypatch):
    monkeypatch.setattr(telling, "TOLD_BY", {})
    event = factories.make_event(date="2024-05-03")
    factories.make_statement(event=event, setting="at_event", slug="words")
    event.date = "2024-05-04"
    workflow.save(Row(event), parts=[Row(Citation.objects.get(event=event))], by=None, at=AT)
    [told] = find_store_differences(at=timezone.now())
    assert told == "statement words: its card tells something else than the records do."


@pytest.mark.past_publishing
@pytest.mark.parametrize(
    "change", [{"slug": "other"}, {"state": "archived"}, {"title_km": "Other", "title_en": "Other"}]
)
def test_what_changed_past_publishing_is_named(change):
    event = factories.make_event()
    Event.objects.filter(pk=event.pk).update(**change)
    with pytest.raises(CommandError, match="Run rebuild_store"):
        call_command("check_store")
