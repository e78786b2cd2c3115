"""Links of ours name the register's own address, whatever name it was asked under."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.files import content_of
from tests.guards import addresses, registered, rows
from tests.guards.rows import OPEN, PUBLIC, World

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.past_publishing]

ELSEWHERE = "elsewhere.example"


@pytest.fixture
def world(settings) -> World:
    settings.ALLOWED_HOSTS = [ELSEWHERE, "testserver"]
    rows.write_lists()
    found = rows.write_roots(OPEN, PUBLIC)
    # Lists with a second page.
    rows.write_roots(OPEN, PUBLIC, named=found)
    rows.index()
    return found


def places(value: Any) -> Iterator[tuple[str, str]]:
    """Give the name and the address of each link to another page of ours in a body of JSON."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("next", "previous") or name.endswith("_url"):
                yield from [(name, inner)] if isinstance(inner, str) else []
            yield from places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from places(inner)


def asked(world: World) -> list[str]:
    pages = [*addresses.fixed(), *addresses.of_terms(), *addresses.of_records(world.values())]
    by_one = [address.replace("limit=500", "limit=1") for address in pages if "limit" in address]
    moved = ["/events", "/embed/map", "/api/v1/events", "/admin/", "/admin/login/"]
    return [*pages, *by_one, *addresses.in_khmer(pages), *moved]


def test_no_answer_takes_its_links_from_the_name_that_was_asked_for(world):
    wrong = {}
    for address in asked(world):
        response = Client(headers={"host": ELSEWHERE}).get(address)
        assert response.status_code < 500, address
        told = [*map(str, response.items()), content_of(response).decode(errors="replace")]
        if any(ELSEWHERE in text for text in told):
            wrong[address] = response.status_code
    assert wrong == {}


def test_the_api_links_to_the_next_page_and_to_parts_under_our_own_address(world):
    found: set[str] = set()
    foreign = {}
    for address in asked(world):
        if not address.startswith(f"/{registered.API}") or "schema" in address:
            continue
        response = Client(headers={"host": ELSEWHERE}).get(address)
        if not response["Content-Type"].startswith("application/json"):
            continue
        for name, link in places(json.loads(content_of(response))):
            found.add(name)
            if name in ("next", "previous") and not link.startswith(f"{settings.SITE_URL}/api/"):
                foreign[address, name] = link
    assert foreign == {}
    assert {"next", "participants_url"} <= found


def test_a_next_page_is_found_where_the_link_leads(world):
    first = Client().get("/api/v1/events/?limit=1&lang=en").json()
    assert first["next"].startswith(f"{settings.SITE_URL}/api/v1/events/?")
    second = Client().get(first["next"].removeprefix(settings.SITE_URL)).json()
    assert second["previous"].startswith(f"{settings.SITE_URL}/api/v1/events/?")
    assert first["results"] != second["results"]


def test_the_document_of_the_api_names_its_server():
    document = Client(headers={"accept": "application/vnd.oai.openapi+json"}).get("/api/v1/schema/")
    servers = json.loads(content_of(document))["servers"]
    assert servers == [{"url": settings.SITE_URL}]
