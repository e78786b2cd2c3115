"""Two registers at a frozen clock, the same on every run, and every address of theirs."""

import datetime as dt
import html
import itertools
import re
import secrets
import uuid
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import timezone

from cooperation.exchange.seeding import seed_register
from cooperation.models.base import record_models
from tests.guards import addresses, crossings, rows
from tests.guards.hiding import renew, write_hidden
from tests.guards.rows import OPEN, PUBLIC, World

NOW = dt.datetime(2026, 11, 28, 5, tzinfo=dt.UTC)
FOLDERS = [settings.BASE_DIR / "fixtures" / name for name in ("reference", "cambodia")]
OF_ALL = uuid.UUID("5b0c9d2e-1f64-4c36-9a4c-6a6f2f3b7c11")
API = "/api/"
NEXT = re.compile(r'"next": ?"([^"]+)"|href="([^"]+)" rel="next"')


def freeze(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock; give each row a permanent id by its model and number, files names alike."""
    clock, random_id = timezone.now, uuid.uuid4
    numbers = itertools.count(1)
    monkeypatch.setattr(timezone, "now", _now)
    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.uuid5(OF_ALL, f"{next(numbers)}"))
    names = _ids("file")
    monkeypatch.setattr(secrets, "token_hex", lambda size: names().hex[: 2 * size])
    monkeypatch.setattr(rows, "_numbers", itertools.count(1))
    for model in apps.get_app_config("cooperation").get_models():
        for field in model._meta.local_concrete_fields:
            if field.default is clock or field.default is random_id:
                default = _now if field.default is clock else _ids(f"{model.__name__} {field.name}")
                monkeypatch.setattr(field, "default", default)
                monkeypatch.delitem(vars(field), "_get_default", raising=False)


def _now() -> dt.datetime:
    return NOW


def _ids(name: str):
    numbers = itertools.count(1)
    return lambda: uuid.uuid5(OF_ALL, f"{name} {next(numbers)}")


def write_seeds() -> Iterator[str]:
    """Seed the register of the articles; give all its addresses, and its lists page by page."""
    seed_register(FOLDERS, by=None, at=NOW)
    seen = [record for model in record_models() for record in model.objects.all()]
    return everywhere(seen, {})


def write_filled() -> Iterator[str]:
    """Write records of every kind, public and hidden in every way; give all their addresses."""
    rows.write_lists()
    first = rows.write_roots(OPEN, PUBLIC)
    second = rows.write_roots(OPEN, PUBLIC, first)
    rows.write_versions()
    renew()
    hidden = write_hidden(first)
    for world in hidden:
        crossings.write_crossings(first, world)
    rows.write_versions()
    renew()
    seen = [record for world in (first, second, *hidden) for record in world.values()]
    return everywhere(seen, first)


def everywhere(records: list, named: World) -> Iterator[str]:
    """Give each address in each language; lists by each filter, by each two, and page by page."""
    plain = [*addresses.fixed(), *addresses.of_terms(), *addresses.of_records(records)]
    filtered = [*by_filters(named)] if named else []
    for address in (*plain, *filtered):
        yield address
        yield from addresses.in_khmer([address])
    for address, _resource in addresses.lists():
        for page in (address, *addresses.in_khmer([address])):
            yield from pages(page)


def by_filters(named: World) -> Iterator[str]:
    """Give each list and file by one filter; the API by each two of different names, too."""
    for address, resource in addresses.lists():
        values = list(addresses.filters(resource, named))
        single = [f"?{name}={value}" for name, value in values]
        yield from (address + query for query in single)
        if address.startswith(API):
            for (one, first), (other, second) in itertools.combinations(values, 2):
                if one != other:
                    yield f"{address}?{one}={first}&{other}={second}"
        else:
            yield from (f"{address.rstrip('/')}.csv{query}" for query in single)


def pages(address: str) -> Iterator[str]:
    """Give the first and the second page of a list; in the API of two rows each."""
    first = f"{address}?limit=2" if address.startswith(API) else address
    yield first
    if link := NEXT.search(Client().get(first).content.decode()):
        yield html.unescape(link[1] or link[2]).removeprefix(settings.SITE_URL)
