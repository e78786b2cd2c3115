"""Sitemaps (sitemaps.org 0.9): the addresses of the register, with their other languages."""

import datetime as dt
from collections.abc import Callable, Iterable
from html import escape

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'

Dated = tuple[str, dt.datetime | None]
Languages = Callable[[str], list[tuple[str, str]]]


def write_urlset(addresses: Iterable[Dated], languages: Languages) -> str:
    """Return a sitemap of pages; `languages` gives (language, address) of each, also its own.

    A page in several languages stands there once for each.
    """
    lines = [f'{HEADER}<urlset xmlns="{SITEMAPS}" xmlns:xhtml="{XHTML}">']
    for address, changed_at in addresses:
        found = languages(address)
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(other)}"/>'
            for code, other in found
        )
        for _code, own in found or [("", address)]:
            lines.append(f"<url>{_located(own, changed_at)}{links}</url>")
    return "\n".join([*lines, "</urlset>\n"])


def write_index(parts: Iterable[Dated]) -> str:
    """Return a sitemap of sitemaps."""
    lines = [f'{HEADER}<sitemapindex xmlns="{SITEMAPS}">']
    lines += [f"<sitemap>{_located(*part)}</sitemap>" for part in parts]
    return "\n".join([*lines, "</sitemapindex>\n"])


def _located(address: str, changed_at: dt.datetime | None) -> str:
    moment = changed_at.astimezone(dt.UTC).isoformat(timespec="seconds") if changed_at else ""
    return f"<loc>{escape(address)}</loc>" + (f"<lastmod>{moment}</lastmod>" if moment else "")
