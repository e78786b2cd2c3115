"""What the seeded register shows of parts and events: nothing that it holds is missing."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from cooperation.exchange.seeding import seed_register
from cooperation.models import Event, Programme
from cooperation.queries.event import EVENTS
from tests.queries.rolling_up import held, shown

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
FRAME, PLAN = "dwcp-2024-2028", "workplan-2026-2027"


@pytest.fixture(scope="module", autouse=True)
def seeded(shared) -> None:
    seed_register([FIXTURES / "reference", FIXTURES / "cambodia"], by=None, at=timezone.now())


@pytest.mark.parametrize(
    ("slug", "occasions"),
    [
        ("evidence-based-policy-course-2025", ["reported", "reported"]),
        ("workplan-endorsement-meeting-2026", ["reported", "reported"]),
        ("care-economy-talks", ["made", "reported", "reported"]),
    ],
)
def test_an_event_shows_the_commitments_made_at_it_and_reported_with_it(slug, occasions):
    found = shown(Event.objects.get(slug=slug), EVENTS)["commitments"]

    assert sorted("made" if row["made_at"] else "reported" for row in found) == occasions


def test_the_care_talks_tell_which_programmes_they_are_about():
    found = shown(Event.objects.get(slug="care-economy-talks"), EVENTS)["links"]

    assert sorted(row["record"]["slug"] for row in found if row["kind"]["code"] == "is_about") == [
        "ilo-care-policy-support",
        "ilo-education-ministry-collaboration",
    ]


def test_the_country_programme_shows_what_its_workplan_and_the_meeting_on_it_hold():
    frame, plan = (Programme.objects.get(slug=slug) for slug in (FRAME, PLAN))
    meeting = Event.objects.get(slug="workplan-endorsement-meeting-2026")
    of_plan = {("part", plan.title)}
    of_both = of_plan | {("event", meeting.title)}

    whose = {
        name: {row[1:] for row in held(frame, name, "uid")}
        for name in ("statements", "commitments", "events", "organisations", "plan_items")
    }
    assert whose == {
        "statements": of_both,
        "commitments": of_both,
        "events": of_plan,
        "organisations": of_plan,
        "plan_items": of_plan,
    }
    found = shown(frame)
    assert {row["event"] and row["event"]["slug"] for row in found["rolled_up_statements"]} == {
        meeting.slug
    }
    partners = [row["organisation"]["slug"] for row in found["organisations"]]
    assert partners == ["ilo"]
    [submission] = [row for row in found["rolled_up_commitments"] if row["due"]]
    assert (submission["due"]["edtf"], submission["by"]) == ("2026-03", [])
