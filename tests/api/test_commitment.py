import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cooperation.models import CommitmentParty, CommitmentUpdate
from cooperation.rules import dates
from tests.factories import make_commitment, make_event, make_organisation, make_term

pytestmark = pytest.mark.django_db


def promise(number, **fields):
    body = make_organisation(name=f"Body {number}")
    parties = [CommitmentParty(organisation=body), CommitmentParty(organisation=body, side="to")]
    event = make_event(title=f"Event {number}")
    return make_commitment(title=f"Promise {number}", made_at=event, parts=parties, **fields)


def test_commitments_come_in_the_order_of_their_due_dates(client):
    promise(1)
    promise(2, due="2999")
    promise(3, due="2001-03")
    agreed = make_term(scheme="commitment-verb", code="agreed")
    promise(4, due="2001", verb=agreed, looked_for_on=dates.day_in_phnom_penh(timezone.now()))
    make_commitment(title="HIDDEN", published=False)

    found = client.get("/api/v1/commitments/?fields=title,standing,is_past_due").json()["results"]

    assert [(row["title"], row["standing"]["code"], row["is_past_due"]) for row in found] == [
        ("Promise 3", "date_passed", False),
        ("Promise 4", "past_due", True),
        ("Promise 2", "ahead", False),
        ("Promise 1", "no_date", False),
    ]


def test_a_detail_has_both_sides_and_its_updates(client):
    update = CommitmentUpdate(date="2026-04", status="kept", note_en="Signed.")
    commitment = make_commitment(
        parts=[update, CommitmentParty(organisation=make_organisation(name="Ministry"))]
    )

    found = client.get(f"/api/v1/commitments/{commitment.slug}/").json()

    assert [row["organisation"]["name"] for row in found["by"]] == ["Ministry"]
    assert found["to"] == []
    assert found["status"]["code"] == "kept"
    assert [(row["date"]["text"], row["note"]) for row in found["updates"]] == [
        ("April 2026", "Signed.")
    ]


@pytest.mark.parametrize(
    "query", ["past_due=maybe", "status=broken", "role=for", "year=26", "nothing=1"]
)
def test_what_cannot_be_understood_is_refused_by_name(client, query):
    answer = client.get(f"/api/v1/commitments/?{query}")

    assert (answer.status_code, list(answer.json())) == (400, [query.split("=")[0]])


def test_a_list_costs_the_same_with_one_row_and_three(client):
    counts = []
    for number in range(3):
        promise(number, due="2001")
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                client.get("/api/v1/commitments/")
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 12
