"""The desk as records grow: no query a row in lists, no slower a form among many events."""

import pytest
from django.test import Client
from django.urls import reverse

from cooperation.models import Event
from tests import factories
from tests.benchmarks import growth
from tests.guards import rows
from tests.guards.rows import KINDS, OPEN, PUBLIC

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db, pytest.mark.past_publishing]

MOST = 20
MOST_OF_A_FORM = 40
MOST_GROWTH = 1.5


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


def test_the_form_of_an_event_is_as_quick_among_many_as_among_100():
    rows.write_lists()
    world = rows.write_roots(OPEN, PUBLIC)
    desk = Client()
    desk.force_login(factories.make_user(is_superuser=True))
    growth.write_events(100, world)
    address = reverse("admin:cooperation_event_change", args=[world[Event].pk])
    growth.queries(desk, address)
    asked = growth.queries(desk, address)
    assert len(asked) <= MOST_OF_A_FORM, "\n".join(asked)
    few = growth.seconds(address, desk)
    growth.write_events(growth.MANY - 100, world)
    assert len(growth.queries(desk, address)) == len(asked)
    many = growth.seconds(address, desk)
    assert many <= few * MOST_GROWTH, (few, many)
