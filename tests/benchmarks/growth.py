"""Many rows at once, and what an answer costs with them."""

import datetime as dt
import os
import statistics
import time
import uuid

from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cooperation.kinds.event import EVENTS
from cooperation.models import (
    Citation,
    Event,
    Generation,
    Participation,
    PublicBits,
    SearchEntry,
)
from cooperation.models.public_bits import Key, read_keys
from cooperation.models.search import search_id
from cooperation.publishing.index_entries import entries_of
from cooperation.rules import record_sets
from tests.guards.rows import OPEN, PUBLIC, World, filled

# What grows with the register shows at twenty times the rows; all that is promised with FULL=1.
MANY = 100_000 if os.environ.get("FULL") == "1" else 20_000
BATCH = 5_000
DAYS = 3_000
ROUNDS, REQUESTS = 5, 15

# SQLite works inside this process; of another server only the clock on the wall knows.
clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter


def copies(row: models.Model, count: int) -> list[models.Model]:
    """Write a row many times, each with a key, a permanent id and an address of its own."""
    model = type(row)
    names = {field.name for field in model._meta.concrete_fields}
    values = {
        field.attname: None if field.unique and field.null else getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    own = {"uid", "slug", "date"} & names if model is Event else {"uid", "slug"} & names
    start = dt.date(2018, 1, 1)
    written: list[models.Model] = []
    while len(written) < count:
        batch = []
        for number in range(len(written), min(len(written) + BATCH, count)):
            key = uuid.uuid4()
            day = (start + dt.timedelta(days=number % DAYS)).isoformat()
            mine = {"uid": key, "slug": f"copy-{key}", "date": day}
            batch.append(model(**values | {name: mine[name] for name in own}))
        written += model.objects.bulk_create(batch)
    return written


def write_events(count: int, world: World) -> None:
    """Write published events, each with a citation and a participation."""
    events = copies(filled(Event, OPEN, **PUBLIC), count)
    for model, named in ((Participation, "organisation"), (Citation, "source")):
        given = {named: next(row for row in world.values() if row._meta.model_name == named)}
        template = filled(model, OPEN, **given)
        values = {
            field.attname: getattr(template, field.attname)
            for field in model._meta.concrete_fields
            if not field.primary_key
        }
        for first in range(0, count, BATCH):
            of_these = events[first : first + BATCH]
            model.objects.bulk_create([model(**values | {"event_id": one.pk}) for one in of_these])
    # PostgreSQL looks at its tables by itself; nobody does so for SQLite.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    renew()


def index_events(rare: str = "") -> None:
    """Index events that were written past publishing, all with the words of one of them.

    The first 25 have a rare word besides.
    """
    pks = Event.objects.order_by("pk").values_list("pk", "uid", "date_earliest")
    indexed = SearchEntry.objects.filter(record_type="event")
    found = list(pks.exclude(pk__in=indexed.values("record_pk")))
    [template], _names = entries_of(Event, [found[0][0]], at=timezone.now())
    values = {field.attname: getattr(template, field.attname) for field in template._meta.fields}
    kept = [name for name in template.facets.split("\n") if not name.startswith("year=")]
    for first in range(0, len(found), BATCH):
        entries = []
        for number, (pk, uid, day) in enumerate(found[first : first + BATCH], first):
            mine = {
                "id": search_id(EVENTS.number, pk, day),
                "record_pk": pk,
                "record_uid": uid,
                "text": f"{template.text} {rare if number < 25 else ''}",
                "facets": "\n".join([*kept, f"year={day.year}"]),
            }
            entries.append(SearchEntry(**values | mine))
        SearchEntry.objects.put(entries, [])
    pieces: dict[int, list[tuple[int, frozenset[Key]]]] = {}
    for pk, names in indexed.values_list("record_pk", "facets"):
        pieces.setdefault(record_sets.place_of(pk)[0], []).append((pk, read_keys(names)))
    for chunk, records in pieces.items():
        PublicBits.objects.lay("event", chunk, records)
    renew()


def renew() -> None:
    state = {"token": uuid.uuid4(), "changed_at": timezone.now(), "edges": []}
    Generation.objects.update_or_create(pk=1, defaults=state)


def seconds(address: str, client: Client | None = None) -> float:
    """Return the time of a request: the best of several medians, since others work here too."""
    client = client or Client()
    answered(client, address)
    return min(
        statistics.median(_timed(client, address) for _ in range(REQUESTS)) for _ in range(ROUNDS)
    )


def queries(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        answered(client, address)
    return [query["sql"] for query in asked]


def answered(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, address


def _timed(client: Client, address: str) -> float:
    started = clock()
    client.get(address)
    return clock() - started
