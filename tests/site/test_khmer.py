"""The pages under /km/: words, digits and dates in Khmer, and what is not in it is marked."""

import json
import re

import pytest
from django.db import InterfaceError
from lxml import html

from cooperation.models import OldSlug
from cooperation.models.base import Record
from cooperation.site.lists import LISTS
from cooperation.web import conditional
from tests import factories
from tests.files import content_of
from tests.guards import addresses, rows
from tests.guards.rows import OPEN, PUBLIC
from tests.site.reading import strange, texts, tree
from tests.web.asking import OfTheTest, ask, wrapped

pytestmark = pytest.mark.django_db

DRAFT = "//p[contains(concat(' ', @class, ' '), ' draft ')]"
WESTERN, KHMER_DIGITS = re.compile("[0-9]"), re.compile("[០-៩]")
LISTS_OF_PAGES = [f"/{found.route}/" for found in LISTS.values()]
SAMPLE = ("/", "/about/", "/timeline/", "/search/?q=forum", "/embed/map/", "/data/")
NAMES_OF_FORMATS = ["BibTeX", "CSL JSON", "GraphML", "JSON", "JSON lines."]


def test_a_page_is_khmer_from_its_title_to_its_digits(client):
    factories.make_event(
        title="Forum on work", title_km="វេទិកាស្តីពីការងារ", slug="forum", date="2026-03-05"
    )
    page = tree(client, "/km/events/forum/")
    assert page.get("lang") == "km"
    assert texts(page, "//h1") == ["វេទិកាស្តីពីការងារ"]
    (day,) = page.xpath("//dd/time")
    assert (day.text, day.get("datetime")) == ("៥ ខែមីនា ឆ្នាំ២០២៦", "2026-03-05")
    assert texts(tree(client, "/km/events/"), "//h2[@class='count num']") == ["១ ព្រឹត្តិការណ៍"]
    assert texts(tree(client, "/events/"), "//h2[@class='count num']") == ["1 event"]


def test_a_text_without_khmer_is_english_and_says_so(client):
    factories.make_event(title="Forum on work", slug="forum", summary="", summary_km="សង្ខេប")
    title = tree(client, "/km/events/forum/").xpath("//h1")[0]
    assert [(found.get("lang"), found.text) for found in title] == [("en", "Forum on work")]
    english = tree(client, "/events/forum/")
    assert [*english.xpath("//h1")[0]] == []
    marked = english.xpath("//p[@class='lede']/span")
    assert [(found.get("lang"), found.text) for found in marked] == [("km", "សង្ខេប")]


def test_an_english_title_in_a_khmer_sentence_says_so(client):
    factories.make_event(title="Forum on <work>", slug="forum")
    (cited,) = tree(client, "/km/events/forum/").xpath("//p[@class='cited']")
    assert [(found.get("lang"), found.text) for found in cited] == [("en", "Forum on <work>")]
    assert "កំណែ ១" in cited.text_content()
    (cited,) = tree(client, "/events/forum/").xpath("//p[@class='cited']")
    assert ([*cited], ": Forum on <work> (version 1" in cited.text) == ([], True)


@pytest.mark.past_publishing
def test_no_english_hides_on_a_page(client):
    write_two_of_each()
    pages = {address: tree(client, f"/km{address}") for address in (*SAMPLE, *LISTS_OF_PAGES)}
    assert {address: hidden(page) for address, page in pages.items() if hidden(page)} == {}
    assert {address for address, page in pages.items() if len(page.xpath(DRAFT)) != 1} == set()


@pytest.mark.thorough
@pytest.mark.past_publishing
def test_no_english_hides_on_the_page_of_a_record(client):
    asked = [*addresses.of_records(write_two_of_each()), *addresses.of_terms()]
    pages = [found for found in addresses.in_khmer(asked) if found.endswith("/")]
    told = {address: found for address in pages if (found := hidden(tree(client, address)))}
    assert told == {}
    assert len(pages) > 2 * len(rows.KINDS)


def write_two_of_each() -> list[Record]:
    rows.write_lists()
    first = rows.write_roots(OPEN, PUBLIC)
    second = rows.write_roots(OPEN, PUBLIC, first)
    rows.index()
    return [*first.values(), *second.values()]


def hidden(page: html.HtmlElement) -> list[str]:
    return [text for text in strange(page) if text not in NAMES_OF_FORMATS]


def test_every_link_to_a_page_stays_in_the_language(client):
    factories.make_event(title="Forum", slug="forum")
    for address in ("/km/", "/km/events/", "/km/events/forum/"):
        page = tree(client, address)
        away = {
            target
            for target in page.xpath("//@href | //@action")
            if target.startswith("/") and not target.startswith(("/km/", "/static/"))
        }
        switch = page.xpath("//p[@class='lang']/a/@href")
        assert away == {*switch}, address
    assert switch == ["/events/forum/"]
    english = tree(client, "/events/?q=forum&limit=5")
    (switch,) = english.xpath("//p[@class='lang']/a")
    assert switch.get("href") == "/km/events/?q=forum&limit=5"
    assert (switch.get("lang"), switch.get("hreflang")) == ("km", "km")
    assert english.xpath(DRAFT) == []


