"""A list of 25 stays flat from 1,000 to many events: ratios in one run, never times.

Many are 20,000, and 100,000 with FULL=1.
"""

import pytest
from django.conf import settings
from django.test import Client

from cooperation.models import Event, Source
from tests.benchmarks import growth
from tests.guards import rows
from tests.guards.rows import OPEN, PUBLIC, World

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db, pytest.mark.past_publishing]

PAGE, API = "/events/", "/api/v1/events/"
# Within a filter with its counts; of a word that few have; of one that all have, in the search.
FOUND = (
    f"{PAGE}?kind=used",
    f"{PAGE}?q=rareword",
    f"{API}?q=rareword",
    "/search/?q=rareword",
    f"/search/?q={OPEN}",
)
MOST = 1.3
# Of a source that all of them rest on: each citation is read once, not once for each event.
MOST_OF_ONE_SOURCE = 10


@pytest.fixture
def world() -> World:
    rows.write_lists()
    return rows.write_roots(OPEN, PUBLIC)


def further(address: str, pages: int) -> str:
    """Return the address some pages on, as the API's answers lead there."""
    for _ in range(pages):
        address = Client().get(address).json()["next"]
    return address.removeprefix(settings.SITE_URL)


def test_a_list_stays_flat_as_events_grow_in_number(world):
    growth.write_events(1_000, world)
    growth.index_events("rareword")
    addresses = [PAGE, API, further(API, 20), *FOUND]
    small = {address: growth.seconds(address) for address in addresses}
    growth.write_events(growth.MANY - 1_000, world)
    growth.index_events()
    assert Event.objects.published().count() == growth.MANY + 1
    large = {address: growth.seconds(address) for address in addresses}
    ratios = {address: round(large[address] / small[address], 2) for address in addresses}
    print(f"From 1,000 to {growth.MANY:,} events: {ratios}")
    assert {address: ratio for address, ratio in ratios.items() if ratio > MOST} == {}
    within = growth.seconds(f"{PAGE}?source={world[Source].slug}") / large[PAGE]
    print(f"Within one source of {growth.MANY:,} events: {within:.1f} times the list")
    assert within <= MOST_OF_ONE_SOURCE


def test_a_list_costs_as_many_queries_for_300_rows_as_for_3(world):
    addresses = [PAGE, API, f"{PAGE}?limit=500", f"{API}?limit=500"]
    growth.write_events(2, world)
    few = {address: len(growth.queries(Client(), address)) for address in addresses}
    growth.write_events(297, world)
    many = {address: len(growth.queries(Client(), address)) for address in addresses}
    assert Event.objects.published().count() == 300
    assert many == few
