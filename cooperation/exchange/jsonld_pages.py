"""Pages in the vocabulary of schema.org: the register itself, its lists, the way to a page."""

from collections.abc import Iterable, Sequence
from typing import Any

from cooperation.exchange.jsonld_short import Thing, without_blanks
from cooperation.exchange.outgoing import Row, name_line


def website_node(*, name: str, address: str, search: str, languages: Sequence[str]) -> Thing:
    """Return the register as a site; `search` is the address of its search, "" if it has none."""
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    return without_blanks(
        {
            "@type": "WebSite",
            "@id": f"{address}#site",
            "url": address,
            "name": name,
            "inLanguage": list(languages),
            "potentialAction": action if search else None,
        }
    )


def breadcrumbs_node(steps: Iterable[tuple[str, str]]) -> Thing:
    """Return the way to a page, given as (name, address) from the front page on."""
    pages = ((name, {"@type": "WebPage", "@id": address}) for name, address in steps)
    return {"@type": "BreadcrumbList", "itemListElement": _numbered(pages, "item")}


def collection_node(*, name: str, address: str, rows: Iterable[Row], count: int) -> Thing:
    """Return a page of a list with the records on it and the number of all."""
    records = [row.get("record", row) for row in rows]
    items = [(name_line(row), row["url"]) for row in records]
    return {
        "@type": "CollectionPage",
        "@id": address,
        "url": address,
        "name": name,
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": count,
            "itemListElement": _numbered(items, "url"),
        },
    }


def linked_documents(nodes: Iterable[Thing]) -> list[Thing]:
    """Return each node as a document of linked data of its own."""
    return [{"@context": "https://schema.org"} | node for node in nodes]


def _numbered(steps: Iterable[tuple[str, Any]], leads: str) -> list[Thing]:
    return [
        {"@type": "ListItem", "position": number, "name": name, leads: target}
        for number, (name, target) in enumerate(steps, 1)
    ]
