"""The records of one list on their way out, and what any file of them says of itself."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import orjson
from django.utils.translation import gettext as _

from cooperation.publishing.isolation import note_failure
from cooperation.queries.sources_read import SourcesRead
from cooperation.rules import khmer, locators

Row = dict[str, Any]
Written = TypeVar("Written")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`pieces` are rows of the API as JSON; people find them at `page`, programs at `address`.

    `left_out` counts the records of the list that this form has no place for; `read` is what the
    register has read, for what no source tells.
    """

    name: str
    title: str
    page: str
    address: str
    changed_at: dt.datetime
    language: str
    pieces: Iterable[list[bytes]]
    left_out: int = 0
    author: str = ""
    read: SourcesRead = field(default_factory=SourcesRead)


def write_each(rows: Iterable[bytes], write: Callable[[Row], Written]) -> Iterator[Written]:
    """Give what is written of each row; one that cannot be is left out and named in the log."""
    for row in map(orjson.loads, rows):
        try:
            written = write(row)
        except Exception as error:
            note_failure(row["url"], error)
        else:
            yield written


def title_line(row: Row) -> str:
    """Return what a record is called, on one line."""
    match row["type"]:
        case "statement":
            return _statement_title(row)
        case "post":
            return ", ".join(filter(None, (row["label"], reference_name(row["organisation"]))))
        case "person":
            return " ".join(filter(None, (row.get("honorific"), row["name"])))
        case _:
            return row.get("title") or row["name"]


def title_note(row: Row) -> str:
    """Return a sentence on a title that no source gives, "" on one that a source gives."""
    return _("The title is ours: the source gives none.") if row.get("title_supplied") else ""


def name_line(row: Row) -> str:
    """Return what a record is called, on one line, where only a reference may be at hand."""
    return title_line(row) if row["type"] == "statement" else row.get("name") or title_line(row)


def summary_of(row: Row) -> str:
    """Return what a record says in a sentence or two, "" where it says nothing of its own."""
    match row["type"]:
        case "statement" | "commitment":
            return f"{row['text']}\n{wording_line(row)}" if row["text"] else ""
        case "source":
            return ", ".join(filter(None, (row["publisher"], row["author"])))
        case _:
            return row.get("summary") or ""


def wording_line(row: Row) -> str:
    """Return whose words the text of a statement or a commitment is in, and what they sum up."""
    if row["type"] == "statement" and any(map(khmer.is_khmer, row["text"])):
        return _("Translated from our summary; not the speaker’s words")
    sources = "; ".join(passages_of(row))
    return _("Our summary of %(sources)s") % {"sources": sources} if sources else _("Our summary")


def passages_of(row: Row) -> list[str]:
    """Return each source with the passages of it that support the record, in its order."""
    passages: dict[str, dict[str, int]] = {}
    for citation in row["citations"]:
        found = passages.setdefault(citation["source"]["name"], {})
        if at := citation["locator"]:
            label = locators.locator_label(citation["locator_type"]["code"], at)
            found[label] = locators.first_number(at) or 0
    return [
        f"{name} {', '.join(sorted(found, key=found.__getitem__))}".strip()
        for name, found in passages.items()
    ]


def kind_in_words(row: Row) -> str:
    """Return what sort of record it is, in a word or two."""
    # A statement's kind says how the source has the words; ours are never a quotation.
    if row["kind"] and row["type"] != "statement":
        return row["kind"]["name"]
    names = {
        "organisation": _("Organisation"),
        "person": _("Person"),
        "post": _("Post"),
        "statement": _("Statement"),
    }
    return names.get(row["type"], "")


def date_of(row: Row) -> str:
    """Return the date that a record is listed by, in words; "" where it has none."""
    dated = {
        "programme": row.get("period"),
        "event": row.get("date"),
        "statement": (row.get("day") or {}).get("date"),
        "commitment": row.get("due") or row.get("made_on"),
        "source": row.get("published"),
    }
    found = dated.get(row["type"])
    return found["text"] if found else ""


def speaker_names(row: Row) -> list[str]:
    return [
        reference_name(speaker["person"] or speaker["organisation"]) for speaker in row["speakers"]
    ]


def reference_name(reference: Row | None) -> str:
    return reference["name"] if reference else ""


def post_name(post: Row | None) -> str:
    """Return what a post is called, with its area where the name does not say it."""
    label, area = reference_name(post), (post or {}).get("area")
    if not area or area in label:
        return label
    return _("%(post)s for %(area)s") % {"post": label, "area": area}


def party_name(row: Row) -> str:
    """Return who took part, spoke or promised: the person, the posts held, for whom."""
    person, body = reference_name(row["person"]), reference_name(row["organisation"])
    words = [person or body, *map(post_name, row.get("posts", ())), row.get("role_as_stated") or ""]
    text = ", ".join(filter(None, words)) + (f" ({body})" if person and body else "")
    others = [reference_name(row.get("on_behalf_of")), post_name(row.get("on_behalf_of_post"))]
    if any(others):
        text += ", " + _("on behalf of %(name)s") % {"name": ", ".join(filter(None, others))}
    return text


def _statement_title(row: Row) -> str:
    text = shorten_text(row.get("text") or row["name"])
    speakers = ", ".join(speaker_names(row)) if "speakers" in row else ""
    if not speakers:
        return _("Our summary: %(text)s") % {"text": text}
    return _("%(speakers)s, in our summary: %(text)s") % {"speakers": speakers, "text": text}


def shorten_text(text: str, most: int = 90) -> str:
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
