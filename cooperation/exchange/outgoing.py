"""The records of one list on their way out, and what any file of them says of itself."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cooperation.queries.sources_read import SourcesRead

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`pieces` are rows of the API, `page` and `address` where people and programs find them.

    `left_out` counts the records of the list that this form has no place for; `read` is what the
    register has read, for what no source tells.
    """

    name: str
    title: str
    page: str
    address: str
    changed_at: dt.datetime
    language: str
    pieces: Iterable[list[Row]]
    left_out: int = 0
    author: str = ""
    read: SourcesRead = field(default_factory=SourcesRead)


def title_of(row: Row) -> str:
    """Return what a record is called, on one line."""
    match row["type"]:
        case "statement":
            speakers = ", ".join(speaker_names(row))
            return f"{speakers}: {shortened(row['text'])}" if speakers else shortened(row["text"])
        case "post":
            return ", ".join(filter(None, (row["label"], name(row["organisation"]))))
        case "person":
            return " ".join(filter(None, (row.get("honorific"), row["name"])))
        case _:
            return row.get("title") or row["name"]


def summary_of(row: Row) -> str:
    """Return what a record says in a sentence or two, "" where it says nothing of its own."""
    match row["type"]:
        case "statement" | "commitment":
            return row["text"] or ""
        case "source":
            return ", ".join(filter(None, (row["publisher"], row["author"])))
        case _:
            return row.get("summary") or ""


def kind_of(row: Row) -> str:
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
    return [name(speaker["person"] or speaker["organisation"]) for speaker in row["speakers"]]


def name(reference: Row | None) -> str:
    return reference["name"] if reference else ""


def party(row: Row) -> str:
    """Return who took part, spoke or promised: the person, the posts held, for whom."""
    person, body = name(row["person"]), name(row["organisation"])
    words = [person or body, *map(name, row.get("posts", ())), row.get("role_as_stated") or ""]
    text = ", ".join(filter(None, words)) + (f" ({body})" if person and body else "")
    others = [name(row.get(key)) for key in ("on_behalf_of", "on_behalf_of_post")]
    if any(others):
        text += ", " + _("on behalf of %(name)s") % {"name": ", ".join(filter(None, others))}
    return text


def shortened(text: str, most: int = 90) -> str:
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
