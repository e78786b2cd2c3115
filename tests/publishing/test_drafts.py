"""What waits beside live records, until it takes its place or goes."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cooperation.models import Draft, OtherName, Person, Revision
from cooperation.publishing import checking, content_writing, drafts, due, revisions, workflow
from cooperation.publishing.errors import (
    InvalidRecord,
    NotPermitted,
    NotReady,
    Overtaken,
    StillNamed,
)
from cooperation.publishing.workflow import Row
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

LATER = AT + dt.timedelta(days=1)


def changed(record, **fields):
    """Return what the record holds, with other values in some of its fields."""
    content = revisions.take_snapshot(record)
    return content | {"fields": content["fields"] | fields}


def propose(record, by=None, **fields) -> Draft:
    return drafts.save_draft(record, changed(record, **fields), by=by, at=AT)


def test_a_proposal_leaves_the_rows_and_takes_their_place_when_published():
    person = factories.make_person(name="Chan Dara", parts=[OtherName(name="Dara C.")])
    content = changed(person, name_en="Chan Darith")
    content["parts"] = {**content["parts"], "othername": []}
    drafts.save_draft(person, content, by=None, at=AT)
    person.refresh_from_db()
    assert (person.name, person.other_names.count()) == ("Chan Dara", 1)
    assert drafts.revision_shown(person.uid).title == "Chan Darith"
    workflow.publish(person, by=None, at=LATER)
    person.refresh_from_db()
    assert (person.name, person.other_names.count()) == ("Chan Darith", 0)
    assert person.published_at == LATER
    assert drafts.draft_of(person.uid) is None
    assert list(checking.find_differences()) == []


def test_two_proposals_leave_one_draft_and_two_revisions():
    person = factories.make_person(name="Chan Dara")
    base = revisions.last_revision(person.uid)
    first = propose(person, name_en="Chan Darith")
    second = propose(person, name_en="Chan Dareth")
    assert (first.pk, second.revision.title, second.base) == (second.pk, "Chan Dareth", base)
    waiting = Revision.objects.filter(record_uid=person.uid, is_pending=True)
    assert sorted(waiting.values_list("title", flat=True)) == ["Chan Dareth", "Chan Darith"]


def test_a_change_in_review_stays_there_and_a_scheduled_one_is_a_draft_again():
    person = factories.make_person(name="Chan Dara")
    propose(person, name_en="Chan Darith")
    drafts.submit(person, by=None, at=AT)
    assert propose(person, name_en="Chan Dareth").state == "in_review"
    drafts.schedule_draft(person, go_live_at=LATER, by=None, at=AT)
    assert propose(person, name_en="Chan Darath").state == "draft"


def test_a_draft_that_is_overtaken_does_not_take_its_place():
    person = factories.make_person(name="Chan Dara")
    propose(person, name_en="Chan Darith")
    person.sort_name = "Dara, Chan"
    workflow.save(Row(person), by=None, at=AT)
    with pytest.raises(Overtaken):
        workflow.publish(person, by=None, at=AT)
    person.refresh_from_db()
    assert person.name == "Chan Dara"


def test_a_draft_that_the_fields_refuse_does_not_take_its_place():
    event = factories.make_event()
    propose(event, end_time="10:00:00")
    with pytest.raises((ValidationError, IntegrityError)):
        workflow.publish(event, by=None, at=AT)
    assert drafts.draft_of(event.uid) is not None


def test_no_two_records_wait_for_one_address():
    first, second = factories.make_person(name="A"), factories.make_person(name="B")
    propose(first, slug="the-same")
    for slug in ("the-same", "a"):
        with pytest.raises(InvalidRecord):
            propose(second, slug=slug)
    propose(second, slug="another")


def test_what_a_draft_names_is_not_deleted():
    ministry = factories.make_organisation(name="A ministry")
    post = factories.make_post(label="A minister")
    propose(post, organisation=str(ministry.uid))
    with pytest.raises(StillNamed, match="the draft of “A minister”"):
        workflow.delete(ministry, by=None, at=AT)


def test_a_schedule_refuses_what_could_not_be_public_then():
    ministry = factories.make_organisation(name="A ministry", published=False)
    post = factories.make_post(label="A minister")
    propose(post, organisation=str(ministry.uid))
    with pytest.raises(NotReady, match="“A ministry” is not public"):
        drafts.schedule_draft(post, go_live_at=LATER, by=None, at=AT)
    assert drafts.draft_of(post.uid).state == "draft"
    post.refresh_from_db()
    assert post.organisation is None


def test_what_is_due_is_published_once_and_what_is_not_ready_goes_back():
    first, second = factories.make_person(name="A"), factories.make_post(label="B")
    third, ministry = factories.make_person(name="C"), factories.make_organisation()
    for record, fields in (
        (first, {"name_en": "A changed"}),
        (second, {"label_en": "B changed", "organisation": str(ministry.uid)}),
        (third, {"name_en": "C changed"}),
    ):
        propose(record, **fields)
    drafts.schedule_draft(first, go_live_at=LATER, by=None, at=AT)
    drafts.schedule_draft(second, go_live_at=LATER, by=None, at=AT)
    drafts.schedule_draft(third, go_live_at=LATER + dt.timedelta(days=9), by=None, at=AT)
    workflow.withdraw(ministry, by=None, at=AT)
    assert list(due.publish_due(AT)) == []
    outcomes = list(due.publish_due(LATER))
    assert [(found.title, bool(found.refusal)) for found in outcomes] == [
        ("A changed", False),
        ("B changed", True),
    ]
    assert Person.objects.get(pk=first.pk).name == "A changed"
    assert (drafts.draft_of(second.uid).state, drafts.draft_of(third.uid).state) == (
        "changes_requested",
        "scheduled",
    )
    assert list(due.publish_due(LATER)) == []


def test_only_its_author_or_a_publisher_discards_a_draft():
    person = factories.make_person(name="Chan Dara")
    author = factories.make_user(group="contributor", username="author")
    other = factories.make_user(group="contributor", username="other")
    propose(person, by=author, name_en="Chan Darith")
    with pytest.raises(NotPermitted):
        drafts.discard(person, by=other, at=AT)
    drafts.discard(person, by=factories.make_user(group="publisher"), at=AT)
    assert drafts.draft_of(person.uid) is None
    assert list(checking.find_differences()) == []


def test_a_request_needs_words_and_something_in_review():
    person = factories.make_person(name="Chan Dara", published=False)
    with pytest.raises(InvalidRecord):
        drafts.return_draft(person, by=None, at=AT, note="Which source?")
    drafts.submit(person, by=None, at=AT)
    with pytest.raises(InvalidRecord):
        drafts.return_draft(person, by=None, at=AT, note="  ")
    draft = drafts.return_draft(person, by=None, at=AT, note="Which source?")
    assert (draft.state, draft.note) == ("changes_requested", "Which source?")


def test_the_review_of_a_record_not_yet_public_follows_its_rows():
    person = factories.make_person(name="Chan Dara", published=False)
    drafts.submit(person, by=None, at=AT)
    person.name_en = "Chan Darith"
    workflow.save(Row(person), by=None, at=AT)
    draft = drafts.draft_of(person.uid)
    assert (draft.state, draft.revision.title) == ("in_review", "Chan Darith")
    workflow.publish(person, by=None, at=AT)
    assert drafts.draft_of(person.uid) is None


def test_laying_a_content_over_rows_gives_just_that_content():
    term = factories.make_term(scheme="theme", code="wages")
    event = factories.make_event(places=[factories.make_place()])
    content = revisions.take_snapshot(event)
    event.places.clear()
    event.record_terms.create(term=term)
    event.citations.all().delete()
    laid, lost, *_rest = content_writing.write_content(type(event), event.uid, content)
    assert (revisions.take_snapshot(laid), lost) == (content, [])


def test_what_a_content_names_and_is_gone_is_said():
    ministry = factories.make_organisation(name="A ministry", published=False)
    post = factories.make_post(label="A minister", published=False, organisation=ministry)
    content = revisions.take_snapshot(post)
    post.organisation = None
    workflow.save(Row(post), by=None, at=AT)
    workflow.delete(ministry, by=None, at=AT)
    laid, lost, *_rest = content_writing.write_content(type(post), post.uid, content)
    assert (laid.organisation, lost) == (None, ["post, organisation"])
