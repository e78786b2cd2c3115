"""What pages over the whole register ask of the database, first after a publication.

Compared with reading the names of all events once, in the same run.
"""

import pytest
from django.db import connection
from django.test import Client

from cooperation.models import Event
from cooperation.queries import generation
from tests.benchmarks import growth
from tests.benchmarks.growth import clock
from tests.guards import rows
from tests.guards.rows import OPEN, PUBLIC

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db, pytest.mark.past_publishing]

API = "/api/v1/events/"
# These find their first rows by an index, and count what is public by sets or an index alone.
PAGES = (
    "/timeline/",
    "/timeline/?year=2020",
    "/changes/",
    "/changes.atom",
    "/events.atom",
    "/",
    "/sitemap.xml",
    f"{API}?ordering=title",
    f"{API}?ordering=-updated_at",
    f"{API}?ordering=date",
)
# These are told by sets: hardly any of the events is read.
OF_SETS = ("/network/", "/map/", "/tripartite/", "/api/v1/terms/", "/api/v1/places/")
MOST_OF_SETS = 0.3
ROUNDS = 7


def database_work(address: str) -> float:
    """Return what the queries of a first answer cost, asked again alone: the best of some."""
    asked: list[tuple[str, object]] = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    generation._kept.clear()
    with connection.execute_wrapper(note):
        growth.answered(Client(), address)
    return min(_again(asked) for _ in range(ROUNDS))


def _again(asked: list[tuple[str, object]]) -> float:
    with connection.cursor() as cursor:
        started = clock()
        for sql, params in asked:
            if sql.startswith("SELECT"):
                cursor.execute(sql, params)
                cursor.fetchall()
        return clock() - started


def reading_all() -> float:
    """Return what it costs to read the address of every event once: the best of some."""
    found = []
    for _ in range(ROUNDS):
        started = clock()
        list(Event.objects.order_by("pk").values_list("pk", "slug"))
        found.append(clock() - started)
    return min(found)


def test_pages_over_the_whole_register_stop_early_or_count_by_an_index():
    rows.write_lists()
    world = rows.write_roots(OPEN, PUBLIC)
    growth.write_events(growth.MANY, world)
    growth.index_events()
    reading = reading_all()
    most = dict.fromkeys(PAGES, 1) | dict.fromkeys(OF_SETS, MOST_OF_SETS)
    ratios = {address: round(database_work(address) / reading, 2) for address in most}
    print(f"To reading {growth.MANY:,} events once: {ratios}")
    assert {address: of for address, of in ratios.items() if of > most[address]} == {}
