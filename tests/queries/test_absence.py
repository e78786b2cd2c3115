import pytest
from django.utils import timezone

from cooperation.models import CommitmentParty, Position, StatementSpeaker
from cooperation.publishing.workflow import Row
from cooperation.queries.absence import Absence, Basis, explain_absence, only_in_parts
from cooperation.queries.generation import present_state
from cooperation.vocabulary.commitment import Side
from cooperation.vocabulary.organisation import Seat
from tests.factories import (
    make_commitment,
    make_organisation,
    make_person,
    make_post,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def union():
    return make_organisation(name="Union", slug="union", constituent="workers")


def party(record):
    side = getattr(record, "constituent", "")
    shown = {"type": record._meta.model_name, "uid": str(record.uid), "slug": record.slug}
    return shown | {"constituent": {"code": side} if side else None}


def told(name, of):
    return explain_absence(name, of, present_state(timezone.now()))


def test_it_counts_the_sources_that_readers_see(union):
    make_source(title="Another", slug="another")
    make_source(title="Hidden", published=False)

    assert told("statements", party(union)) == Absence(
        Basis.REGISTER, 2, "statements?organisation=union"
    )
    assert told("commitments", Seat.WORKERS) == Absence(
        Basis.REGISTER, 2, "commitments?side=workers"
    )


def test_of_a_register_that_has_read_nothing_nothing_is_said():
    assert told("statements", Seat.WORKERS) is None


@pytest.mark.parametrize(
    ("own", "via", "count", "number"),
    [
        ([], ["part", "part", "event"], 3, 2),
        ([], ["event"], 1, None),
        ([], [], 0, None),
        ([], ["part"], 2, None),
        (["its own"], ["part"], 1, None),
    ],
)
def test_what_parts_hold_is_counted_where_the_record_has_none(own, via, count, number):
    rows = [{"via": {"kind": {"code": code}}} for code in via]
    record = {"events": own, "rolled_up_events": rows, "rolled_up_events_count": count}

    said = number and Absence(Basis.PARTS, number, "rolled_up_events")
    assert only_in_parts(record) == {"events": said}


def by_itself(union):
    return StatementSpeaker(organisation=union)


def by_a_part_of_it(union):
    return StatementSpeaker(organisation=make_organisation(name="Branch", parent=union))


def by_its_officer(union):
    post = make_post(label="President", organisation=union)
    return StatementSpeaker(person=make_person(parts=[Position(post=post)]))


def for_its_post(union):
    chair, dara = make_post(label="Chair", organisation=union), make_person()
    return StatementSpeaker(
        person=make_person(name="Aide"), on_behalf_of=dara, on_behalf_of_post=chair
    )


def in_its_post(union):
    post = make_post(label="Chair", organisation=union)
    return Row(StatementSpeaker(person=make_person()), {"posts": [post]})


def together_with_others(union):
    body = make_organisation(name="Unions", constituent="workers", is_collective=True)
    return StatementSpeaker(organisation=body)


@pytest.mark.parametrize(
    "speaker",
    [by_itself, by_a_part_of_it, by_its_officer, for_its_post, in_its_post, together_with_others],
)
def test_an_organisation_that_may_have_spoken_is_not_denied(union, speaker):
    make_statement(parts=[speaker(union)])

    assert told("statements", party(union)) is None
    assert told("commitments", party(union)) is not None


def test_a_draft_changes_nothing_of_it(union):
    make_statement(parts=[by_itself(union)], published=False)

    assert told("statements", party(union)) == Absence(
        Basis.REGISTER, 1, "statements?organisation=union"
    )


def test_a_person_is_not_denied_what_was_said_for_them_or_from_their_post():
    minister = make_post(label="Minister")
    dara = make_person(parts=[Position(post=minister)])
    other = make_person(name="Aide", slug="aide")
    assert told("statements", party(dara)).query == f"statements?person={dara.slug}"

    make_statement(parts=[StatementSpeaker(person=other, on_behalf_of_post=minister)])

    assert told("statements", party(dara)) is None
    assert told("commitments", party(other)) is not None
    make_commitment(parts=[CommitmentParty(person=other, side=Side.SAID_BY)])
    assert told("commitments", party(other)) is None


def test_a_side_is_not_denied_a_promise_that_it_said_though_nobody_named_is_bound(union):
    make_commitment(parts=[CommitmentParty(organisation=union, side=Side.TO)])
    assert told("commitments", Seat.WORKERS) is not None

    make_commitment(parts=[CommitmentParty(organisation=union, side=Side.SAID_BY)])

    assert told("commitments", Seat.WORKERS) is None
