import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import CommitmentParty, CommitmentUpdate
from tests.factories import make_commitment, make_event, make_organisation

pytestmark = pytest.mark.django_db


def promise(number, **fields):
    party = CommitmentParty(organisation=make_organisation(name=f"Body {number}"))
    return make_commitment(
        title=f"Promise {number}",
        made_at=make_event(title=f"Event {number}"),
        parts=[party],
        **fields,
    )


def headings(page):
    return [text.split("</h2>")[0] for text in page.split("<h2>")[1:]]


def test_the_tracker_groups_by_what_is_known(client):
    promise(1, due="2001-03")
    promise(2, due="2999")
    promise(3)
    make_commitment(title="Kept", due="2001", parts=[CommitmentUpdate(status="kept")])
    make_commitment(title="HIDDEN", published=False)

    page = client.get("/commitments/").content.decode()

    assert headings(page) == [
        "How they stand",
        "Past due, no source says it was done",
        "Due",
        "No due date stated",
        "Settled, as a source says",
        "Sources",
    ]
    assert "Past due: March 2001; no source says it was done" in page
    assert "HIDDEN" not in page


def test_what_cannot_be_understood_stands_beside_its_field(client):
    promise(1)

    answer = client.get("/commitments/?past_due=maybe")

    assert answer.status_code == 200
    assert '<span class="wrong">Write true or false.</span>' in answer.content.decode()
    assert "Promise 1" in answer.content.decode()


def test_a_commitment_says_what_is_not_known(client):
    commitment = make_commitment(title="A plan")

    page = client.get(f"/commitments/{commitment.slug}/").content.decode()

    assert "No due date stated; no later word" in page
    assert "the source does not say who is bound" in page
    assert "no source on record says what became of it" in page


def test_an_update_is_shown_with_its_date(client):
    update = CommitmentUpdate(date="2026-04", status="kept", note_en="Signed in Phnom Penh.")
    commitment = make_commitment(parts=[update])

    page = client.get(f"/commitments/{commitment.slug}/").content.decode()

    assert "April 2026" in page and "Signed in Phnom Penh." in page
    assert "no later word" not in page.lower()


def test_a_list_costs_the_same_with_one_row_and_three(client):
    counts = []
    for number in range(3):
        promise(number, due="2001")
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                client.get("/commitments/")
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 14
