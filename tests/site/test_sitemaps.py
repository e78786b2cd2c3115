import urllib.robotparser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from cooperation.queries import addresses
from cooperation.site import sitemaps
from tests import factories

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


def located(client, address: str) -> list[str]:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, sitemaps.XML)
    found = etree.fromstring(response.content).xpath("//*[local-name()='loc']/text()")
    return [url.removeprefix(SITE) for url in found]


def test_every_public_record_stands_in_the_sitemap_and_no_other(client):
    factories.make_event(slug="forum")
    factories.make_event(slug="draft", published=False)
    person = factories.make_person(slug="dara")
    statement = factories.make_statement()
    factories.make_term(scheme="theme", code="skills")
    found = located(client, "/sitemap.xml")
    assert len(found) == len(set(found))
    assert {
        "/",
        "/events/",
        "/stakeholders/posts/",
        "/about/",
        "/events/forum/",
        f"/stakeholders/people/{person.slug}/",
        f"/statements/{statement.uid}/",
        "/themes/skills/",
    } <= set(found)
    assert [url for url in found if "draft" in url or "embed" in url or "?" in url] == []
    assert [url for url in found if client.get(url).status_code != 200] == []


def test_many_addresses_come_in_parts_and_together_are_all(client, monkeypatch):
    for slug in ("a", "b", "c"):
        factories.make_event(slug=slug)
    factories.make_event(slug="draft", published=False)
    monkeypatch.setattr(addresses, "STRETCH", 2)
    together = set(located(client, "/sitemap.xml"))
    monkeypatch.setattr(sitemaps, "MOST_IN_ONE", 2)
    parts = located(client, "/sitemap.xml")
    assert parts[0] == "/sitemaps/pages.xml"
    assert len([part for part in parts if "/event-" in part]) in (2, 3)
    in_parts = [url for part in parts for url in located(client, part)]
    assert (len(in_parts), set(in_parts)) == (len(together), together)


def test_it_lists_nothing_that_searchers_are_kept_from(client):
    factories.make_event(slug="forum")
    factories.make_statement()
    factories.make_term(scheme="theme", code="skills")
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())
    sitemap = etree.fromstring(client.get("/sitemap.xml").content)
    others = sitemap.xpath("//*[local-name()='link']/@href")
    addresses = [*located(client, "/sitemap.xml"), *(url.removeprefix(SITE) for url in others)]
    kept_from = {}
    for address in dict.fromkeys(addresses):
        answer = client.get(address)
        text = answer.content.decode() + answer.get("X-Robots-Tag", "")
        if answer.status_code != 200 or "noindex" in text or not robots.can_fetch("x", address):
            kept_from[address] = answer.status_code
    assert kept_from == {}
    assert "/km/events/forum/" in addresses


@pytest.mark.parametrize("part", ["event-7", "term-0", "user-0", "event-" + "9" * 40])
def test_a_part_without_records_does_not_exist(client, part):
    factories.make_event(slug="forum")
    assert client.get(f"/sitemaps/{part}.xml").status_code == 404


def test_more_records_cost_no_more_queries(client):
    counts = []
    for made in (1, 2):
        for _number in range(made):
            factories.make_event()
        with CaptureQueriesContext(connection) as queries:
            located(client, "/sitemap.xml")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


def test_robots_are_kept_from_the_desk_and_from_endless_lists(client):
    text = client.get("/robots.txt").content.decode()
    lines = text.splitlines()
    assert lines[-1] == f"Sitemap: {SITE}/sitemap.xml"
    parsed = urllib.robotparser.RobotFileParser()
    parsed.parse(lines)
    assert {path: parsed.can_fetch("x", SITE + path) for path in ROBOTS} == ROBOTS
    assert {"Disallow: /*?", "Allow: /*.ics", "Allow: /*.atom"} <= set(lines)


ROBOTS = {
    "/": True,
    "/events/forum/": True,
    "/cards/events/forum.png": True,
    "/search/": False,
    "/admin/": False,
    "/api/v1/events/": False,
}
