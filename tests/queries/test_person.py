import pytest

from cooperation.documents.loading import Loader
from cooperation.models import CommitmentParty, Participation, StatementSpeaker
from cooperation.queries.person import PEOPLE
from cooperation.queries.records import record_detail
from tests.factories import (
    AT,
    make_commitment,
    make_event,
    make_organisation,
    make_person,
    make_statement,
    make_term,
)

pytestmark = pytest.mark.django_db


def shown(person):
    return record_detail(PEOPLE, {"slug": person.slug}, Loader(at=AT))


def test_what_a_person_said_did_and_promised_also_through_another():
    minister, deputy = make_person(name="Minister"), make_person(name="Deputy")
    role = make_term(scheme="event-role", code="speaker")
    stood_in = Participation(person=deputy, on_behalf_of=minister, role=role)
    event = make_event(title="Course", date="2025", parts=[stood_in])
    own = StatementSpeaker(person=minister)
    make_statement(text="Own", event=event, parts=[own])
    spoken_for = StatementSpeaker(person=deputy, on_behalf_of=minister)
    make_statement(text="For", event=event, said_on="2026", parts=[spoken_for])
    make_statement(text="Other", event=event, parts=[StatementSpeaker(person=deputy)])
    make_commitment(title="Promise", parts=[CommitmentParty(person=minister)])

    found = shown(minister)

    assert [row["text"] for row in found["statements"]] == ["For", "Own"]
    assert [
        (row["event"]["name"], row["person"]["name"], row["on_behalf_of"]["name"])
        for row in found["events"]
    ] == [("Course", "Deputy", "Minister")]
    assert [row["title"] for row in found["commitments"]] == ["Promise"]
    assert [row["text"] for row in shown(deputy)["statements"]] == ["For", "Other"]


@pytest.mark.past_publishing
def test_nothing_hidden_is_named():
    person = make_person()
    hidden = make_organisation(name="HIDDEN", published=False)
    role = make_term(scheme="event-role", code="speaker")
    event, draft = make_event(), make_event(title="HIDDEN", published=False)
    Participation.objects.create(event=event, person=person, organisation=hidden, role=role)
    Participation.objects.create(event=draft, person=person, role=role)
    statement = make_statement(event=event)
    StatementSpeaker.objects.create(statement=statement, person=person, organisation=hidden)
    commitment = make_commitment(title="HIDDEN", published=False)
    CommitmentParty.objects.create(commitment=commitment, person=person)

    found = shown(person)

    assert "HIDDEN" not in str(found)
    names = ("positions", "statements", "events", "commitments")
    assert [found[f"{name}_count"] for name in names] == [0, 0, 0, 0]
