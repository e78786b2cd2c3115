"""Rows of the API as rows of a table: one cell a value, names beside codes, sources at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cooperation.documents.parts import TAGS
from cooperation.documents.records import Subject
from cooperation.exchange.outgoing import Row, party_name, passages_of
from cooperation.queries import resources
from cooperation.rules.languages import LANGUAGES

SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    cell: Callable[[Row], Any]


def list_columns(name: str) -> tuple[Column, ...]:
    """Return the columns of a list, the same whatever its rows hold."""
    return COLUMNS[name]


def _plain(name: str, of: str = "") -> tuple[Column, ...]:
    return (Column(name, lambda row: row.get(of or name)),)


def _code(name: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_code", lambda row: (row.get(name) or {}).get("code")),
        Column(name, lambda row: (row.get(name) or {}).get("name")),
    )


def _reference(name: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_slug", lambda row: (row.get(name) or {}).get("slug")),
        Column(name, lambda row: (row.get(name) or {}).get("name")),
    )


def _date(name: str, read: Callable[[Row], Row | None] | None = None) -> tuple[Column, ...]:
    found = read or (lambda row: row[name])
    return (
        Column(name, lambda row: (found(row) or {}).get("edtf")),
        *(
            Column(f"{name}_{part}", lambda row, part=part: (found(row) or {}).get(part))
            for part in ("earliest", "latest", "text")
        ),
    )


def _codes(name: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_codes", lambda row: _joined([item["code"] for item in row[name]])),
        Column(name, lambda row: _joined([item["name"] for item in row[name]])),
    )


def _references(name: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_slugs", lambda row: _joined(item["slug"] for item in row[name])),
        Column(name, lambda row: _joined(item["name"] for item in row[name])),
    )


def _parties(name: str) -> tuple[Column, ...]:
    def slugs(row: Row, key: str) -> str:
        return _joined(item[key]["slug"] for item in row[name] if item[key])

    return (
        Column(f"{name}_people_slugs", lambda row: slugs(row, "person")),
        Column(f"{name}_organisations_slugs", lambda row: slugs(row, "organisation")),
        Column(name, lambda row: _joined(map(party_name, row[name]))),
    )


def _translations(names: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(
        Column(
            f"{name}_{language}",
            lambda row, name=name, language=language: row["translations"][language][name],
        )
        for name in names
        for language in LANGUAGES
    )


def _joined(values: Any) -> str:
    return SEPARATOR.join(filter(None, values)) if values else ""


def _source_pages(row: Row) -> str:
    return _joined(dict.fromkeys(citation["source"]["url"] for citation in row["citations"]))


IDENTITY = (*_plain("type"), *_plain("uid"), *_plain("slug"), *_plain("url"))
LAST = (
    Column("other_names", lambda row: _joined([item["name"] for item in row["other_names"]])),
    *_plain("published_at"),
    *_plain("updated_at"),
    Column("sources", lambda row: _joined(passages_of(row))),
    Column("source_pages", _source_pages),
)
# What rows of a list hold beyond the columns of their own kind of record.
BEYOND: dict[str, tuple[Column, ...]] = {
    "programmes": _date("period"),
    "statements": (
        *_date("day", lambda row: row["day"] and row["day"]["date"]),
        Column("day_from_event", lambda row: row["day"] and row["day"]["from_event"]),
        *_parties("speakers"),
        *_code("wording"),
    ),
    "commitments": (
        *_parties("by"),
        *_parties("to"),
        *_parties("said_by"),
        Column("due_as_stated", lambda row: (row["due"] or {}).get("as_stated")),
        *_code("status"),
        *_code("standing"),
        *_plain("is_past_due"),
        *_code("wording"),
    ),
}
OF_STAKEHOLDERS = (
    *IDENTITY,
    *_plain("name"),
    *_plain("acronym"),
    *_code("kind"),
    *_code("constituent"),
    *_references("acts_for"),
    *_translations(("name",)),
    *LAST,
)


def _of_subject(name: str, subject: Subject) -> tuple[Column, ...]:
    shape = subject.shape
    groups: list[tuple[Callable[[str], tuple[Column, ...]], tuple[str, ...]]] = [
        (_plain, shape.texts),
        (_plain, shape.plain),
        (_date, shape.dates),
        (_code, (*shape.choices, *shape.terms, *shape.places)),
        (_reference, shape.links),
        (_codes, tuple(TAGS) if subject.kind.is_tagged else ()),
        (_codes, ("places",) if subject.kind.has_places else ()),
    ]
    own = [
        column
        for make, names in groups
        for field in names
        for column in make(shape.names.get(field, field))
    ]
    texts = tuple(shape.names.get(field, field) for field in shape.texts)
    return (*IDENTITY, *own, *BEYOND.get(name, ()), *_translations(texts), *LAST)


COLUMNS: dict[str, tuple[Column, ...]] = {
    found.name: _of_subject(found.name, found.subject)
    for found in vars(resources).values()
    if isinstance(found, resources.Resource) and isinstance(found.subject, Subject)
} | {"stakeholders": OF_STAKEHOLDERS}
