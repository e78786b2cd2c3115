import pytest
from django.core.exceptions import ValidationError

from cooperation.models import (
    Citation,
    Event,
    EventLink,
    OtherName,
    Participation,
    Revision,
)
from cooperation.publishing import workflow
from cooperation.publishing.errors import NotReady, StillNamed
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.event import EventLinkKind
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import Action, State
from tests import factories
from tests.publishing.acts import LATER, STILL_LATER, refused, revisions, term

pytestmark = pytest.mark.django_db


AT = factories.AT


def test_a_save_keeps_the_record_and_its_parts_in_a_revision(django_user_model):
    editor = factories.make_user()
    event = Event(title_en="A forum", kind=term(SchemeCode.EVENT_KIND, "forum"), date="2026-03")
    name = OtherName(name="The forum")
    revision = workflow.save(Row(event), parts=[Row(name)], by=editor, at=AT, reason="From a paper")
    event.refresh_from_db()
    assert (event.state, event.slug, event.published_at) == (State.DRAFT, "a-forum", None)
    found = (revision.record_type, revision.record_uid, revision.title, revision.action)
    assert found == ("event", event.uid, "A forum", Action.SAVE)
    by = (revision.user, revision.at, revision.reason, revision.is_public)
    assert by == (editor, AT, "From a paper", False)
    assert revision.content["fields"]["date"] == "2026-03"
    assert revision.content["fields"]["title_en"] == "A forum"
    assert revision.content["parts"] == {
        "othername": [
            {
                "id": str(name.pk),
                "fields": {"position": 0, "name": "The forum", "language": "", "kind": "alias"},
            }
        ]
    }


def test_parts_left_out_are_deleted_and_none_leaves_them():
    event = factories.make_event(published=False, parts=[OtherName(name="A"), OtherName(name="B")])
    kept = event.other_names.get(name="B")
    workflow.save(Row(event), by=None, at=LATER)
    assert event.other_names.count() == 2
    workflow.save(Row(event), parts=[Row(kept)], by=None, at=LATER)
    assert list(event.other_names.all()) == [kept]
    assert event.citations.count() == 0


def test_many_to_many_values_are_written_and_kept():
    place = factories.make_place()
    event = factories.make_event(places=[place], published=False)
    assert list(event.places.all()) == [place]
    revision = workflow.save(Row(event, {"places": []}), by=None, at=LATER)
    assert list(event.places.all()) == []
    assert revision.content["links"] == {"places": []}


def test_a_value_that_a_field_refuses_changes_nothing():
    event = factories.make_event(published=False)
    event.date = "on Tuesday"
    refused(lambda: workflow.save(Row(event), by=None, at=LATER), ValidationError)


def test_a_part_that_is_refused_undoes_the_whole_save():
    event = factories.make_event(published=False)
    event.title_en = "Renamed"
    nobody = Participation(role=term(SchemeCode.EVENT_ROLE, "speaker"))
    message = refused(
        lambda: workflow.save(Row(event), parts=[Row(nobody)], by=None, at=LATER), ValidationError
    )
    assert "Name a person, an organisation or both." in message


def test_publication_marks_the_record_and_keeps_a_revision():
    event = factories.make_event(published=False)
    workflow.publish(event, by=None, at=LATER, reason="Checked")
    event.refresh_from_db()
    assert (event.state, event.first_published_at, event.published_at) == (
        "published",
        LATER,
        LATER,
    )
    assert revisions(event) == [("save", False), ("publish", True)]
    last = Revision.objects.filter(record_uid=event.uid).first()
    assert (last.reason, last.content["fields"]["state"]) == ("Checked", "published")


def test_the_first_publication_is_remembered():
    event = factories.make_event()
    workflow.withdraw(event, by=None, at=LATER)
    workflow.publish(event, by=None, at=STILL_LATER)
    event.refresh_from_db()
    assert (event.first_published_at, event.published_at) == (AT, STILL_LATER)
    assert revisions(event) == [
        ("save", False),
        ("publish", True),
        ("withdraw", False),
        ("publish", True),
    ]


def test_a_live_record_that_is_saved_stays_public_and_says_when():
    event = factories.make_event()
    event.title_en = "Renamed"
    revision = workflow.save(Row(event), by=None, at=LATER)
    event.refresh_from_db()
    assert (event.state, event.published_at) == ("published", LATER)
    assert (revision.is_public, revision.action) == (True, "save")
    assert revision.content["fields"]["published_at"] == LATER.isoformat()


def test_a_scheduled_publication_is_not_public_yet():
    event = factories.make_event(go_live_at=STILL_LATER)
    assert revisions(event) == [("save", False), ("publish", False)]


def test_a_record_without_a_citation_is_not_published():
    event = factories.make_event(published=False, cited=False)
    message = refused(lambda: workflow.publish(event, by=None, at=LATER), NotReady)
    assert message == "A meeting: No source is cited. Add at least one citation."


def test_a_live_record_cannot_be_saved_without_its_citations():
    event = factories.make_event(parts=[OtherName(name="A name")])
    event.title_en = "Renamed"
    save = lambda: workflow.save(Row(event), parts=[], by=None, at=LATER)  # noqa: E731
    assert "No source is cited" in refused(save, NotReady)


def test_a_live_record_cannot_come_to_name_a_draft():
    event = factories.make_event()
    event.parent = factories.make_event(title="A series", published=False)
    save = lambda: workflow.save(Row(event), by=None, at=LATER)  # noqa: E731
    assert "“A series” is not public for as long as this record." in refused(save, NotReady)


def test_a_set_is_published_whole_or_not_at_all():
    ready = factories.make_event(published=False)
    unready = factories.make_event(title="Uncited", published=False, cited=False)
    act = lambda: workflow.publish_set([ready, unready], by=None, at=LATER)  # noqa: E731
    assert refused(act, NotReady).startswith("Uncited: No source is cited.")


def test_records_that_name_each_other_are_published_in_one_act():
    first = factories.make_event(title="First", published=False)
    second = factories.make_event(title="Second", published=False)
    for owner, target in ((first, second), (second, first)):
        link = EventLink(to_event=target, kind=EventLinkKind.FOLLOWS)
        cited = Citation(source=factories.make_source())
        workflow.save(Row(owner), parts=[Row(link), Row(cited)], by=None, at=AT)
    for one in (first, second):
        refused(lambda one=one: workflow.publish(one, by=None, at=LATER), NotReady)
    workflow.publish_set([first, second], by=None, at=LATER)
    assert set(Event.objects.published(at=LATER)) == {first, second}
    for one in (first, second):
        message = refused(lambda one=one: workflow.withdraw(one, by=None, at=LATER), StillNamed)
        assert message.endswith("Change or withdraw those first.")
    workflow.withdraw_set([first, second], by=None, at=STILL_LATER)
    assert not Event.objects.published(at=STILL_LATER).exists()
