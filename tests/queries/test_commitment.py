import datetime as dt

import pytest

from cooperation.models import CommitmentUpdate
from cooperation.queries.commitment import COMMITMENTS
from cooperation.queries.loading import Loader
from cooperation.queries.records import detail
from cooperation.rules.dates import PHNOM_PENH
from tests.factories import make_commitment

pytestmark = pytest.mark.django_db

LAST_MINUTE = dt.datetime(2026, 3, 31, 23, 59, tzinfo=PHNOM_PENH)
NEXT_DAY = dt.datetime(2026, 4, 1, 0, 0, tzinfo=PHNOM_PENH)


def is_past_due(commitment, at):
    found = detail(COMMITMENTS, {"slug": commitment.slug}, Loader(at=at))
    return found["is_past_due"]


def test_a_commitment_is_past_due_from_the_day_after_in_phnom_penh():
    commitment = make_commitment(due="2026-03")

    assert [is_past_due(commitment, at) for at in (LAST_MINUTE, NEXT_DAY)] == [False, True]


@pytest.mark.parametrize(
    ("status", "late"),
    [("in_progress", True), ("kept", False), ("not_kept", False), ("superseded", False)],
)
def test_only_what_no_source_settled_is_past_due(status, late):
    commitment = make_commitment(due="2026-03", parts=[CommitmentUpdate(status=status)])

    assert is_past_due(commitment, NEXT_DAY) is late


def test_the_status_is_the_latest_updates():
    updates = [
        CommitmentUpdate(date="2026-02", status="kept"),
        CommitmentUpdate(date="2025-12", status="in_progress"),
    ]
    commitment = make_commitment(parts=updates)

    found = detail(COMMITMENTS, {"slug": commitment.slug}, Loader(at=NEXT_DAY))

    assert found["status"] == {"code": "kept", "name": "Kept"}
    assert found["updates_count"] == 2


def test_without_an_update_there_is_no_later_word():
    found = detail(COMMITMENTS, {"slug": make_commitment().slug}, Loader(at=NEXT_DAY))

    assert (found["status"], found["is_past_due"], found["updates"]) == (None, False, [])
