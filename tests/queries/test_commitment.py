import datetime as dt
from itertools import product

import pytest

from cooperation.documents.commitment import COMMITMENTS, standing_expression
from cooperation.documents.loading import Loader
from cooperation.documents.records import read_records
from cooperation.models import Commitment, CommitmentParty, CommitmentUpdate
from cooperation.queries.records import record_detail
from cooperation.rules import dates
from cooperation.rules.dates import PHNOM_PENH
from cooperation.vocabulary.commitment import CommitmentStatus, Standing
from cooperation.vocabulary.term import SchemeCode
from tests.factories import AT, make_commitment, make_organisation, make_term

pytestmark = pytest.mark.django_db

LAST_MINUTE = dt.datetime(2026, 3, 31, 23, 59, tzinfo=PHNOM_PENH)
NEXT_DAY = dt.datetime(2026, 4, 1, 0, 0, tzinfo=PHNOM_PENH)
TODAY = dates.day_in_phnom_penh(AT)


def agreed():
    return make_term(scheme=SchemeCode.COMMITMENT_VERB, code="agreed")


def of_ministry(**fields):
    """Make a promise that a ministry is bound by."""
    maker = CommitmentParty(organisation=make_organisation(**fields))
    return make_commitment(due="2026-03", looked_for_on="2026-04-01", verb=agreed(), parts=[maker])


def stands(commitment, at):
    found = record_detail(COMMITMENTS, {"slug": commitment.slug}, Loader(at=at))
    return found["standing"]["code"], found["is_past_due"]


def test_a_commitment_is_past_due_from_the_day_after_in_phnom_penh():
    commitment = of_ministry()

    assert [stands(commitment, at) for at in (LAST_MINUTE, NEXT_DAY)] == [
        ("ahead", False),
        ("past_due", True),
    ]


def test_a_search_is_forgotten_at_a_midnight_in_phnom_penh():
    commitment = of_ministry()
    forgotten = dt.datetime(2026, 7, 1, tzinfo=PHNOM_PENH)

    before = forgotten - dt.timedelta(minutes=1)
    assert [stands(commitment, at) for at in (before, forgotten)] == [
        ("past_due", True),
        ("date_passed", False),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [CommitmentParty(side="to")],
        [CommitmentParty(side="said_by")],
        [CommitmentUpdate(status="kept"), CommitmentParty()],
    ],
)
def test_who_is_not_named_or_kept_the_promise_is_never_late(parts):
    for part in parts:
        if isinstance(part, CommitmentParty):
            part.organisation = make_organisation()
    fields = {"due": "2026-03", "looked_for_on": "2026-04-01", "verb": agreed()}
    commitment = make_commitment(parts=parts, **fields)

    assert stands(commitment, NEXT_DAY)[1] is False


@pytest.mark.past_publishing
def test_a_maker_that_the_public_does_not_see_is_not_named():
    commitment = of_ministry()
    assert stands(commitment, NEXT_DAY) == ("past_due", True)

    CommitmentParty.objects.update(organisation=make_organisation(name="HIDDEN", published=False))

    assert stands(commitment, NEXT_DAY) == ("date_passed", False)


@pytest.mark.past_publishing
def test_rule_and_query_agree_on_every_case():
    """Sides, verbs, dates, searches and later words in all their combinations."""
    verbs = [None, agreed(), make_term(scheme=SchemeCode.COMMITMENT_VERB, code="plans")]
    public, hidden = make_organisation(), make_organisation(name="HIDDEN", published=False)
    parties = [None, (public, "by"), (hidden, "by"), (public, "to"), (public, "said_by")]
    dues = ["", "2025-10-31", str(TODAY), "2025-10/.."]
    ago = [dt.date(2025, 10, 31), dt.date(2025, 11, 1)]
    searches = [None, *ago, *(TODAY - dt.timedelta(days=days) for days in (91, 90, 0, -1))]
    statuses = ["", *CommitmentStatus.values]
    example = make_commitment()
    cases = list(product(verbs, parties, dues, searches, statuses))
    made = Commitment.objects.bulk_create(
        Commitment(
            slug=f"case-{number}",
            title_en=f"Case {number}",
            kind=example.kind,
            state=example.state,
            published_at=AT,
            first_published_at=AT,
            verb=verb,
            due=due,
            looked_for_on=search,
        )
        for number, (verb, _party, due, search, _status) in enumerate(cases)
    )
    CommitmentParty.objects.bulk_create(
        CommitmentParty(commitment=row, organisation=party[0], side=party[1])
        for row, (_verb, party, *_rest) in zip(made, cases, strict=True)
        if party
    )
    CommitmentUpdate.objects.bulk_create(
        CommitmentUpdate(commitment=row, status=case[-1])
        for row, case in zip(made, cases, strict=True)
        if case[-1]
    )

    rows = COMMITMENTS.public().annotate(asked=standing_expression(AT))
    by_rule = {
        row["slug"]: row["standing"]["code"]
        for row in read_records(COMMITMENTS, rows, Loader(at=AT))
    }

    assert dict(rows.values_list("slug", "asked")) == by_rule
    assert len(by_rule) == len(cases) + 1
    assert set(by_rule.values()) == set(Standing.values)


def test_the_status_is_the_latest_updates():
    updates = [
        CommitmentUpdate(date="2026-02", status="kept"),
        CommitmentUpdate(date="2025-12", status="in_progress"),
    ]
    commitment = make_commitment(parts=updates)

    found = record_detail(COMMITMENTS, {"slug": commitment.slug}, Loader(at=NEXT_DAY))

    assert found["status"] == {"code": "kept", "name": "Kept"}
    assert found["updates_count"] == 2


def test_without_an_update_there_is_no_later_word():
    found = record_detail(COMMITMENTS, {"slug": make_commitment().slug}, Loader(at=NEXT_DAY))

    assert (found["status"], found["is_past_due"], found["updates"]) == (None, False, [])
