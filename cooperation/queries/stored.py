"""Rows and details from the documents that the store keeps; what it lacks, from the records."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import orjson
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from cooperation.documents.loading import Loader
from cooperation.documents.making import version
from cooperation.documents.parts import FIRST, Rows
from cooperation.documents.records import Subject, read_records
from cooperation.documents.registry import DOCUMENTS
from cooperation.kinds.registry import public_id
from cooperation.models import Place, PublicDocument, PublicRecord, Term
from cooperation.models.base import within_window
from cooperation.queries.generation import Present, cached_by_generation
from cooperation.queries.records import record_detail
from cooperation.rules.holes import Fillings, filled, records_in, unpacked
from cooperation.rules.languages import LANGUAGES

# What labels documents: by the first letter of its holes, and the names of its columns.
LABELLED = (("t", Term, "label"), ("p", Place, "name"))


def is_stored(subject: Any) -> bool:
    """Tell whether rows of this subject are those that documents are made of.

    Stakeholders, terms and places have none; rows for one form of file may show more.
    """
    kept = DOCUMENTS.get(subject.model)
    return kept is not None and isinstance(subject, Subject) and _told(subject) == _told(kept)


def stored_rows(
    subject: Subject, pks: Iterable[int], state: Present, *, brief: bool = False
) -> Rows:
    """Show the public records with these ids, in this order, as `subject.rows` does."""
    return _parsed(rows_as_json(subject, list(pks), state, brief=brief))


def rows_as_json(
    subject: Subject, pks: Sequence[int], state: Present, *, brief: bool = False
) -> list[bytes]:
    """Return the rows of the public records with these ids, in this order, each as JSON."""
    return _rows({subject.model: (subject, pks)}, state, brief=brief)[subject.model]


def stored_detail(subject: Subject, key: Mapping[str, Any], state: Present) -> Any:
    """Show one record as `record_detail` does; None if no public record has this key."""
    loader = Loader(at=state.at)
    by_key = {f"record__{name}": value for name, value in key.items()}
    rows = _holding(state).filter(
        within_window("record__"), record__kind=subject.model._meta.model_name, **by_key
    )
    row = rows.values_list("record__record_pk", "card", "rest", "more").first()
    if row is None:
        return record_detail(subject, dict(key), loader)
    pk, card, rest, more = row
    own = unpacked(bytes(more))
    parts = {name: b"[%b]" % b",".join(rows[:FIRST]) for name, rows in own.items()}
    shown = {"": _joined(card, rest)} | parts
    complete = _filled(shown, state)
    if len(complete) < len(shown):
        return record_detail(subject, dict(key), loader)
    record = orjson.loads(complete[""])
    _add_collections(record, subject, pk, loader, own, complete, state)
    return record


def _add_collections(
    record: dict[str, Any],
    subject: Subject,
    pk: int,
    loader: Loader,
    own: Mapping[str, Sequence[bytes]],
    complete: Mapping[str, bytes],
    state: Present,
) -> None:
    reached: dict[Any, Any] = {None: pk}
    listed: dict[str, tuple[Subject, list[int]]] = {}
    read: dict[str, Rows] = {}
    for collection in subject.collections:
        name = collection.name
        if name in own:
            record[name], record[f"{name}_count"] = orjson.loads(complete[name]), len(own[name])
            continue
        if collection.reach not in reached:
            assert collection.reach is not None
            reached[collection.reach] = collection.reach(pk)
        start = reached[collection.reach]
        queryset = collection.rows(start)
        first = queryset[: FIRST + 1]
        if collection.subject is None:
            rows: Sequence[Any] = collection.read(first, start, loader)
            read[name] = list(rows[:FIRST])
        else:
            rows = list(first.values_list("pk", flat=True))
            listed[name] = (collection.subject(), list(rows[:FIRST]))
        record[f"{name}_count"] = len(rows) if len(rows) <= FIRST else queryset.count()
    record |= loader.resolve(read)
    record |= {name: _parsed(rows) for name, rows in _rows(listed, state, brief=True).items()}


def _rows(
    asked: Mapping[Any, tuple[Subject, Sequence[int]]], state: Present, *, brief: bool
) -> dict[Any, list[bytes]]:
    """Return rows as JSON, by what they are asked for; a few queries for all."""
    ids = [public_id(subject.model, pk) for subject, pks in asked.values() for pk in pks]
    columns = ("card",) if brief else ("card", "rest")
    kept = _holding(state).filter(pk__in=ids).values_list("pk", *columns) if ids else ()
    complete = _filled({public: _joined(*documents) for public, *documents in kept}, state)
    shown = {}
    for name, (subject, pks) in asked.items():
        rows = {pk: complete.get(public_id(subject.model, pk)) for pk in pks}
        if missing := [pk for pk, row in rows.items() if row is None]:
            rows |= _from_records(subject, missing, state, brief=brief)
        shown[name] = [row for pk in pks if (row := rows[pk]) is not None]
    return shown


def _from_records(
    subject: Subject, pks: Collection[int], state: Present, *, brief: bool
) -> dict[int, bytes]:
    loader = Loader(at=state.at)
    rows = read_records(subject, subject.public().filter(pk__in=pks), loader, brief=brief)
    return {row.pop("_pk"): orjson.dumps(row) for row in loader.resolve(rows)}


def _told(subject: Subject) -> tuple[Any, ...]:
    return subject.shape, subject.extra, subject.annotate, subject.extend


def _holding(state: Present) -> QuerySet:
    """Return the documents that hold in a state, made as they would be today."""
    ahead = Q(until__isnull=True) | Q(until__gt=state.at)
    return PublicDocument.objects.filter(ahead, since__lte=state.at, version=version())


def _joined(card: bytes, rest: bytes = b"") -> bytes:
    return b"%b,%b" % (bytes(card)[:-1], bytes(rest)[1:]) if rest else bytes(card)


def _filled(documents: Mapping[Any, bytes], state: Present) -> dict[Any, bytes]:
    """Return the documents in the active language; one that names what is hidden is left out."""
    language = get_language() or LANGUAGES[0]
    fillings = Fillings(LANGUAGES.index(language), _labels(language, state))
    named = {hole for document in documents.values() for hole in records_in(document)}
    if named:
        rows = PublicRecord.objects.visible().filter(
            pk__in=[int(hole[1:]) for hole in named], version=version()
        )
        for pk, reference in rows.values_list("pk", "reference"):
            fillings[b"r%d" % pk] = filled(bytes(reference), fillings)
    complete = {}
    for key, document in documents.items():
        try:
            complete[key] = filled(document, fillings)
        except KeyError:
            continue
    return complete


def _labels(language: str, state: Present) -> dict[bytes, bytes]:
    """Return the labels of all terms and places, by their holes."""
    return cached_by_generation(("labels", state.key, language), lambda: _read_labels(language))


def _read_labels(language: str) -> dict[bytes, bytes]:
    labels = {}
    for letter, model, name in LABELLED:
        columns = [f"{name}_{language}", *(f"{name}_{other}" for other in LANGUAGES)]
        for pk, *texts in model.objects.values_list("pk", *columns):
            labels[f"{letter}{pk}".encode()] = orjson.dumps(next(filter(None, texts), None))
    return labels


def _parsed(rows: Sequence[bytes]) -> Rows:
    return orjson.loads(b"[" + b",".join(rows) + b"]")
