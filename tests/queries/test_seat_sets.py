"""The sets of each seat hold what the database finds of it."""

import pytest
from django.utils import timezone

from cooperation.models import CommitmentParty, Position, StatementSpeaker
from cooperation.publishing.workflow import Row
from cooperation.queries.generation import Present, present_state
from cooperation.queries.seat_sets import commitments_by_seat, statements_by_seat
from cooperation.queries.tripartite_sides import parties_with_seats, speakers_with_seats
from cooperation.vocabulary.commitment import Side
from tests import factories
from tests.guards import rows
from tests.guards.rows import OPEN, PUBLIC, SECRET

pytestmark = pytest.mark.django_db

BOTH = (Side.BY, Side.SAID_BY)


def by_sets(state: Present) -> list[dict[str, set[int]]]:
    found = [
        statements_by_seat(state),
        commitments_by_seat(state),
        commitments_by_seat(state, BOTH),
    ]
    return [{seat: {*pks} for seat, pks in of.items() if pks} for of in found]


def by_database() -> list[dict[str, set[int]]]:
    asked = [
        ("statement", speakers_with_seats()),
        ("commitment", parties_with_seats()),
        ("commitment", parties_with_seats(*BOTH)),
    ]
    found: list[dict[str, set[int]]] = []
    for root, seated in asked:
        found.append({})
        for pk, seat in seated.order_by().values_list(root, "seat"):
            found[-1].setdefault(seat, set()).add(pk)
    return found


@pytest.mark.past_publishing
def test_hidden_rows_have_no_seat():
    rows.write_lists()
    first = rows.write_roots(OPEN, PUBLIC)
    rows.write_roots(OPEN, PUBLIC, first)
    for name, state in rows.hidden_states(timezone.now()).items():
        rows.write_roots(SECRET + name, state, first)
    rows.index()

    assert by_sets(present_state(timezone.now())) == by_database()


def test_bodies_people_and_posts_are_placed_alike():
    union = factories.make_organisation(name="Union", constituent="workers")
    branch = factories.make_organisation(name="Branch", parent=union)
    ministry = factories.make_organisation(name="Ministry", constituent="government")
    post = factories.make_post(label="Minister", organisation=ministry)
    held = Position(post=post, period="2020/..")
    person = factories.make_person(name="Dara", parts=[held])
    deputy = {"on_behalf_of": person, "on_behalf_of_post": post}
    for speakers in (
        [],
        [StatementSpeaker(organisation=union), StatementSpeaker(organisation=branch)],
        [StatementSpeaker(organisation=union, **deputy)],
        [StatementSpeaker(person=person), StatementSpeaker(organisation=union)],
        [Row(StatementSpeaker(person=person), {"posts": [post]})],
    ):
        factories.make_statement(said_on="2022", parts=speakers)
    for side in Side:
        for who in ({"organisation": union}, {"organisation": branch}, {"person": person}):
            promised = [CommitmentParty(side=side, **who)]
            factories.make_commitment(made_on="2022", parts=promised)
    found = by_sets(present_state(timezone.now()))

    assert found == by_database()
    assert [{seat: len(pks) for seat, pks in of.items()} for of in found] == [
        {"workers": 2, "others": 1, "government": 3},
        {"workers": 1, "others": 1, "government": 1},
        {"workers": 2, "others": 2, "government": 2},
    ]
