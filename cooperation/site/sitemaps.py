"""What search engines are shown, and what they are asked to leave alone."""

from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, get_resolver, reverse
from django.views.decorators.http import require_safe

from cooperation.exchange import sitemap
from cooperation.exchange.sitemap import Dated
from cooperation.queries import addresses, generation
from cooperation.web import languages
from cooperation.web.conditional import conditional, state_of_request

# Django's own sitemaps count pages, so that a new record would move the others from file to file;
# ours are stretches of ids.
MOST_IN_ONE = 10_000
XML = "application/xml; charset=utf-8"
FARTHEST = 10**9
# Answers to what somebody typed are no pages of the register, frames are parts of its pages, and
# what is said without a connection, or to who sent a form, is no page to find.
UNLISTED = ("search/", "embed/", "offline/", "report/")
# A filtered list is one of endlessly many; its feeds and calendars may be fetched all the same,
# and so may the pages on which the API is explained.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /search/
Disallow: /km/search/
Disallow: /preview/
Disallow: /api/
Disallow: /*?
Allow: /api/v1/docs/
Allow: /*.atom
Allow: /*.ics

Sitemap: {sitemap}
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    text = ROBOTS.format(sitemap=settings.SITE_URL + reverse("sitemap"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@conditional
def answer_sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with all addresses if they fit into one file, else with the parts to be fetched."""
    state = state_of_request(request)
    stretches = generation.cached_by_generation(
        ("stretches", state.key), lambda: addresses.list_stretches(state)
    )
    if sum(stretch.count for stretch in stretches) <= MOST_IN_ONE:
        found = [*_pages()]
        for stretch in stretches:
            found += addresses.addresses_of(stretch.kind, stretch.number)
        return _urlset(found)
    parts = [
        (_address("sitemap-records", stretch.kind, stretch.number), stretch.changed_at)
        for stretch in stretches
    ]
    content = sitemap.write_index([(_address("sitemap-pages"), None), *parts])
    return HttpResponse(content, content_type=XML)


@require_safe
@conditional
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    return _urlset([*_pages()])


@require_safe
@conditional
def sitemap_records(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    is_thinkable = kind in addresses.kinds_with_addresses() and number < FARTHEST
    found = addresses.addresses_of(kind, number) if is_thinkable else []
    if not found:
        raise Http404
    return _urlset(list(found))


def _urlset(found: list[Dated]) -> HttpResponse:
    content = sitemap.write_urlset(found, lambda url: languages.language_addresses(_path(url)))
    return HttpResponse(content, content_type=XML)


def _pages() -> Iterator[Dated]:
    """Give every page of the site without a gap in its address, and those of terms."""
    for pattern in get_resolver("cooperation.site.urls").url_patterns:
        route = str(pattern.pattern)
        is_page = "<" not in route and route[-1:] in ("", "/") and not route.startswith(UNLISTED)
        if isinstance(pattern, URLPattern) and pattern.name and is_page:
            yield _address(pattern.name), None
    yield from addresses.addresses_of_terms()


def _address(name: str, *args: object) -> str:
    return settings.SITE_URL + reverse(name, args=args)


def _path(address: str) -> str:
    return address.removeprefix(settings.SITE_URL)
