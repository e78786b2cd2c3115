import datetime as dt

from lxml import etree

from cooperation.exchange import sitemap

NAMES = {"s": sitemap.SITEMAPS, "x": sitemap.XHTML}
AT = dt.datetime(2026, 1, 5, 16, 0, 30, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def read(text: str):
    return etree.fromstring(text.encode())


def test_a_page_stands_there_with_its_moment():
    found = read(
        sitemap.write_urlset([("https://x/?a=1&b=2", AT), ("https://x/about/", None)], _one)
    )
    assert found.xpath("s:url/s:loc/text()", namespaces=NAMES) == [
        "https://x/?a=1&b=2",
        "https://x/about/",
    ]
    assert found.xpath("s:url/s:lastmod/text()", namespaces=NAMES) == ["2026-01-05T09:00:30+00:00"]
    assert found.xpath("//x:link", namespaces=NAMES) == []


def test_a_page_in_two_languages_stands_there_twice_and_names_both():
    found = read(sitemap.write_urlset([("https://x/about/", None)], _two))
    for place, address in enumerate(("https://x/about/", "https://x/km/about/")):
        url = found[place]
        assert url.xpath("s:loc/text()", namespaces=NAMES) == [address]
        links = url.xpath("x:link", namespaces=NAMES)
        assert [(link.get("hreflang"), link.get("href")) for link in links] == _two("")


def test_an_index_names_its_parts():
    found = read(sitemap.write_index([("https://x/sitemaps/event-0.xml", AT)]))
    assert found.tag == f"{{{sitemap.SITEMAPS}}}sitemapindex"
    assert found.xpath("s:sitemap/s:loc/text()", namespaces=NAMES) == [
        "https://x/sitemaps/event-0.xml"
    ]


def _one(_address: str) -> list[tuple[str, str]]:
    return []


def _two(_address: str) -> list[tuple[str, str]]:
    return [("en", "https://x/about/"), ("km", "https://x/km/about/")]
