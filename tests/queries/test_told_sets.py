"""What records tell of those they name follows each change, by every way that tells it."""

import pytest
from django.utils import timezone

from cooperation.kinds.told import ACTS_FOR, HELD_BY, HOLDS, ROLE
from cooperation.models import CommitmentParty, Participation, Position, StatementSpeaker
from cooperation.publishing import workflow
from cooperation.publishing.checking_sets import find_set_differences
from cooperation.queries.kept_sets import kept_sets
from tests import factories
from tests.queries.asking import role, took_part

pytestmark = pytest.mark.django_db


def told(kind: str, dimension: str, value: int) -> list[int]:
    return [*kept_sets(kind).records(dimension, str(value))]


def test_what_one_record_no_longer_tells_another_may_tell_still():
    person, body = factories.make_person(), factories.make_organisation()
    both = {"person": person, "organisation": body}
    meeting = factories.make_event(parts=[took_part("speaker", **both)])
    again = factories.make_event(parts=[took_part("guest", **both), took_part("speaker", **both)])
    factories.make_statement(parts=[StatementSpeaker(**both)])
    speaker, guest = role("speaker").pk, role("guest").pk
    for kind, named in (("person", person), ("organisation", body)):
        assert told(kind, ROLE, speaker) == told(kind, ROLE, guest) == [named.pk]
    workflow.withdraw(again, by=None, at=factories.AT)
    for kind, named in (("person", person), ("organisation", body)):
        assert (told(kind, ROLE, speaker), told(kind, ROLE, guest)) == ([named.pk], [])
    workflow.delete(meeting, by=None, at=factories.AT)
    assert told("person", ROLE, speaker) == told("organisation", ROLE, speaker) == []
    assert told("person", ACTS_FOR, body.pk) == [person.pk]
    assert list(find_set_differences(at=timezone.now())) == []


def test_whoever_is_in_a_post_is_told_by_events_statements_and_positions():
    post = factories.make_post()
    holder = factories.make_person(parts=[Position(post=post)])
    proxy, sender = factories.make_person(), factories.make_person()
    row = Participation(
        role=role("guest"), person=proxy, on_behalf_of=sender, on_behalf_of_post=post
    )
    event = factories.make_event(parts=[row])
    assert told("person", HOLDS, post.pk) == [holder.pk, sender.pk]
    assert told("post", HELD_BY, sender.pk) == told("post", HELD_BY, holder.pk) == [post.pk]
    assert told("post", HELD_BY, proxy.pk) == []
    workflow.withdraw(event, by=None, at=factories.AT)
    assert told("person", HOLDS, post.pk) == [holder.pk]
    assert told("post", HELD_BY, sender.pk) == []


def test_a_commitment_tells_for_whom_people_act():
    person, body = factories.make_person(), factories.make_organisation()
    factories.make_commitment(parts=[CommitmentParty(person=person, organisation=body)])
    assert told("person", ACTS_FOR, body.pk) == [person.pk]
