"""Applying bit by bit: nobody waits for long, nothing is done twice."""

import pytest

from cooperation.exchange import importing
from cooperation.exchange.importing_applying import AIM, MOST_AT_ONCE, Pace
from cooperation.models import Event
from tests.exchange import importing_events
from tests.factories import AT

WAYS = {"rest": lambda _seconds: None}


def test_a_transaction_takes_as_many_records_as_fit_into_its_time():
    pace = Pace(records=100)
    pace.follow(AIM / 10)
    assert pace.records == 200, "No more than twice as many as before: the next may be larger."
    pace.follow(2 * AIM)
    assert pace.records == 100
    pace.follow(1_000 * AIM)
    assert pace.records == 1, "One record is always whole."
    for _ in range(20):
        pace.follow(0)
    assert pace.records == MOST_AT_ONCE


@pytest.mark.django_db
def test_a_slow_database_is_given_back_after_each_record():
    batch = importing_events.confirmed(12)
    ticks = iter(range(10_000))
    applied = []

    def rest(_seconds: float) -> None:
        applied.append(Event.objects.count())

    importing.go_on(batch.pk, at=AT, seconds=10_000, clock=lambda: next(ticks), rest=rest)
    assert applied == [10, 11, 12, 12], "Ten at first, then no more than fit; none at last."


@pytest.mark.django_db
def test_a_slice_ends_in_time_and_the_next_goes_on_where_it_was():
    batch = importing_events.confirmed(25)
    ticks = iter(range(10_000))
    batch = importing.go_on(batch.pk, at=AT, seconds=2, clock=lambda: next(ticks), **WAYS)
    assert (batch.state, batch.position, Event.objects.count()) == ("applying", 10, 10)
    batch = importing.go_on(batch.pk, at=AT, seconds=600, **WAYS)
    assert (batch.state, batch.applied, Event.objects.count()) == ("done", 25, 25)


@pytest.mark.django_db
def test_two_who_apply_one_import_do_each_record_once():
    batch = importing_events.confirmed(25)
    others = []

    def rest(_seconds: float) -> None:
        if not others:
            others.append(importing.go_on(batch.pk, at=AT, seconds=600, **WAYS))

    batch = importing.go_on(batch.pk, at=AT, seconds=600, rest=rest)
    assert (batch.state, batch.applied, Event.objects.count()) == ("done", 25, 25)
