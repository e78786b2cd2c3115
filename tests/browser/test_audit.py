"""Every kind of page, held against what the register promises of each."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import urldefrag, urljoin

import feedparser
import pytest
from lxml import html
from playwright.sync_api import Browser, Response

from tests.browser import auditing, markup
from tests.exchange import vocabulary

ENGLISH = [
    "/",
    "/programmes/",
    "/programmes/dwcp-2024-2028/",
    "/events/",
    "/events/?kind=forum",
    "/events/?year=1999",
    "/events/?from=tomorrow",
    "/events/employment-services-training/",
    "/events/workplan-endorsement-meeting-2026/",
    "/stakeholders/",
    "/stakeholders/organisations/",
    "/stakeholders/organisations/ilo/",
    "/stakeholders/people/",
    "/stakeholders/people/ith-samheng/",
    "/stakeholders/posts/",
    "/stakeholders/posts/minister-of-labour/?on=2022-02-17",
    "/statements/",
    "/statements/08e9491d-05b1-5842-9db6-f739ecdb7197/",
    "/commitments/",
    "/commitments/continue-capacity-building/",
    "/sources/",
    "/sources/skills-forum-2022/",
    "/themes/decent-work/",
    "/search/?q=skills",
    "/search/?q=qqqqqq",
    "/tripartite/",
    "/timeline/",
    "/network/",
    "/map/",
    "/changes/",
    "/changes/7e60ef36-a2e9-52d7-acee-1dc7839a7830/",
    "/report/7e60ef36-a2e9-52d7-acee-1dc7839a7830/",
    "/about/",
    "/accessibility/",
    "/data/",
    "/glossary/",
    "/offline/",
    "/api/v1/docs/",
    "/embed/timeline/",
    "/embed/network/organisations/ilo/",
    "/embed/map/",
    "/embed/commitments-by-state/",
]
KHMER = [
    "/km/",
    "/km/programmes/dwcp-2024-2028/",
    "/km/events/",
    "/km/events/?year=1999",
    "/km/events/workplan-endorsement-meeting-2026/",
    "/km/stakeholders/organisations/ilo/",
    "/km/stakeholders/posts/minister-of-labour/",
    "/km/commitments/",
    "/km/sources/skills-forum-2022/",
    "/km/search/?q=skills",
    "/km/tripartite/",
    "/km/timeline/",
    "/km/changes/",
]
PAGES = [*ENGLISH, *KHMER]
MISSING = "/events/nothing/"
FIRST_VISIT = {"en": 60_000, "km": 90_000}
LARGEST_PAGE = 20_000
# Khmer puts no space between words: one of the longest titles of a ministry's notices.
LONG_TITLE = "កិច្ចប្រជុំត្រីភាគីស្តីពីអាទិភាពនៃផែនការការងារសម្រាប់ការងារសមរម្យនៅកម្ពុជា" * 2


Visit = Callable[[str], tuple[Response, list[Response], list[str]]]


@pytest.fixture
def first_visit(chromium: Browser, site: str) -> Iterator[Visit]:
    """Return what opens a page as on a first visit, and tells what came over the wire."""
    contexts = []

    def opened(path: str) -> tuple[Response, list[Response], list[str]]:
        context = chromium.new_context(
            base_url=site, service_workers="block", viewport=auditing.PHONE
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.add_init_script(f"({auditing.WATCH})()")
        came: list[Response] = []
        complaints: list[str] = []
        page.on("response", lambda answer: came.append(answer))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
        answer = page.goto(path, wait_until="load")
        page.evaluate("document.fonts.ready.then(() => null)")
        return answer, came, complaints

    yield opened
    for context in contexts:
        context.close()


def weight(response: Response) -> int:
    sizes = response.request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_what_is_promised_of_all(first_visit, site, path):
    answer, came, complaints = first_visit(path)
    page, text = answer.frame.page, answer.text()
    tree = html.document_fromstring(text)
    assert (answer.status, complaints) == (200, [])
    assert [one.url for one in came if not one.url.startswith(f"{site}/")] == []
    assert page.context.cookies() == []
    weights = {one.url.removeprefix(site): weight(one) for one in came}
    assert sum(weights.values()) <= FIRST_VISIT[tree.get("lang")], weights
    assert weight(answer) <= LARGEST_PAGE
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert markup.problems(text) == []
    assert tree.xpath("//@style | //style | //@*[starts-with(name(), 'on')]") == []
    assert tree.xpath("//form[not(@action)] | //a[starts-with(@href, 'javascript:')]") == []
    assert len(tree.xpath("//main")) == 1
    for data in tree.xpath("//script[@type='application/ld+json']/text()"):
        assert vocabulary.problems(json.loads(data)) == []
    if auditing.shift_of(page) > auditing.LARGEST_SHIFT:
        # Where others work too a face may come after its words: what shifts, shifts twice.
        answer = first_visit(path)[0]
        page, text = answer.frame.page, answer.text()
    assert list(auditing.problems(page, text)) == []


def test_a_page_that_is_not_there_is_a_page_as_well(first_visit):
    answer, _came, _complaints = first_visit(MISSING)
    text = answer.text()
    assert answer.status == 404
    assert markup.problems(text) == []
    assert list(auditing.problems(answer.frame.page, text)) == []


def test_a_long_title_without_a_space_breaks(first_visit):
    answer, _came, _complaints = first_visit("/events/workplan-endorsement-meeting-2026/")
    page = answer.frame.page
    page.set_viewport_size(auditing.REFLOWED)
    page.evaluate(
        "(title) => { const h1 = document.querySelector('h1');"
        " h1.lang = 'km'; h1.textContent = title; }",
        LONG_TITLE,
    )
    assert page.evaluate(auditing.WIDER) <= 0


def test_what_a_page_prints_is_its_content_and_its_sources(first_visit):
    answer, _came, _complaints = first_visit("/events/workplan-endorsement-meeting-2026/")
    page = answer.frame.page
    page.emulate_media(media="print")
    for gone in (".nav", ".find", ".crumbs", ".tools", ".embed", ".foot ul"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator(".cite").first.is_visible()
    sources = page.locator(".src .onpaper")
    assert sources.first.is_visible()
    assert sources.first.inner_text().endswith("/sources/workplan-priorities-2026-2027/")
    assert page.locator("footer .onpaper").inner_text().startswith(page.url)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", pdf)) <= 5


def fetched(address: str) -> tuple[int, str, str]:
    """Return the status, type and text of an answer."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            kind = answer.headers.get_content_type()
            text = answer.read().decode() if kind.startswith("text/html") else ""
            return answer.status, kind, text
    except urllib.error.HTTPError as error:
        return error.code, "", ""


