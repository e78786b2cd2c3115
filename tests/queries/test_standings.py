import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.documents.commitment import COMMITMENTS
from cooperation.models import CommitmentParty, CommitmentUpdate
from cooperation.queries import generation
from cooperation.queries.standings import count_standings
from cooperation.vocabulary.term import SchemeCode
from tests.factories import AT, make_commitment, make_organisation, make_term

pytestmark = pytest.mark.django_db


def shown():
    return {
        standing.value: count
        for standing, count in count_standings(COMMITMENTS.public(), generation.present_state(AT))
    }


def test_each_commitment_stands_once():
    for due, status, published in [
        ("2025", "", True),
        ("2025-12", "in_progress", True),
        ("2025", "", False),
        ("2026-01-05", "", True),
        ("2027", "in_progress", True),
        ("", "in_progress", True),
        ("", "", True),
        ("2025", "kept", True),
        ("", "not_kept", True),
        ("2025", "superseded", True),
    ]:
        parts = [CommitmentUpdate(status=status)] if status else []
        make_commitment(due=due, parts=parts, published=published)
    bound = CommitmentParty(organisation=make_organisation())
    agreed = make_term(scheme=SchemeCode.COMMITMENT_VERB, code="agreed")
    make_commitment(due="2025", looked_for_on=AT.date(), verb=agreed, parts=[bound])

    assert shown() == {
        "past_due": 1,
        "date_passed": 1,
        "ahead": 1,
        "no_date": 1,
        "in_progress": 3,
        "kept": 1,
        "not_kept": 1,
        "superseded": 1,
    }


def test_it_costs_the_same_with_one_and_three():
    counts = []
    for number in range(3):
        make_commitment(title=f"Promise {number}", due="2025")
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                shown()
            counts.append(len(queries))

    assert counts == [2, 2]
