"""The first and the last days that there are, through every public address.

Here four registers hold three of these dates each; with FULL=1 each date has a register of its own.
"""

import datetime as dt
import os

import pytest

from cooperation.models import CommitmentUpdate, Position
from tests import factories
from tests.files import content_of
from tests.guards import addresses

pytestmark = [pytest.mark.thorough, pytest.mark.django_db]

DATES = (
    "0001-01-01",
    "0001-01",
    "0001",
    "../0001-01-01",
    "0001-01-01/9999-12-31",
    "0001/9999",
    "9999-12-31/..",
    "999X",
    "9999",
    "9999-12",
    "9999-12-31",
    "9999-12-31/9999-12-31",
)
REGISTERS = len(DATES) if os.environ.get("FULL") == "1" else 4
ZONES = ("Asia/Phnom_Penh", "Pacific/Kiritimati", "Pacific/Pago_Pago")
FIRST, LAST = "0001-01-01", "9999-12-31"
TIMES = ((dt.time(0, 0), dt.time(23, 59)), (dt.time(23, 59), None))


def write_dated(date: str) -> list:
    """Publish a record of each kind that has a date, with that one."""
    source = factories.make_source(title=f"Source {date}", published=date)
    organisation, post = factories.make_organisation(), factories.make_post()
    person = factories.make_person(parts=[Position(post=post, period=date)])
    programme = factories.make_programme(planned_period=date, actual_period=date)
    events = [
        factories.make_event(date=date, start_time=start, end_time=end, time_zone=zone)
        for zone in ZONES
        for start, end in TIMES
    ]
    statement = factories.make_statement(event=events[0], said_on=date)
    commitments = [
        factories.make_commitment(
            due=date,
            made_on=date,
            made_at=events[0],
            parts=[CommitmentUpdate(date=date, status="in_progress")],
            looked_for_on=day,
        )
        for day in (None, dt.date.min, dt.date.max)
    ]
    return [source, person, organisation, post, programme, *events, statement, *commitments]


def asked(records: list) -> list[str]:
    """Return every address that could tell of these dates."""
    lists = [address for address, _resource in addresses.lists()]
    found = [*addresses.fixed(), *addresses.of_records(records)]
    found += [f"{address}?from={day}&to={day}" for day in (FIRST, LAST) for address in lists]
    return found


@pytest.mark.parametrize("dates", [DATES[number::REGISTERS] for number in range(REGISTERS)])
def test_what_is_dated_so_is_answered_everywhere(dates, client):
    records = [record for date in dates for record in write_dated(date)]
    refused = []
    for address in asked(records):
        try:
            answer = client.get(address)
            content_of(answer)
            if answer.status_code >= 500:
                refused.append((address, answer.status_code))
        except Exception as error:
            refused.append((address, repr(error)))
    assert refused == []
