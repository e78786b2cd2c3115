"""Makes documents of records: what is read in each language, laid together with holes."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from cooperation.documents import parts
from cooperation.documents.loading import Loader, Reference, citation_owner
from cooperation.documents.records import Subject, read_records
from cooperation.documents.references import ReferenceRow, reference_of, reference_rows
from cooperation.documents.registry import DOCUMENTS
from cooperation.kinds.registry import public_id
from cooperation.models.base import Part, Record
from cooperation.models.owned import owned_parts
from cooperation.rules import holes
from cooperation.rules.labels import Label
from cooperation.rules.languages import LANGUAGES
from cooperation.vocabulary.workflow import State

# What whole rows have beyond brief ones.
BEYOND_BRIEF = ("other_names", "translations", *parts.TAGS)
# Whatever these hold decides how a document is made.
MADE_BY = ("documents", "kinds", "rules", "vocabulary")


@dataclass(frozen=True, slots=True)
class Document:
    """The documents of a record's brief row, of what its whole row has beyond, and of its parts."""

    card: bytes
    rest: bytes
    more: bytes


class _Reader(Loader):
    """Leaves references as they are, and takes rows from the reader of another language.

    Citations stand in lists that are empty until all of them are loaded, so that nothing of what
    was read is copied to fill them in.
    """

    def __init__(self, *, at: dt.datetime, taken: Sequence[Any] | None = None) -> None:
        super().__init__(at=at)
        self.asked: list[Sequence[Any]] = []
        self._taken: Iterator[Sequence[Any]] | None = None if taken is None else iter(taken)

    def rows(self, queryset: Iterable[Any]) -> Sequence[Any]:
        rows = list(queryset) if self._taken is None else next(self._taken)
        self.asked.append(rows)
        return rows

    def reference(self, model: type[Record], pk: int | None) -> Any:
        return None if pk is None else Reference(model, pk)

    def citations(self, model: type[Record], pk: int, part: Any = None) -> list[Any]:
        owner = citation_owner(model)
        self._cited[owner].add(pk)
        return self._citations.setdefault((owner, pk, part), [])

    def evidence(self, *of: tuple[type[Record], int, Any]) -> Any:
        raise TypeError("No document holds evidence: it is gathered when it is asked for.")

    def resolve(self, value: Any) -> Any:
        self._load_citations()
        return value


def documents_of(
    model: type[Record], pks: Collection[int], *, at: dt.datetime
) -> dict[int, Document]:
    """Return, by id, the documents of published records as they are at a moment."""
    readings, taken = [], None
    owned = {part for part, _owner in owned_parts(model, pks)}
    for language in LANGUAGES:
        with translation.override(language):
            reader = _Reader(at=at, taken=taken)
            readings.append(_read(DOCUMENTS[model], pks, owned, reader))
            taken = reader.asked
    return {pk: _document([reading[pk] for reading in readings]) for pk in readings[0]}


def references_of(model: type[Record], pks: Collection[int]) -> dict[int, bytes]:
    """Return, by id, the documents of what records are known by where another one names them."""
    records = model.objects.filter(pk__in=pks, state=State.PUBLISHED)
    rows = [ReferenceRow(*row) for row in reference_rows(records)]
    readings = []
    for language in LANGUAGES:
        with translation.override(language):
            readings.append({row.pk: reference_of(model, row) for row in rows})
    return {row.pk: _written([reading[row.pk] for reading in readings]) for row in rows}


@cache
def version() -> int:
    """Return what tells documents from those that other code, or another address, would make."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256(settings.SITE_URL.encode())
    files = [path for layer in MADE_BY for path in (root / layer).rglob("*.py")]
    for path in sorted([*files, *(root / "locale").rglob("*.mo")]):
        digest.update(path.read_bytes())
    return int.from_bytes(digest.digest()[:7])


def _read(
    subject: Subject,
    pks: Collection[int],
    owned: Collection[type[Part]],
    reader: _Reader,
) -> dict[int, Any]:
    published = subject.annotate(subject.model.objects.filter(state=State.PUBLISHED))
    rows = {
        row.pop("_pk"): row for row in read_records(subject, published.filter(pk__in=pks), reader)
    }
    collections = {
        collection.name: collection.of_many(list(rows), reader)
        if collection.part is None or collection.part in owned
        else {}
        for collection in subject.collections
        if collection.of_many is not None
    }
    return reader.resolve(
        {
            pk: [row, {name: of.get(pk, []) for name, of in collections.items()}]
            for pk, row in rows.items()
        }
    )


def _document(readings: Sequence[list[dict[str, Any]]]) -> Document:
    rows = [row for row, _collections in readings]
    rests = [{name: row[name] for name in BEYOND_BRIEF if name in row} for row in rows]
    cards = [{name: row[name] for name in row if name not in BEYOND_BRIEF} for row in rows]
    by_language = [collections for _row, collections in readings]
    more = {
        name: [_written(row) for row in zip(*(of[name] for of in by_language), strict=True)]
        for name in by_language[0]
    }
    return Document(_written(cards), _written(rests), holes.packed(more))


def _written(readings: Sequence[Any]) -> bytes:
    return holes.written(readings, _hole_of)


def _hole_of(value: Any) -> str | None:
    match value:
        case Reference(model, pk):
            return f"r{public_id(model, pk)}"
        case Label():
            return value.owner
    return None
