"""Whether words of ours stand between quotation marks in what an address answers."""

import csv
import html
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from typing import Any

from icalendar import Calendar
from lxml import etree
from lxml import html as pages

from cooperation.models import Commitment, Event, Item, PlanItem, Programme, Source, Statement

# After a straight mark that closes comes a space.
QUOTED = re.compile('(?=[“„«‹"](\\S[^“„«‹"”»›]{1,600})[”»›"]|‘(\\S[^‘’]{1,600})’)')
# A piece of ours between quotation marks is known by so many words.
FEWEST_WORDS = 3
QUOTING = ("blockquote", "q")
READ_OUT = ("alt", "aria-label", "content", "placeholder", "title", "value")
LABELS = ("our summary", "សេចក្តីសង្ខេបរបស់យើង")
TEXTS = {
    Statement: ("text",),
    Commitment: ("text",),
    Event: ("summary",),
    Programme: ("summary", "description"),
    Item: ("text",),
    PlanItem: ("text",),
}
# Where the API gives them.
OF_TEXT = {"statement": ("text", "name"), "commitment": ("text",)}
TITLED = (Commitment, Event, Programme, Source)


def ours() -> set[str]:
    """Return every text that the register words itself: titles only where no source gives one."""
    found = {
        text
        for model, names in TEXTS.items()
        for name in names
        for row in model.objects.values_list(f"{name}_en", f"{name}_km")
        for text in row
    }
    for model in TITLED:
        for row in model.objects.filter(title_supplied=True).values_list("title_en", "title_km"):
            found.update(row)
    return {_plain(text) for text in found if text}


def statements() -> set[str]:
    """Return how the texts of statements begin."""
    texts = Statement.objects.values_list("text_en", flat=True)
    return {" ".join(text.split()[:6]) for text in texts}


def quoted(texts: Iterable[str], own: set[str]) -> set[str]:
    """Return what of ours, whole or cut short, stands between quotation marks in these texts."""
    found = {_plain("".join(match)) for text in texts for match in QUOTED.findall(text)}
    return {piece for piece in found if any(_is_of(piece, text) for text in own)}


def quotations(node: Any) -> list[Any]:
    """Return whatever says in JSON that it is a quotation of schema.org."""
    match node:
        case dict():
            inner = [one for value in node.values() for one in quotations(value)]
            return [node, *inner] if node.get("@type") == "Quotation" else inner
        case list():
            return [one for value in node for one in quotations(value)]
        case _:
            return []


def unworded(node: Any) -> list[Any]:
    """Return the statements and commitments in JSON that do not say whose words they are in."""
    match node:
        case dict():
            inner = [one for value in node.values() for one in unworded(value)]
            is_text = any(name in node for name in OF_TEXT.get(node.get("type"), ()))
            return [node, *inner] if is_text and "wording" not in node else inner
        case list():
            return [one for value in node for one in unworded(value)]
        case _:
            return []


def problems(content_type: str, content: bytes, own: set[str], said: set[str]) -> list[str]:
    """Return what is wrong with an answer: our words quoted, or a statement without a label."""
    kind = content_type.partition(";")[0]
    texts, documents = list(_texts(kind, content)), list(_documents(kind, content))
    found = [f"quoted: {piece}" for piece in sorted(quoted(texts, own))]
    found += [f"quotation: {node}" for document in documents for node in quotations(document)]
    if kind == "text/html":
        found += [f"<{one.tag}>" for one in pages.fromstring(content.decode()).iter(*QUOTING)]
    if kind in ("application/json", "application/jsonl"):
        return found + [f"unworded: {n['uid']}" for d in documents for n in unworded(d)]
    whole = "\n".join(texts)
    labels = ("wording",) if kind in TABLES else LABELS
    if any(text in whole for text in said) and not any(one in whole.lower() for one in labels):
        found.append("no label")
    return found


def _texts(kind: str, content: bytes) -> Iterator[str]:
    match kind:
        case "text/html":
            yield from _of_page(content)
        case "text/csv":
            yield from (cell for row in csv.reader(StringIO(content.decode())) for cell in row)
        case "text/calendar":
            for component in Calendar.from_ical(content).walk():
                yield from (str(value) for _name, value in component.property_items())
        case _ if kind in JSON:
            yield from (
                text for document in _documents(kind, content) for text in _strings(document)
            )
        case _ if kind == WORKBOOK:
            with zipfile.ZipFile(BytesIO(content)) as sheets:
                for name in sheets.namelist():
                    yield from etree.fromstring(sheets.read(name)).itertext()
        case _ if kind.endswith("xml"):
            yield from map(html.unescape, etree.fromstring(content).itertext())
        case _ if not kind.startswith("image/"):
            yield content.decode()


JSON = (
    "application/json",
    "application/jsonl",
    "application/vnd.citationstyles.csl+json",
    "application/vnd.oai.openapi+json",
)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES = ("text/csv", WORKBOOK)


def _of_page(content: bytes) -> Iterator[str]:
    root = pages.fromstring(content.decode())
    for document in _documents("text/html", content):
        yield from _strings(document)
    for one in root.iter(etree.Element):
        yield from (one.get(name) for name in READ_OUT if one.get(name))
    for one in root.xpath("//script | //style"):
        one.drop_tree()
    yield from (
        " ".join(part.text_content().split()) for part in root.xpath("//head/title | //body")
    )


def _documents(kind: str, content: bytes) -> Iterator[Any]:
    if kind == "text/html":
        for script in pages.fromstring(content.decode()).xpath(
            "//script[@type='application/ld+json']"
        ):
            yield json.loads(script.text)
    elif kind == "application/jsonl":
        yield from map(json.loads, content.splitlines())
    elif kind in JSON:
        yield json.loads(content)


def _strings(node: Any) -> Iterator[str]:
    match node:
        case str():
            yield node
        case dict():
            yield from (text for value in node.values() for text in _strings(value))
        case list():
            yield from (text for value in node for text in _strings(value))


def _is_of(piece: str, text: str) -> bool:
    if len(piece.split()) < FEWEST_WORDS:
        return piece == text
    return f"{text} ".startswith(f"{piece} ") or piece.startswith(text)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .,;:…")
