"""What programmes show of their parts, and whose each row is said to be."""

import pytest

from cooperation.documents.loading import Loader
from cooperation.models import (
    Event,
    EventLink,
    Figure,
    PlanItem,
    Programme,
    ProgrammeOrganisation,
    Statement,
)
from cooperation.queries import roll_up
from cooperation.queries.programme import PROGRAMMES
from cooperation.queries.records import record_collection
from tests.factories import (
    AT,
    make_commitment,
    make_event,
    make_organisation,
    make_programme,
    make_statement,
    make_term,
)
from tests.queries.rolling_up import cost, counts, held, own, shown

pytestmark = pytest.mark.django_db

OF_PROGRAMMES = ("statements", "commitments", "events", "organisations", "plan_items", "figures")


def plan_of(frame, title: str = "Workplan", **fields):
    """Return a part of a programme that has one of everything, and a meeting with the same."""
    body = make_organisation(name=f"Partner of {title}")
    role = make_term(scheme="programme-role", code="partner")
    measure = make_term(scheme="measure", code="trained")
    priority = PlanItem(
        kind=make_term(scheme="plan-item-kind", code="priority"), text_en=f"Priority of {title}"
    )
    plan = make_programme(
        title=title,
        parent=frame,
        parts=[
            ProgrammeOrganisation(organisation=body, role=role),
            priority,
            Figure(measure=measure, value=5),
        ],
        **fields,
    )
    meeting = make_event(
        title=f"Meeting on {title}",
        parts=[EventLink(kind="validates", programme=plan), Figure(measure=measure, value=38)],
    )
    make_statement(text=f"Of {title}", programme=plan)
    make_statement(text=f"With the meeting on {title}", event=meeting)
    make_commitment(title=f"Promise of {title}", programme=plan, due="2026")
    make_commitment(title=f"Made with the meeting on {title}", made_at=meeting)
    make_commitment(title=f"Reported with the meeting on {title}", reported_at=meeting)
    return plan


def test_a_programme_shows_what_its_parts_and_their_events_hold_and_whose_it_is():
    frame = make_programme(title="Frame")
    plan_of(frame)
    part, event = ("part", "Workplan"), ("event", "Meeting on Workplan")

    assert held(frame, "statements", "text") == [
        ("Of Workplan", *part),
        ("With the meeting on Workplan", *event),
    ]
    assert held(frame, "commitments", "title") == [
        ("Promise of Workplan", *part),
        ("Made with the meeting on Workplan", *event),
        ("Reported with the meeting on Workplan", *event),
    ]
    assert held(frame, "events", "title") == [("Meeting on Workplan", *part)]
    assert held(frame, "organisations", "organisation", "name") == [("Partner of Workplan", *part)]
    assert held(frame, "plan_items", "text") == [("Priority of Workplan", *part)]
    assert held(frame, "figures", "text") == [("5", *part), ("38", *event)]


def test_a_party_of_a_part_is_no_partner_of_the_whole():
    frame = make_programme(title="Frame")
    plan_of(frame)

    found = shown(frame)

    assert found["organisations"] == found["plan_items"] == found["figures"] == []
    assert found["statements"] == found["commitments"] == found["events"] == []


def test_what_is_its_own_is_not_repeated_and_its_meetings_are_told_by_their_name():
    frame = make_programme(title="Frame")
    plan = plan_of(frame)
    review = make_event(title="Review", parts=[EventLink(kind="is_about", programme=frame)])
    session = make_event(title="Session", parent=review)
    make_statement(text="Of both", programme=frame, event=review)
    make_statement(text="At the session", event=session)
    make_commitment(title="Of frame", programme=frame, made_at=review)

    assert [row["text"] for row in shown(frame)["statements"]] == ["Of both"]
    assert ("At the session", "event", "Session") in held(frame, "statements", "text")
    assert held(frame, "events", "title") == [
        ("Session", "event", "Review"),
        ("Meeting on Workplan", "part", "Workplan"),
    ]
    own = {"Of both", "Of frame", "Review"}
    found = shown(frame)
    assert not own & {row["text"] for row in found["rolled_up_statements"]}
    assert not own & {row["title"] for row in found["rolled_up_commitments"]}
    assert held(plan, "events", "title") == []


