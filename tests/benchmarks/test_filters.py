"""Every filter of every list, alone and in pairs, in a register of 20,000 events.

With FULL=1 they are 100,000, and all pairs are asked. A filter may cost what reading the register
once costs, and never rows times rows. Ratios to the plain list in the same run; pairs are told.
"""

import itertools
import logging
import os
from collections.abc import Iterator

import pytest
from django.test import Client

from cooperation.kinds.dated_filters import Years
from cooperation.kinds.filters import Choices, Flag, Number, Places, Records, Terms
from cooperation.kinds.stakeholder_filters import Roles
from cooperation.queries import generation, search_fields
from cooperation.queries.resources import Resource
from tests.benchmarks import crowd
from tests.benchmarks.growth import clock
from tests.guards.addresses import lists

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db, pytest.mark.past_publishing]

FULL = os.environ.get("FULL") == "1"
SHARE, EACH_PAIR = (1.0, 1) if FULL else (0.2, 20)
MOST = 15
# These read all that is said of people, posts or words once: beyond 15 times in the large register.
READING_ALL = {
    "q": 100,
    "locator": 60,
    "people.constituent": 150,
    "people.organisation": 60,
    "people.on": 100,
    "people.role": 40,
    "posts.on": 100,
    "posts.person": 60,
    "organisations.role": 40,
    "stakeholders.constituent": 40,
    "stakeholders.role": 40,
}
TOLD, LIMIT_SECONDS = 12, 60
API = [
    (address, resource)
    for address, resource in lists()
    if address.startswith("/api/") and resource.name not in ("terms", "places", "changes")
]


def values(resource: Resource) -> Iterator[tuple[str, str]]:
    """Give each filter of a list with a value that very many have, and with one that few have."""
    for name, field in resource.filters.get_filters().items():
        match field:
            case Records(named=named):
                kind, middle = named._meta.model_name, int(crowd.COUNTS[named] * SHARE / 2)
                yield from ((name, f"{kind}-0"), (name, f"{kind}-{middle}"))
            case Terms() | Roles():
                yield from ((name, "used"), (name, f"code-{crowd.TERMS - 1}"))
            case Places():
                yield from ((name, "KH"), (name, "KH-12"))
            case Choices(choices=choices):
                yield from ((name, choices.values[0]), (name, choices.values[-1]))
            case Years():
                yield from ((name, "2020"), (name, "2026"))
            case Number():
                yield name, "1"
            case Flag():
                yield from ((name, "true"), (name, "false"))
            case search_fields.Search():
                yield from ((name, "otherword"), (name, "rareword"))
            case _:
                yield from ((name, "2018-02-01"), (name, "2026-01-22"))


def cost(address: str) -> float:
    """Return what the first answer in a state of the register costs, its count included."""
    generation._kept.clear()
    started = clock()
    response = Client().get(address)
    assert response.status_code in (200, 503), address
    return clock() - started if response.status_code == 200 else float("inf")


def most_of(resource: Resource, name: str) -> int:
    return READING_ALL.get(f"{resource.name}.{name}") or READING_ALL.get(name) or MOST


def test_no_filter_costs_rows_times_rows(settings, caplog):
    caplog.set_level(logging.CRITICAL)
    # On a busy machine readers would be told to ask for less; here all is measured.
    settings.QUERY_LIMIT = LIMIT_SECONDS
    crowd.write_register(SHARE)
    beyond, told = {}, []
    for address, resource in API:
        cost(address)
        plain = min(cost(address) for _ in range(3))
        asked = [f"{name}={value}" for name, value in values(resource)]
        for question in asked:
            ratio = cost(f"{address}?{question}") / plain
            if ratio > most_of(resource, question.partition("=")[0]):
                # Others work here too: what is slow twice is slow.
                ratio = min(ratio, cost(f"{address}?{question}") / plain)
            if ratio > most_of(resource, question.partition("=")[0]):
                beyond[f"{address}?{question}"] = round(ratio, 1)
            told.append((ratio, f"{resource.name}?{question}"))
        for one, other in itertools.islice(pairs(asked), 0, None, EACH_PAIR):
            question = f"{one}&{other}"
            told.append((cost(f"{address}?{question}") / plain, f"{resource.name}?{question}"))
    for ratio, question in sorted(told, reverse=True)[:TOLD]:
        print(f"{ratio:8.1f} times the plain list: {question}")
    print(f"{len(told)} questions asked, {sum(ratio > MOST for ratio, _ in told)} above {MOST}")
    assert beyond == {}


def pairs(asked: list[str]) -> Iterator[tuple[str, str]]:
    for one, other in itertools.combinations(asked, 2):
        if one.partition("=")[0] != other.partition("=")[0]:
            yield one, other
