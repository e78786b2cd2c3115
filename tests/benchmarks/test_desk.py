"""The desk at 1,000 records of a kind: no query a row."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.benchmarks import growth
from tests.guards import rows
from tests.guards.rows import KINDS, OPEN, PUBLIC

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

MOST = 20


@pytest.mark.parametrize("kind", KINDS, ids=[kind.__name__ for kind in KINDS])
def test_a_list_of_1000_records_costs_as_many_queries_as_one_of_3(kind):
    rows.write_lists()
    world = rows.write_roots(OPEN, PUBLIC)
    desk = Client()
    desk.force_login(factories.make_user(is_superuser=True))
    address = reverse(f"admin:cooperation_{kind._meta.model_name}_changelist")
    named = rows.links_to(kind, world)
    growth.copies(rows.filled(kind, OPEN, **named | PUBLIC), 2)
    few = len(growth.queries(desk, address))
    growth.copies(rows.filled(kind, OPEN, **named | PUBLIC), 997)
    assert kind.objects.count() == 1_000
    assert (len(growth.queries(desk, address)), few <= MOST) == (few, True)
