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
    ("fields", "word", "waits"),
    [
        ({"due": "2026-03"}, "", True),
        ({"due": "2026-03-31"}, "in_progress", True),
        ({"due": "2026-04-01"}, "", False),
        ({"due": "2026-03/"}, "", False),
        ({"due": ""}, "", False),
        ({"due": "2026-03"}, "kept", False),
        ({"due": "2026-03"}, "not_kept", False),
        ({"due": "2026-03"}, "superseded", False),
        ({"due": "2026-03", "looked_for_on": TODAY}, "", False),
        ({"due": "2026-03", "looked_for_on": dt.date(2026, 3, 31)}, "", True),
        ({"due": "2026-03", "looked_for_on": dt.date(2026, 4, 2)}, "", True),
        ({"due": "2025", "looked_for_on": dt.date(2026, 1, 1)}, "", False),
        ({"due": "2025-11", "looked_for_on": dt.date(2025, 12, 31)}, "", True),
    ],
)
def test_later_word_is_to_be_searched_for_once_the_date_is_over(fields, word, waits):
    parts = [CommitmentUpdate(status=word)] if word else []
    factories.make_commitment(parts=parts, **fields)
    found = Commitment.objects.with_status().to_search_for(on=TODAY)
    assert found.exists() is waits
