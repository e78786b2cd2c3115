"""How the register's own pages are cited: in words, in BibTeX and in CSL JSON.

The register is the author. A page changes, so each form says which version it is of, and when it
was last changed and read.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import orjson

from cooperation.rules import date_words, numerals

# What TeX would take for a command.
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "%": r"\%",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\n": " ",
    }
)
# Inside an address, only what would end it or begin a comment; these are its own spelling of them.
ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


@dataclass(frozen=True, slots=True)
class Cited:
    """A page as it is read on a day; `key` names it among others, `notes` say whose words it is."""

    key: str
    title: str
    author: str
    address: str
    version: int
    changed_on: dt.date
    accessed_on: dt.date
    language: str
    notes: tuple[str, ...] = ()


def in_words(cited: Cited, pattern: str) -> str:
    """Return a citation as a sentence; `pattern` puts it together in the reader's language."""
    days = {
        name: date_words.date_in_words(day.isoformat(), language=cited.language)
        for name, day in (("changed", cited.changed_on), ("accessed", cited.accessed_on))
    }
    return pattern % {
        "author": cited.author,
        "title": cited.title,
        "version": numerals.number_in_words(cited.version, cited.language),
        "address": cited.address,
        **days,
    }


def write_bibtex(cited: Cited) -> bytes:
    changed = cited.changed_on
    version = f"Version {cited.version}, last changed {changed}"
    notes = (*cited.notes, version, f"Accessed {cited.accessed_on}")
    fields = {
        # Two braces: a name that is no person's, a title whose capitals stay.
        "author": f"{{{cited.author.translate(TEX)}}}",
        "title": f"{{{cited.title.translate(TEX)}}}",
        "year": f"{changed:%Y}",
        "month": f"{changed:%m}",
        "version": str(cited.version),
        "date": changed.isoformat(),
        "url": cited.address.translate(ADDRESS),
        "urldate": cited.accessed_on.isoformat(),
        "note": ". ".join(note.rstrip(".") for note in notes).translate(TEX),
        "language": {"km": "khmer"}.get(cited.language, "english"),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
    return ("@misc{" + cited.key + ",\n" + ",\n".join(lines) + "\n}\n").encode()


def csl_json(cited: Cited) -> bytes:
    item: dict[str, Any] = {
        "id": cited.key,
        "type": "webpage",
        "title": cited.title,
        "author": [{"literal": cited.author}],
        "container-title": cited.author,
        "version": str(cited.version),
        "issued": _day(cited.changed_on),
        "accessed": _day(cited.accessed_on),
        "URL": cited.address,
        "language": cited.language,
        **({"note": " ".join(cited.notes)} if cited.notes else {}),
    }
    return orjson.dumps([item], option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _day(day: dt.date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
