"""What organisations show of the organisations that are part of them."""

import pytest

from cooperation.models import (
    CommitmentParty,
    Participation,
    Position,
    ProgrammeOrganisation,
    StatementSpeaker,
)
from cooperation.publishing.workflow import Row
from cooperation.queries.organisation import ORGANISATIONS
from tests.factories import (
    make_commitment,
    make_event,
    make_organisation,
    make_person,
    make_post,
    make_programme,
    make_statement,
    make_term,
)
from tests.queries.rolling_up import cost, counts, held, own, shown

pytestmark = pytest.mark.django_db

OF_ORGANISATIONS = ("statements", "commitments", "events", "programmes", "posts")


def body_with_part(number: int = 0, body=None):
    """Return an organisation with a part that did one of everything."""
    body = body or make_organisation(name=f"Body {number}")
    office = make_organisation(name=f"Office {number}", parent=body)
    post = make_post(label=f"Director {number}", organisation=office)
    person = make_person(name=f"Person {number}", parts=[Position(post=post)])
    speaker = Participation(
        organisation=office, role=make_term(scheme="event-role", code="speaker")
    )
    make_event(title=f"Forum {number}", parts=[speaker])
    make_statement(text="Said for it", parts=[StatementSpeaker(organisation=office)])
    by_post = Row(StatementSpeaker(person=person), {"posts": [post]})
    make_statement(text="Said in its post", parts=[by_post])
    both = [StatementSpeaker(organisation=office), StatementSpeaker(organisation=body)]
    make_statement(text="Said together", parts=both)
    make_commitment(title="Promised", parts=[CommitmentParty(organisation=office)])
    funding = make_term(scheme="programme-role", code="funding")
    make_programme(
        title=f"Project {number}", parts=[ProgrammeOrganisation(organisation=office, role=funding)]
    )
    return body


def test_an_organisation_shows_what_its_parts_hold():
    body = body_with_part()
    via = ("part", "Office 0")

    assert held(body, "statements", "text", subject=ORGANISATIONS) == [
        ("Said for it", *via),
        ("Said in its post", *via),
    ]
    assert held(body, "commitments", "title", subject=ORGANISATIONS) == [("Promised", *via)]
    assert held(body, "events", "event", "name", subject=ORGANISATIONS) == [("Forum 0", *via)]
    assert held(body, "programmes", "programme", "name", subject=ORGANISATIONS) == [
        ("Project 0", *via)
    ]
    [post] = shown(body, ORGANISATIONS)["rolled_up_posts"]
    assert (post["post"]["name"], post["via"]["record"]["name"]) == ("Director 0", "Office 0")
    assert [holder["person"]["name"] for holder in post["holders"]] == ["Person 0"]


@pytest.mark.past_publishing
def test_nothing_of_a_hidden_part_is_told_of_an_organisation():
    body = body_with_part()
    office = body.children.get()
    office.state = "draft"
    office.save()

    assert counts(body, OF_ORGANISATIONS, ORGANISATIONS) == dict.fromkeys(OF_ORGANISATIONS, 0)


def test_three_parts_cost_as_many_queries_as_one_and_none_the_look_alone():
    one, three = body_with_part(1), make_organisation(name="Bodies")
    for number in range(3):
        body_with_part(number + 2, three)
    alone = make_organisation(name="Alone")

    assert cost(one, ORGANISATIONS) == cost(three, ORGANISATIONS)
    assert cost(alone, ORGANISATIONS) - cost(alone, own(ORGANISATIONS)) == 1