def test_the_two_pages_name_each_other_and_one_thing(client, settings):
    event = factories.make_event(title="Forum", slug="forum")
    site = settings.SITE_URL
    ids = []
    for address in (f"/events/{event.slug}/", f"/km/events/{event.slug}/"):
        head = tree(client, address).find("head")
        assert head.xpath("link[@rel='canonical']/@href") == [site + address]
        languages = head.xpath("link[@rel='alternate'][@hreflang]")
        assert [(link.get("hreflang"), link.get("href")) for link in languages] == [
            ("en", f"{site}/events/forum/"),
            ("x-default", f"{site}/events/forum/"),
            ("km", f"{site}/km/events/forum/"),
        ]
        node = json.loads(head.xpath("script[@type='application/ld+json']")[0].text)
        ids.append((node["@id"], node["url"]))
    assert ids == [
        (f"{site}/events/forum/", f"{site}/events/forum/"),
        (f"{site}/events/forum/", f"{site}/km/events/forum/"),
    ]


def test_an_old_address_leads_on_in_its_language(client):
    event = factories.make_event(title="Forum", slug="new-name")
    OldSlug.objects.create(record_type="event", record_uid=event.uid, slug="old-name")
    assert client.get("/km/events/old-name/")["Location"] == "/km/events/new-name/"
    assert client.get("/km/events")["Location"] == "/km/events/"


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "atom", "ics"])
def test_files_are_in_khmer_too_with_western_digits_where_programs_read(client, suffix):
    factories.make_event(title="Forum", title_km="វេទិកា", date="2026-03-05")
    answer = client.get(f"/km/events.{suffix}")
    text = content_of(answer).decode()
    assert answer["Content-Language"] == "km"
    assert "វេទិកា" in text.replace("\r\n ", "")
    assert {"csv": "2026-03-05", "jsonl": '"2026-03-05"'}.get(suffix, "2026") in text
    assert content_of(client.get(f"/events.{suffix}")).decode() != text


def test_what_speaks_no_language_has_one_address(client):
    for address in ("/robots.txt", "/sitemap.xml", "/healthz", "/api/v1/events/", "/admin/"):
        assert client.get(f"/km{address}").status_code == 404, address
    assert client.get("/en/").status_code == 404


@pytest.mark.parametrize("status", [404, 405, 500, 503])
def test_an_error_is_told_in_khmer(client, monkeypatch, status):
    def fail(moment):
        raise {500: ZeroDivisionError, 503: InterfaceError}[status]("gone")

    client.raise_request_exception = False
    if status >= 500:
        monkeypatch.setattr(conditional.generation, "present_state", fail)
    method = "PUT" if status == 405 else "GET"
    answer = client.generic(method, "/km/nothing/" if status < 500 else "/km/events/")
    page = html.fromstring(answer.content.decode())
    assert (answer.status_code, answer["Content-Language"]) == (status, "km")
    assert page.get("lang") == "km"
    assert strange(page) == []
    assert "សេចក្តីព្រាង" in answer.content.decode()
    assert page.xpath("//a/@href")[-1].startswith("/km/")


def test_a_copy_from_before_is_in_the_language_that_is_asked_for():
    factories.make_event(title="Forum")
    reader = OfTheTest()
    site = wrapped(reader=reader)
    before = {address: ask(site, address) for address in ("/events/", "/km/events/")}
    assert before["/events/"].headers["ETag"] != before["/km/events/"].headers["ETag"]
    reader.is_away = True
    for address, answer in before.items():
        copy, language = ask(site, address), answer.headers["Content-Language"]
        assert copy.headers["Content-Language"] == language
        assert html.fromstring(copy.body.decode()).get("lang") == language
    assert "ច្បាប់ចម្លង" in ask(site, "/km/events/").body.decode()
    assert "last good copy" in ask(site, "/events/").body.decode()


def test_what_is_kept_between_answers_does_not_mix_the_languages(client):
    factories.make_event(title="Forum", date="2026-03-05")
    for address in ("/stakeholders/", "/events/", "/map/", "/", "/network/", "/timeline/"):
        for prefix in ("/km", "", "/km"):
            page = tree(client, f"{prefix}{address}")
            if prefix:
                assert hidden(page) == []
            else:
                assert not re.search("[\u1780-\u17ff]", page.xpath("string(//main)")), address


def test_a_browser_that_asks_for_khmer_gets_what_the_address_says(client):
    answer = client.get("/events/", HTTP_ACCEPT_LANGUAGE="km", HTTP_COOKIE="django_language=km")
    assert (answer.status_code, answer["Content-Language"]) == (200, "en")
    assert "Accept-Language" not in answer.get("Vary", "")
