"""A reason is for colleagues, unless it is meant for readers: then publication keeps it."""

import pytest

from cooperation.models import Revision
from cooperation.publishing import drafts, workflow
from cooperation.publishing.revisions import take_snapshot
from cooperation.publishing.workflow import Row
from tests import factories
from tests.publishing.acts import LATER, STILL_LATER

pytestmark = pytest.mark.django_db
GIVEN = {"reason": "The date was wrong.", "is_reason_public": True}


def last(record: object) -> tuple[str, bool]:
    revision = Revision.objects.filter(record_uid=record.uid).first()
    return revision.reason, revision.is_reason_public


def proposed(event: object, **given: object) -> None:
    content = take_snapshot(event)
    content["fields"]["date"] = "2026"
    drafts.save_draft(event, content, by=None, at=LATER, **given)


def test_a_reason_is_for_colleagues_unless_it_is_said_to_be_public():
    event = factories.make_event(published=False)
    workflow.save(Row(event), by=None, at=LATER, reason="Checked.")
    assert last(event) == ("Checked.", False)
    workflow.publish(event, by=None, at=LATER, **GIVEN)
    assert last(event) == ("The date was wrong.", True)


def test_no_reason_is_never_public():
    event = factories.make_event(published=False)
    workflow.publish(event, by=None, at=LATER, is_reason_public=True)
    assert last(event) == ("", False)


def test_a_change_is_published_with_the_reason_that_came_with_it_for_readers():
    event = factories.make_event()
    proposed(event, **GIVEN)
    drafts.submit(event, by=None, at=LATER, reason="Please look.")
    workflow.publish(event, by=None, at=STILL_LATER)
    assert last(event) == ("The date was wrong.", True)


def test_the_publishers_own_reason_goes_before_it():
    event = factories.make_event()
    proposed(event, **GIVEN)
    workflow.publish(event, by=None, at=STILL_LATER, reason="As agreed.")
    assert last(event) == ("As agreed.", False)


def test_a_reason_is_told_once_and_goes_with_a_discarded_draft():
    event = factories.make_event()
    proposed(event, **GIVEN)
    drafts.discard(event, by=None, at=LATER)
    proposed(event)
    workflow.publish(event, by=None, at=STILL_LATER)
    assert last(event) == ("", False)
    proposed(event, **GIVEN)
    workflow.publish(event, by=None, at=STILL_LATER)
    assert last(event)[1]
    workflow.publish(event, by=None, at=STILL_LATER)
    assert last(event) == ("", False)
