"""A reviewer decides on the version that was read, on the whole of it and on no other."""

import datetime as dt

import pytest

from cooperation.models import Draft, Organisation, Participation
from cooperation.publishing import drafts, reviewing, seen_marks, workflow
from cooperation.publishing.errors import ChangedMeanwhile, InvalidRecord, NotPermitted, NotReady
from cooperation.publishing.revisions import take_snapshot
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.publishing.acts import LATER, STILL_LATER, refused, term

pytestmark = pytest.mark.django_db


def proposed(event, *, by=None, **fields):
    """Let a change of a live event wait, and return what a reviewer reads."""
    content = take_snapshot(event)
    content["fields"] |= fields
    drafts.save_draft(event, content, by=by, at=LATER, reason="Better.")
    drafts.submit(event, by=by, at=LATER)
    return reviewing.open_review(event, at=LATER)


def unfinished():
    """Return a draft event that names a draft organisation."""
    hidden = factories.make_organisation(name="Hidden", published=False)
    part = Participation(organisation=hidden, role=term(SchemeCode.EVENT_ROLE, "speaker"))
    return factories.make_event(published=False, parts=[part]), hidden


def test_a_change_is_reviewed_against_what_is_live():
    event = factories.make_event(date="2025")
    review = proposed(event, date="2026")
    assert review.is_waiting
    assert review.content_before["fields"]["date"] == "2025"
    assert review.shown.content["fields"]["date"] == "2026"
    assert [step.action for step in review.steps] == ["submit", "draft"]
    assert (review.problems, review.named) == ([], [])
    event.refresh_from_db()
    assert event.date == "2025"


def test_a_record_never_public_is_reviewed_whole():
    review = reviewing.open_review(factories.make_event(published=False), at=LATER)
    assert review.content_before is None
    assert [step.action for step in review.steps] == ["save"]


def test_one_that_was_public_is_reviewed_against_what_readers_saw_last():
    event = factories.make_event(date="2025")
    workflow.withdraw(event, by=None, at=LATER)
    event.date = "2026"
    workflow.save(Row(event), by=None, at=LATER)
    review = reviewing.open_review(event, at=LATER)
    assert review.content_before["fields"]["date"] == "2025"


def test_nothing_waits_of_a_live_record_without_a_draft():
    assert not reviewing.open_review(factories.make_event(), at=LATER).is_waiting


def test_what_stops_publication_is_said_and_what_it_names():
    event, hidden = unfinished()
    review = reviewing.open_review(event, at=LATER)
    assert review.problems == [
        "A meeting, participation: “Hidden” is not public for as long as this record. "
        "Publish it too."
    ]
    assert (review.named, review.problems_together) == ([hidden], [])


def test_a_draft_that_cannot_stand_says_why():
    event = factories.make_event()
    review = proposed(event, end_time="10:00:00")
    assert review.problems == ["An end time needs a start time."]


def test_what_was_reviewed_is_published():
    event = factories.make_event()
    review = proposed(event, date="2026")
    done = reviewing.approve(event, reviewed=str(review.shown.pk), by=None, at=LATER)
    event.refresh_from_db()
    assert (done, event.date, Draft.objects.count()) == ([event], "2026", 0)


@pytest.mark.parametrize("act", ["approve", "schedule", "request"])
def test_another_version_than_the_one_read_is_not_decided_on(act):
    event = factories.make_event()
    reviewed = str(proposed(event, date="2026").shown.pk)
    proposed(event, date="2027")
    given = {"reviewed": reviewed, "by": None, "at": LATER}
    acts = {
        "approve": lambda: reviewing.approve(event, **given),
        "schedule": lambda: reviewing.approve(event, go_live_at=STILL_LATER, **given),
        "request": lambda: reviewing.request_changes(event, note="No.", **given),
    }
    refused(acts[act], ChangedMeanwhile)
    assert Draft.objects.get().state == "in_review"


def test_a_change_is_scheduled_and_a_first_publication_too():
    event, draft = factories.make_event(), factories.make_event(published=False)
    for record, review in (
        (event, proposed(event, date="2026")),
        (draft, reviewing.open_review(draft, at=LATER)),
    ):
        given = {"reviewed": str(review.shown.pk), "by": None, "at": LATER}
        reviewing.approve(record, go_live_at=STILL_LATER, **given)
    assert [(d.state, d.go_live_at) for d in Draft.objects.all()] == [("scheduled", STILL_LATER)]
    draft.refresh_from_db()
    assert (draft.is_public(LATER), draft.is_public(STILL_LATER)) == (False, True)


def test_records_that_it_names_are_published_with_it():
    event, hidden = unfinished()
    review = reviewing.open_review(event, at=LATER)
    given = {"reviewed": str(review.shown.pk), "by": None, "at": LATER}
    refused(lambda: reviewing.approve(event, **given), NotReady)
    done = reviewing.approve(event, with_named=seen_marks.mark_seen(review.named), **given)
    assert done == [event, hidden]
    assert {record.is_public(LATER) for record in done} == {True}


def test_one_that_was_changed_or_came_meanwhile_is_not_published_with_it():
    event, hidden = unfinished()
    review = reviewing.open_review(event, at=LATER)
    given = {"reviewed": str(review.shown.pk), "by": None, "at": LATER}
    mark = seen_marks.mark_seen(review.named)
    refused(lambda: reviewing.approve(event, with_named="", **given), ChangedMeanwhile)
    hidden.name_en = "Another"
    workflow.save(Row(hidden), by=None, at=LATER)
    refused(lambda: reviewing.approve(event, with_named=mark, **given), ChangedMeanwhile)
    assert Organisation.objects.published(at=LATER).count() == 0


def test_a_contributor_decides_nothing():
    contributor = factories.make_user(group="contributor")
    event = factories.make_event()
    review = proposed(event, by=contributor, date="2026")
    given = {"reviewed": str(review.shown.pk), "by": contributor, "at": LATER}
    refused(lambda: reviewing.approve(event, **given), NotPermitted)
    refused(lambda: reviewing.request_changes(event, note="No.", **given), NotPermitted)


def test_changes_are_requested_with_a_comment():
    event = factories.make_event()
    review = proposed(event, date="2026")
    given = {"reviewed": str(review.shown.pk), "by": None, "at": LATER + dt.timedelta(hours=1)}
    refused(lambda: reviewing.request_changes(event, note=" ", **given), InvalidRecord)
    reviewing.request_changes(event, note="Which day?", **given)
    draft = Draft.objects.get()
    assert (draft.state, draft.note) == ("changes_requested", "Which day?")
    assert reviewing.open_review(event, at=LATER).shown.content["fields"]["date"] == "2026"
