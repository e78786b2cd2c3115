import datetime as dt

import pytest

from cooperation.models import Commitment, CommitmentUpdate
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 4, 1)


def status(*updates: CommitmentUpdate) -> str:
    made = factories.make_commitment(parts=updates)
    return Commitment.objects.with_status().get(pk=made.pk).status


def test_without_an_update_there_is_no_later_word():
    assert status() == ""


def test_the_latest_update_tells_the_status():
    later, earlier = ("2026-03", "kept"), ("2025", "in_progress")
    updates = [CommitmentUpdate(date=date, status=word) for date, word in (later, earlier)]
    assert status(*updates) == "kept"


def test_an_undated_update_yields_to_a_dated_one():
    updates = [
        CommitmentUpdate(date="2026-03", status="not_kept"),
        CommitmentUpdate(date="", status="in_progress"),
    ]
    assert status(*updates) == "not_kept"


def test_of_two_updates_of_one_day_the_one_put_last_counts():
    updates = [
        CommitmentUpdate(date="2026-03-05", status="in_progress"),
        CommitmentUpdate(date="2026-03-05", status="superseded"),
    ]
    assert status(*updates) == "superseded"


@pytest.mark.parametrize(
    ("due", "word", "is_past_due"),
    [
        ("2026-03", "", True),
        ("2026-03-31", "in_progress", True),
        ("2026-04-01", "", False),
        ("2026", "", False),
        ("2026-03/", "", False),
        ("", "", False),
        ("2026-03", "kept", False),
        ("2026-03", "not_kept", False),
        ("2026-03", "superseded", False),
    ],
)
def test_a_commitment_is_past_due_when_its_last_day_is_over_and_nothing_settled_it(
    due, word, is_past_due
):
    parts = [CommitmentUpdate(status=word)] if word else []
    factories.make_commitment(due=due, parts=parts)
    found = Commitment.objects.with_status().past_due(on=TODAY)
    assert found.exists() is is_past_due
