"""What stands in the head of a page for machines: address, languages, card, linked data, feeds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cooperation.exchange import jsonld, jsonld_pages
from cooperation.exchange.cards import HEIGHT, WIDTH, card_of
from cooperation.exchange.jsonld_short import Thing
from cooperation.queries.resources import Resource
from cooperation.rules import dates
from cooperation.site.downloads import Link
from cooperation.site.lists import LISTS, REGISTER
from cooperation.web import languages
from cooperation.web.conditional import state_of_request
from cooperation.web.listing import Listing


@dataclass(frozen=True, slots=True)
class Head:
    """`data` are documents of linked data; `followed` are forms of the page to subscribe to.

    `asked` is the address with its query, `day` the day in Phnom Penh that the page tells of.
    """

    address: str
    asked: str
    day: str
    languages: list[tuple[str, str]]
    card: str
    card_alt: str
    data: list[Thing]
    followed: tuple[Link, ...] = ()
    card_width: int = WIDTH
    card_height: int = HEIGHT


def of_page(request: HttpRequest) -> Head:
    """Return the head of a page that is neither a list nor a record."""
    return _head(request, [_identified(_website())] if request.path == reverse("home") else [])


def of_list(request: HttpRequest, resource: Resource, found: Listing, forms: list[Link]) -> Head:
    listed = LISTS[resource.name]
    address = settings.SITE_URL + listed.address
    page = jsonld_pages.collection_node(
        name=str(listed.title), address=address, rows=found.rows, count=found.count
    )
    way = _way([(str(listed.title), address)])
    followed = tuple(
        replace(form, label=f"{listed.title}: {form.label}") for form in forms if form.is_followed
    )
    return _head(request, [page, way], followed=followed)


def head_of_record(request: HttpRequest, resource: Resource, record: dict[str, Any]) -> Head:
    listed = LISTS[resource.name]
    node = _identified(jsonld.describe_record(record, register=str(REGISTER)))
    steps = [(str(listed.title), settings.SITE_URL + listed.address), (node["name"], record["url"])]
    key = record["uid"] if resource.key == "uid" else record["slug"]
    card = reverse(f"{listed.kind}-card", args=[key])
    alt = card_of(record, str(REGISTER)).alt
    return _head(request, [node, _way(steps)], card=card, alt=alt)


def _identified(node: Any) -> Any:
    """Give things the ids that they have on the English page: they are the same in Khmer."""
    match node:
        case dict():
            return {
                name: languages.default_address(value) if name == "@id" else _identified(value)
                for name, value in node.items()
            }
        case list():
            return [_identified(item) for item in node]
        case _:
            return node


def _head(
    request: HttpRequest,
    nodes: Iterable[Thing],
    *,
    card: str = "",
    alt: str = "",
    followed: tuple[Link, ...] = (),
) -> Head:
    return Head(
        address=settings.SITE_URL + request.path,
        asked=settings.SITE_URL + request.get_full_path(),
        day=dates.day_in_phnom_penh(state_of_request(request).at).isoformat(),
        languages=languages.language_addresses(request.path),
        card=settings.SITE_URL + (card or reverse("register-card")),
        card_alt=alt or str(REGISTER),
        data=jsonld_pages.linked_documents(nodes),
        followed=followed,
    )


def _website() -> Thing:
    address = settings.SITE_URL + reverse("home")
    return jsonld_pages.website_node(
        name=str(REGISTER),
        address=address,
        search=settings.SITE_URL + reverse("search"),
        languages=languages.languages_with_addresses(),
    )


def _way(steps: list[tuple[str, str]]) -> Thing:
    home = (_("Home"), settings.SITE_URL + reverse("home"))
    return jsonld_pages.breadcrumbs_node([home, *steps])
