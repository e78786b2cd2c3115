import datetime as dt

import pytest

from cooperation.documents.loading import Loader
from cooperation.models import Participation, RecordTerm
from cooperation.queries.term import term_detail, under_term
from tests.factories import (
    AT,
    make_event,
    make_organisation,
    make_programme,
    make_statement,
    make_term,
)

pytestmark = pytest.mark.django_db


def tagged(term):
    return [RecordTerm(term=term)]


@pytest.fixture
def skills():
    return make_term(scheme="theme", code="skills", label="Skills")


def test_everything_under_a_term_counts_with_what_lies_below_it(skills):
    tvet = make_term(scheme="theme", code="tvet", label="TVET", parent=skills)
    event = make_event(title="Forum", date="2022", parts=[*tagged(skills), *tagged(tvet)])
    make_event(title="Course", date="2025", parts=tagged(tvet))
    make_event(title="HIDDEN", parts=tagged(tvet), published=False)
    make_programme(title="Plan", parts=tagged(tvet))
    make_statement(text="Learn.", event=event, parts=tagged(skills))

    found = under_term("theme", "skills", Loader(at=AT))

    assert found["counts"] == {
        "programmes": 1,
        "events": 2,
        "statements": 1,
        "commitments": 0,
        "sources": 0,
    }
    assert [child["code"] for child in found["children"]] == ["tvet"]
    assert [row["title"] for row in found["events"]] == ["Course", "Forum"]
    assert [row["title"] for row in found["programmes"]] == ["Plan"]
    assert [row["text"] for row in found["statements"]] == ["Learn."]
    assert "HIDDEN" not in str(found)


def test_a_goal_includes_its_targets():
    goal = make_term(scheme="sdg-goal", code="8", label="Decent work")
    target = make_term(scheme="sdg-target", code="8.5", label="Full employment", parent=goal)
    make_event(title="Forum", parts=tagged(target))

    found = term_detail("sdg-goal", "8", Loader(at=AT))

    assert found["counts"]["events"] == 1
    assert (found["url"].endswith("/goals/8/"), found["children"][0]["url"]) == (True, None)
    assert found["children"][0]["parent"] == {
        "scheme": "sdg-goal",
        "code": "8",
        "label": "Decent work",
    }


@pytest.mark.past_publishing
def test_a_role_counts_the_events_that_name_it_in_public_rows():
    role = make_term(scheme="event-role", code="speaker")
    seen = Participation(organisation=make_organisation(), role=role)
    again = Participation(organisation=make_organisation(name="Another"), role=role)
    make_event(parts=[seen, again])
    hidden = make_organisation(name="HIDDEN", published=False)
    Participation.objects.create(event=make_event(), organisation=hidden, role=role)

    assert term_detail("event-role", "speaker", Loader(at=AT))["counts"]["events"] == 1


def test_an_unknown_term_is_none(skills):
    assert term_detail("theme", "nothing", Loader(at=AT)) is None
    assert under_term("sdg-goal", "skills", Loader(at=AT)) is None


def test_the_days_between_which_a_term_is_valid(skills):
    make_term(scheme="theme", code="old", valid_from=dt.date(2020, 1, 1))

    found = term_detail("theme", "old", Loader(at=AT))

    assert (found["valid_from"], found["valid_to"]) == ("2020-01-01", None)
