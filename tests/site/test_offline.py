import json
import re

import pytest
from lxml import html

from cooperation.site import offline
from tests import factories

pytestmark = pytest.mark.django_db


def known(text: str) -> dict:
    return json.loads(re.match("const KNOWN = (.*);\n", text)[1])


def test_the_worker_rules_the_whole_site_and_is_asked_for_anew(client):
    response = client.get("/service-worker.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert known(response.content.decode())["offline"][0] == "/offline/"


def test_other_code_makes_another_worker(monkeypatch):
    monkeypatch.setattr(offline, "build_name", lambda: "another")
    assert known(offline.script.__wrapped__()) == known(offline.script()) | {"build": "another"}


def test_a_page_tells_its_day_and_address_where_it_is_kept_or_printed(client):
    factories.make_event(slug="forum", date="2026-01-22")
    found = html.fromstring(client.get("/events/?year=2026&kind=forum").content.decode())
    (kept,) = found.xpath("//main/p[@id='kept' and @hidden]")
    day = kept.find("time")
    (printed,) = found.xpath("//footer//p[@class='onpaper']")
    assert day.get("datetime") == printed.find("time").get("datetime")
    assert day.text == printed.find("time").text
    assert printed.text == "http://127.0.0.1:8000/events/?year=2026&kind=forum"


def test_a_printed_source_has_its_address(client):
    event = factories.make_event(slug="forum", summary="Words")
    found = html.fromstring(client.get("/events/forum/").content.decode())
    source = event.citations.get().source
    assert found.xpath("//ol[@class='src']//span[@class='onpaper']/text()") == [
        f"http://127.0.0.1:8000/sources/{source.slug}/"
    ]


def test_what_is_said_without_a_connection_is_no_page_to_find(client):
    found = html.fromstring(client.get("/offline/").content.decode())
    assert found.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert found.xpath("//section[@id='kept-pages' and @hidden]//ul/*") == []
    assert "/offline/" not in client.get("/sitemap.xml").content.decode()


def test_an_error_is_not_marked_as_a_page_to_keep(client):
    assert "kept" not in client.get("/nothing/").content.decode()