def test_what_belongs_to_a_part_of_a_part_goes_up_as_well():
    frame = make_programme(title="Frame")
    middle = make_programme(title="Middle", parent=frame)
    plan_of(middle)

    assert held(frame, "plan_items", "text") == [("Priority of Workplan", "part", "Workplan")]
    assert counts(frame, OF_PROGRAMMES) == counts(middle, OF_PROGRAMMES)


def test_a_commitment_made_at_one_meeting_and_reported_with_another_is_of_the_one_below():
    plan = make_programme(title="Plan")
    forum = make_event(title="Forum")
    meeting = make_event(title="Meeting", parts=[EventLink(kind="is_about", programme=plan)])
    make_commitment(title="Promise", made_at=forum, reported_at=meeting)

    assert held(plan, "commitments", "title") == [("Promise", "event", "Meeting")]


@pytest.mark.past_publishing
def test_nothing_goes_up_that_is_hidden_nor_through_what_is():
    frame = make_programme(title="Frame")
    plan = plan_of(frame, "HIDDEN plan")
    under = plan_of(plan, "Open below")
    Programme.objects.filter(pk=plan.pk).update(state="draft")
    Event.objects.filter(title_en="Meeting on HIDDEN plan").update(state="draft")
    assert counts(frame, OF_PROGRAMMES) == dict.fromkeys(OF_PROGRAMMES, 0)

    Programme.objects.filter(pk=under.pk).update(parent=frame)
    meeting = Event.objects.get(title_en="Meeting on Open below")
    make_statement(text="HIDDEN", event=meeting, published=False)
    make_commitment(title="HIDDEN", reported_at=meeting, published=False)
    make_event(title="HIDDEN", parent=meeting, published=False)
    hidden = make_event(
        title="HIDDEN", published=False, parts=[EventLink(kind="is_about", programme=frame)]
    )
    said = make_statement(text="HIDDEN", programme=make_programme(title="Another"))
    Statement.objects.filter(pk=said.pk).update(event=hidden)
    role = make_term(scheme="programme-role", code="partner")
    body = make_organisation(name="HIDDEN", published=False)
    ProgrammeOrganisation.objects.create(programme=under, organisation=body, role=role)

    assert "HIDDEN" not in str(shown(frame))
    assert counts(frame, OF_PROGRAMMES) == {
        "statements": 2,
        "commitments": 3,
        "events": 1,
        "organisations": 1,
        "plan_items": 1,
        "figures": 2,
    }


def test_the_whole_collection_goes_on_in_the_same_order(monkeypatch):
    frame = make_programme(title="Frame")
    for number in range(3):
        plan_of(frame, f"Plan {number}")
    found = shown(frame)

    # Many ids are looked up inside the query, with the same answer.
    monkeypatch.setattr(roll_up, "MOST_CARRIED", 0)
    assert shown(frame) == found
    for name in OF_PROGRAMMES:
        count, rows = record_collection(
            PROGRAMMES, {"slug": "frame"}, f"rolled_up_{name}", 1, 9, Loader(at=AT)
        )
        assert count == found[f"rolled_up_{name}_count"]
        assert rows == found[f"rolled_up_{name}"][1:9]


def test_three_parts_cost_as_many_queries_as_one_and_none_the_look_alone():
    one, three = make_programme(title="One"), make_programme(title="Three")
    plan_of(one)
    for number in range(3):
        plan_of(three, f"Plan {number}")
    bare = make_programme(title="Bare")

    assert cost(one) == cost(three)
    # Its parts, and the events linked to it.
    assert cost(bare) - cost(bare, own(PROGRAMMES)) == 2