def test_every_link_leads_somewhere_and_every_feed_can_be_read(site):
    named: dict[str, set[str]] = {}
    feeds = set()
    pages = {f"{site}{path}": fetched(f"{site}{path}")[2] for path in PAGES}
    for page, text in pages.items():
        tree = html.document_fromstring(text)
        for target in tree.xpath("//a/@href | //form/@action | //link/@href | //img/@src"):
            address, anchor = urldefrag(urljoin(page, target))
            if address.startswith(f"{site}/"):
                named.setdefault(address, set()).add(anchor)
        followed = tree.xpath("//link[@type='application/atom+xml']/@href")
        feeds |= {urljoin(page, target) for target in followed}
    broken = []
    for address, anchors in named.items():
        text = pages.get(address, "")
        status, kind, text = (200, "text/html", text) if text else fetched(address)
        if status != 200:
            broken.append(f"{address}: {status}")
        elif kind == "text/html" and anchors != {""}:
            ids = html.document_fromstring(text).xpath("//@id")
            broken += [f"{address}#{anchor}" for anchor in anchors - {"", *ids}]
    assert broken == []
    assert len(feeds) > 5
    for feed in feeds:
        found = feedparser.parse(feed)
        assert (found.bozo, found.version) == (False, "atom10"), feed
        assert found.feed.id and found.feed.updated and found.feed.title, feed
        assert all(one.id and one.updated and one.title and one.link for one in found.entries)
