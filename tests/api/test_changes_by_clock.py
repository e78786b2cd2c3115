"""What goes live or ends by the clock, for who asks by number: with the job or without it."""

import datetime as dt

import pytest
from django.core.management import call_command

from cooperation.models import Generation
from cooperation.publishing.generation import number_passed_edges
from cooperation.queries.change_numbers import STEP
from tests.api.copying import BEGINNING, CHANGES, Clock, Copy, publish_event

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return Clock(monkeypatch)


@pytest.mark.parametrize("runs", [True, False], ids=["with the job", "without the job"])
def test_what_the_clock_changes_is_told_whether_the_job_ran_or_not(runs, client, clock):
    copy = Copy(client)
    plain = publish_event(title="Plain")
    timed = publish_event(
        title="Timed", go_live_at=BEGINNING + HOUR, expire_at=BEGINNING + 3 * HOUR
    )
    ending = publish_event(title="Ending", expire_at=BEGINNING + 2 * HOUR)
    told = {}
    for hours in range(5):
        clock.now = BEGINNING + hours * HOUR + HOUR / 2
        if runs:
            call_command("publish_due")
            written = Generation.objects.get()
            call_command("publish_due")
            assert Generation.objects.get() == written
        told[hours] = copy.follow()
        assert copy.follow() == []
    assert told == {
        0: [("published", str(plain.uid)), ("published", str(ending.uid))],
        1: [("published", str(timed.uid))],
        2: [("withdrawn", str(ending.uid))],
        3: [("withdrawn", str(timed.uid))],
        4: [],
    }


def test_what_the_clock_changed_is_missed_by_nobody_when_something_is_published_then(client, clock):
    """A number without an act behind it is below that of the next act, and told again above it."""
    live = [publish_event(title=f"Live {n}", go_live_at=BEGINNING + n * HOUR) for n in (1, 2)]
    clock.now = BEGINNING + HOUR
    early, late = Copy(client), Copy(client)
    assert early.follow() == [("published", str(live[0].uid))]
    published = publish_event(title="Published")
    clock.now = BEGINNING + 2 * HOUR
    # The act gave the first its number; the second has none yet.
    expected = [("published", str(row.uid)) for row in (published, live[0], live[1])]
    assert (sorted(early.follow()), sorted(late.follow())) == (sorted(expected),) * 2
    number_passed_edges()
    assert early.follow() == [("published", str(live[1].uid))]
    afresh = Copy(client)
    afresh.follow()
    late.follow()
    assert early.held == late.held == afresh.held


def test_a_record_that_appeared_and_ended_unheard_of_is_told_at_its_end(client, clock):
    first = publish_event(title="A", go_live_at=BEGINNING + HOUR, expire_at=BEGINNING + 3 * HOUR)
    second = publish_event(title="B", go_live_at=BEGINNING + 2 * HOUR)
    copy = Copy(client)
    clock.now = BEGINNING + 2 * HOUR
    assert copy.follow() == [("published", str(first.uid)), ("published", str(second.uid))]
    clock.now = BEGINNING + 3 * HOUR
    assert copy.follow() == [("withdrawn", str(first.uid))]
    assert Copy(client).follow() == [
        ("published", str(second.uid)),
        ("withdrawn", str(first.uid)),
    ]


def test_the_job_leaves_the_moment_of_the_last_change_as_it_was(client, clock):
    publish_event(title="A", go_live_at=BEGINNING + HOUR)
    clock.now = BEGINNING + 2 * HOUR
    before = client.get(CHANGES)
    number_passed_edges()
    after = client.get(CHANGES)
    assert after["Last-Modified"] == before["Last-Modified"] == "Mon, 01 Mar 2027 10:00:00 GMT"
    assert after["ETag"] != before["ETag"]
    numbers = [
        [row.pop("sequence") for row in answer.json()["results"]] for answer in (before, after)
    ]
    assert [number % STEP for number in numbers[0]].count(0) == len(numbers[0]) - 1
    assert [number % STEP for number in numbers[1]] == [0] * len(numbers[1])
