"""How many queries a page costs: few, and as many for more rows as for one."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cooperation.models import Generation, Organisation, Programme
from cooperation.queries import resources
from cooperation.queries.resources import Resource
from tests.files import content_of
from tests.guards import addresses, rows
from tests.guards.rows import KINDS, OPEN, PUBLIC

MOST_OF_A_LIST, MOST_OF_A_DETAIL = 17, 29
# They show what their parts hold as well, a programme what the events of all of them do.
MOST_WITH_PARTS = {Programme: 38, Organisation: 30}
NAMES = sorted(item.name for item in vars(resources).values() if isinstance(item, Resource))


def cost(address: str) -> list[str]:
    """Return the queries of an answer in a state of the register that nothing is known of."""
    state = {"token": uuid.uuid4(), "changed_at": timezone.now(), "edges": []}
    Generation.objects.update_or_create(pk=1, defaults=state)
    with CaptureQueriesContext(connection) as asked:
        response = Client().get(address)
        content_of(response)
    assert response.status_code == 200, address
    return [query["sql"] for query in asked]


def too_many(costs: dict[str, list[str]], most: int) -> dict[str, int]:
    return {address: len(asked) for address, asked in costs.items() if len(asked) > most}


def costs_of_khmer(costs: dict[str, list[str]]) -> dict[str, int]:
    """Return the Khmer pages that cost another number of queries than the English ones."""
    pages = [address for address in costs if address.partition("?")[0].endswith("/")]
    found = {khmer: len(cost(khmer)) for khmer in addresses.in_khmer(pages)}
    return {
        address: number
        for address, number in found.items()
        if number != len(costs[address.removeprefix("/km")])
    }


@pytest.mark.django_db
@pytest.mark.past_publishing
@pytest.mark.parametrize("name", NAMES)
def test_a_list_costs_the_same_for_more_rows(name):
    rows.write_lists()
    of_name = [address for address, resource in addresses.lists() if resource.name == name]
    # The second has someone of its own kind to name, the first has nobody.
    first = rows.write_roots(OPEN, PUBLIC)
    rows.write_roots(OPEN, PUBLIC, first)
    rows.write_versions()
    rows.index()
    few = {address: cost(address) for address in of_name}
    rows.write_roots(OPEN, PUBLIC, first)
    rows.write_roots(OPEN, PUBLIC, first)
    rows.write_versions()
    rows.index()
    more = {address: cost(address) for address in of_name}
    assert {address: len(asked) for address, asked in more.items()} == {
        address: len(asked) for address, asked in few.items()
    }
    assert too_many(more, MOST_OF_A_LIST) == {}
    assert costs_of_khmer(more) == {}


@pytest.mark.django_db
@pytest.mark.past_publishing
@pytest.mark.parametrize("kind", KINDS, ids=[kind.__name__ for kind in KINDS])
def test_a_detail_costs_the_same_for_more_neighbours(kind):
    rows.write_lists()
    first = rows.write_roots(OPEN, PUBLIC)
    rows.write_roots(OPEN, PUBLIC, first)
    rows.write_versions()
    rows.index()
    details = addresses.of_records([first[kind]])
    few = {address: cost(address) for address in details}
    rows.write_roots(OPEN, PUBLIC, first)
    rows.write_roots(OPEN, PUBLIC, first)
    rows.write_versions()
    more = {address: cost(address) for address in details}
    assert {address: len(asked) for address, asked in more.items()} == {
        address: len(asked) for address, asked in few.items()
    }
    assert too_many(more, MOST_WITH_PARTS.get(kind, MOST_OF_A_DETAIL)) == {}
    assert costs_of_khmer(more) == {}


@pytest.mark.django_db
def test_no_other_page_costs_more_than_a_detail():
    rows.write_lists()
    for _ in range(3):
        rows.write_roots(OPEN, PUBLIC)
    rows.index()
    of_lists = {address for address, _resource in addresses.lists()}
    others = [item for item in addresses.fixed() if item.partition("?")[0] not in of_lists]
    costs = {address: cost(address) for address in (*others, *addresses.of_terms())}
    assert too_many(costs, MOST_OF_A_DETAIL) == {}
