"""The register of the articles, as the seed command makes it."""

import datetime as dt
from pathlib import Path

import pytest

from cooperation.documents.commitment import COMMITMENTS, standing_expression
from cooperation.exchange.seeding import Tally, seed_register
from cooperation.models import Commitment, Revision
from cooperation.models.base import record_models
from tests.factories import AT

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
LATER = AT + dt.timedelta(days=1)


def test_the_register_of_the_articles_is_loaded_and_public():
    folders = [ROOT / "fixtures" / "reference", ROOT / "fixtures" / "cambodia"]
    tally = seed_register(folders, by=None, at=AT)
    revisions = Revision.objects.count()

    records = {model: model.objects.count() for model in record_models()}
    assert all(records.values())
    assert {model: model.objects.published(at=AT).count() for model in records} == records
    assert seed_register(folders, by=None, at=LATER) == Tally(unchanged=tally.created)
    assert Revision.objects.count() == revisions
    # Whoever is to submit the workplan is not named, and it is merely expected.
    late = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
    rows = COMMITMENTS.public().annotate(asked=standing_expression(late)).exclude(due="")
    assert list(rows.values_list("slug", "asked")) == [
        ("submit-workplan-2026-2027-for-endorsement", "date_passed")
    ]
    assert Commitment.objects.filter(looked_for_on__isnull=False).count() == 0
