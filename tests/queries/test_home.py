import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import CommitmentUpdate, Participation, Source, StatementSpeaker
from cooperation.queries import generation
from cooperation.queries.home import front_page_rows
from tests.factories import (
    make_commitment,
    make_event,
    make_organisation,
    make_programme,
    make_source,
    make_statement,
    make_term,
)

pytestmark = pytest.mark.django_db

TODAY = dt.datetime(2026, 1, 10, 12, tzinfo=dt.UTC)


def shown():
    return front_page_rows(generation.present_state(TODAY))


def titles(rows):
    return [row["title"] for row in rows]


def test_events_come_or_came():
    for title, date in [
        ("old", "2020"),
        ("recent", "2026-01-09"),
        ("today", "2026-01-10"),
        ("next", "2026-02"),
        ("undated", ""),
    ]:
        make_event(title=title, date=date)
    make_event(title="cancelled", date="2026-03", status="CANCELLED")

    found = shown()

    assert titles(found["coming"]) == ["today", "next"]
    assert titles(found["newest"]) == ["recent", "old"]


def test_a_programme_runs_if_its_status_or_its_period_says_so():
    for title, period, status in [
        ("under way", "", "2"),
        ("in its period", "2024/2028", ""),
        ("open", "2019/..", ""),
        ("closed early", "2024/2028", "4"),
        ("over", "2020/2021", ""),
        ("end not stated", "2021-09/", ""),
        ("undated", "", ""),
    ]:
        make_programme(title=title, planned_period=period, status=status)

    assert titles(shown()["running"]) == ["in its period", "open", "under way"]


def test_what_is_expected_next_comes_before_what_was():
    make_commitment(title="passed", due="2026-01-09")
    make_commitment(title="long passed", due="2001")
    make_commitment(title="today", due="2026-01-10")
    make_commitment(title="far", due="2027")
    make_commitment(title="kept", due="2025", parts=[CommitmentUpdate(status="kept")])
    make_commitment(title="undated")

    found = shown()

    assert titles(found["commitments"]) == ["today", "far", "passed", "long passed"]


def test_of_many_that_are_expected_the_next_are_shown():
    for year in range(2030, 2020, -1):
        make_commitment(title=str(year), due=str(year))

    assert titles(shown()["commitments"]) == ["2026", "2027", "2028", "2029", "2030"]


def test_each_constituent_is_counted_over_what_is_public():
    union = make_organisation(constituent="workers")
    make_organisation(name="HIDDEN", constituent="workers", published=False)
    role = make_term(scheme="event-role", code="participant")
    make_event(
        parts=[Participation(organisation=union, role=role) for _ in range(2)],
    )
    make_event(published=False, parts=[Participation(organisation=union, role=role)])
    make_statement(parts=[StatementSpeaker(organisation=union)])

    workers = next(row for row in shown()["constituents"] if row["code"] == "workers")

    assert (workers["organisations"], workers["events"], workers["statements"]) == (1, 1, 1)


@pytest.mark.past_publishing
def test_changes_name_what_is_public_newest_first():
    make_source(title="HIDDEN", published=False)
    for number, day in enumerate(("2026-01-05", "2026-01-08", "2026-01-06")):
        source = make_source(title=f"Source {number}")
        moment = dt.datetime.fromisoformat(f"{day}T20:00Z")
        Source.objects.filter(pk=source.pk).update(published_at=moment)

    found = [
        (change["record"]["name"], change["day"]["edtf"], change["is_new"])
        for change in shown()["changes"]
    ]

    assert found == [
        ("Source 1", "2026-01-09", False),
        ("Source 2", "2026-01-07", False),
        ("Source 0", "2026-01-06", False),
    ]


def test_the_front_page_costs_the_same_with_one_and_three_of_each():
    counts = []
    for number in range(3):
        make_event(title=f"Coming {number}", date="2026-05")
        make_event(title=f"Past {number}", date="2025")
        make_programme(title=f"Programme {number}", status="2")
        make_commitment(title=f"Late {number}", due="2025")
        make_commitment(title=f"Due {number}", due="2027")
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                shown()
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 24
