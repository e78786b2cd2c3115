"""What allows a sentence of absence on a page: looked up anew, past what made the page say it."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

from django.db.models import Q
from django.test import Client
from lxml import html

from cooperation.models import CommitmentParty, Event, Source, StatementSpeaker
from tests.guards import addresses
from tests.guards.rows import KINDS
from tests.guards.sentences import PROSE, SENTENCES, By, Sentence, Told, absences

OF_RECORDS = (By.PARTY, By.PARTS, By.SOURCE, By.EMPTY)
NO_PAGE = re.compile(r"^/(api|cards|media|cite|sitemaps|preview)/|\.[a-z]+(\?|$)")
ASKED = (
    "/search/?q=zqxwv",
    "/search/?q=ministry&kind=commitment",
    "/events/?year=1901",
    "/statements/?q=zqxwv",
    "/timeline/?year=1901",
    "/tripartite/?year=1901",
)
ASKED_OF_A_DAY = ("post", "person")
# Where each fact that readers look for stands in a record.
FACTS = {
    Source: {"publisher": "publisher", "date": "published", "address": "url"},
    Event: {"date": "date", "place": "places"},
}
PARTS = {
    "statements": (StatementSpeaker, "statement"),
    "commitments": (CommitmentParty, "commitment"),
}


def pages() -> Iterator[str]:
    """Give the English address of every page."""
    records = [record for model in KINDS for record in model.objects.published().order_by("pk")]
    found = [*addresses.fixed(), *addresses.of_terms(), *addresses.of_records(records), *ASKED]
    yield from (address for address in dict.fromkeys(found) if not NO_PAGE.search(address))
    for record in records:
        if record._meta.model_name in ASKED_OF_A_DAY:
            yield f"{record.get_absolute_url()}?on=1999-01-31"


def page_at(address: str) -> html.HtmlElement | None:
    response = Client().get(address)
    assert response.status_code == 200, address
    is_page = response["Content-Type"].startswith("text/html")
    return html.fromstring(response.content.decode()) if is_page else None


def wrong(address: str, on_record: list[str]) -> list[str]:
    """Return what is wrong on a page, and on the same in Khmer."""
    page = page_at(address)
    if page is None or address.startswith(PROSE):
        return []
    told = absences(page, "en", on_record)
    found = [f"{one.text}: {told_wrong}" for one in told if (told_wrong := unfounded(one, address))]
    for khmer in addresses.in_khmer([address]):
        of_khmer = _of_records(absences(page_at(khmer), "km"))
        found += [f"Khmer differs: {one}" for one in of_khmer ^ _of_records(told)]
    return found


def _of_records(told: list[Told]) -> set[Sentence | None]:
    """Return the sentences that tell of records, and not of what was asked."""
    return {one.sentence for one in told if SENTENCES.get(one.sentence) in OF_RECORDS}


def unfounded(told: Told, address: str) -> str:
    """Return what is wrong with a sentence on a page, "" if its query allows it."""
    match SENTENCES[told.sentence] if told.sentence else None:
        case None:
            return "nobody registered it"
        case By.PARTY:
            return _reported(told)
        case By.PARTS:
            return _held(told, address)
        case By.READ:
            return _read(told)
        case By.SOURCE:
            return _stated(told, address)
        case By.ASKED:
            asked = parse_qsl(address.partition("?")[2])
            return "" if any(name != "limit" for name, _value in asked) else "nobody asked"
        case By.EMPTY:
            return "; ".join(model.__name__ for model in KINDS if model.objects.exists())
        case By.DRAWN:
            return "" if address.startswith("/embed/") else "this is no picture"
        case _:
            return ""


def _reported(told: Told) -> str:
    """Ask the whole register for what a sentence says that no source reports of a party."""
    [query] = told.element.xpath("./@data-query") or [""]
    sources = Source.objects.published().count()
    if not query or str(sources) not in told.text:
        return f"{sources} sources, asked: {query!r}"
    name, [(key, value)] = query.partition("?")[0], parse_qsl(query.partition("?")[2])
    part, root = PARTS[name]
    # To whom something is promised has not promised it.
    bound = ~Q(side="to") if part is CommitmentParty else Q()
    party = {
        "side": Q(organisation__constituent=value) & bound,
        "organisation": Q(organisation__slug=value),
        "person": Q(person__slug=value),
    }[key]
    public = {f"{root}__in": part._meta.get_field(root).related_model.objects.published()}
    found = [str(getattr(row, root)) for row in part.objects.filter(party, **public)]
    listed = Client().get(f"/api/v1/{name}/?{key}={value}").json()["count"]
    return "; ".join(found) or (f"{listed} in the list" if listed else "")


def _held(told: Told, address: str) -> str:
    """Count in the API what a sentence says that the parts of a record hold, and it does not."""
    [query] = told.element.xpath("./@data-query") or [""]
    shown = Client().get(f"/api/v1{address.replace('/stakeholders/', '/')}").json()
    own = shown[query.removeprefix("rolled_up_")]
    of_parts = [row for row in shown[query] if row["via"]["kind"]["code"] == "part"]
    is_right = f"; {len(of_parts)} in its parts" in told.text and not own
    return "" if is_right else f"{len(own)} of its own, {len(of_parts)} in its parts"


def _read(told: Told) -> str:
    """Count the sources that a sentence says were read."""
    sources = Source.objects.published().count()
    named = re.search(r"\d+(?= sources? read)", told.text)
    return f"{sources} sources" if named and int(named[0]) != sources else ""


def _makers(address: str) -> str:
    return "; ".join(map(str, Client().get(f"/api/v1{address}").json()["by"]))


def _stated(told: Told, address: str) -> str:
    """Look up what a sentence says that the source does not tell."""
    if told.sentence == "Not named in the source.":
        return _makers(address)
    if told.sentence == "not named":
        links = told.element.xpath("ancestor-or-self::li[1]//a[contains(@href, '/commitments/')]")
        return _makers(links[0].get("href")) if links else "of no commitment"
    slug = address.strip("/").split("/")[-1]
    [(model, record)] = [
        (model, model.objects.get(slug=slug))
        for model in FACTS
        if address.startswith(f"/{model._meta.model_name}s/")
    ]
    names = told.element.xpath("string(following-sibling::dd)").partition(".")[0].lower()
    held = (getattr(record, FACTS[model][name]) for name in names.split(", "))
    values = (value.all() if hasattr(value, "all") else value for value in held)
    return "; ".join(str(value) for value in values if value)
