"""Rows and details from the documents that the store keeps; what it lacks, from the records."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import orjson
from django.db import models
from django.db.models import Q, QuerySet

from cooperation.documents.loading import Loader
from cooperation.documents.making import version
from cooperation.documents.parts import FIRST, Rows
from cooperation.documents.records import Subject, read_records
from cooperation.documents.registry import DOCUMENTS
from cooperation.kinds.registry import KINDS_AT_MOST, public_id
from cooperation.models import PublicDocument
from cooperation.models.base import within_window
from cooperation.models.members import one_of_given
from cooperation.models.prepared import PreparedQuery, given
from cooperation.queries.filling import Filling
from cooperation.queries.generation import Present
from cooperation.queries.records import record_detail
from cooperation.rules.holes import unpacked


def _holding() -> QuerySet:
    """Return the documents that hold at a moment, made as they would be today."""
    at = given("at", models.DateTimeField())
    rows = PublicDocument.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at),
        since__lte=at,
        version=given("version", models.BigIntegerField()),
    )
    return rows.order_by()


def _by_key(name: str, field: models.Field) -> PreparedQuery:
    return PreparedQuery(
        lambda: (
            _holding()
            .filter(within_window("record__"), record__kind=given("kind", models.CharField()))
            .filter(**{f"record__{name}": given("key", field)})
            .values_list("record__record_pk", "card", "rest", "more")
        )
    )


CARDS = PreparedQuery(
    lambda: _holding().filter(pk__in=one_of_given("ids")).values_list("pk", "card")
)
ROWS = PreparedQuery(
    lambda: _holding().filter(pk__in=one_of_given("ids")).values_list("pk", "card", "rest")
)
DETAILS = {
    "slug": _by_key("slug", models.CharField()),
    "uid": _by_key("uid", models.UUIDField()),
}


def is_stored(subject: Any) -> bool:
    """Tell whether rows of this subject are those that documents are made of.

    Stakeholders, terms and places have none; rows for one form of file may show more.
    """
    kept = DOCUMENTS.get(subject.model)
    return kept is not None and isinstance(subject, Subject) and _told(subject) == _told(kept)


class StoredRows:
    """Rows of public records as JSON, for one answer in one state of the register."""

    def __init__(self, state: Present) -> None:
        self.state = state
        self.filling = Filling(state)

    def read(self, subject: Subject, pks: Sequence[int], *, brief: bool = False) -> list[bytes]:
        """Return the rows of those with these ids that are public, in this order."""
        return self.read_several({"": (subject, pks)}, brief=brief)[""]

    def read_several(
        self, asked: Mapping[str, tuple[Subject, Sequence[int]]], *, brief: bool
    ) -> dict[str, list[bytes]]:
        """Return rows of several kinds, by what they are asked for as; a few queries for all."""
        ids = [public_id(subject.model, pk) for subject, pks in asked.values() for pk in pks]
        kept = (CARDS if brief else ROWS).ask(ids=ids, **moment(self.state)) if ids else ()
        complete = self.filling.fill_by_key({pk: _joined(*documents) for pk, *documents in kept})
        shown = {}
        for name, (subject, pks) in asked.items():
            number = public_id(subject.model, 0)
            rows = {pk: complete.get(pk * KINDS_AT_MOST + number) for pk in pks}
            if missing := [pk for pk, row in rows.items() if row is None]:
                rows |= _from_records(subject, missing, self.state, brief=brief)
            shown[name] = [row for pk in pks if (row := rows[pk]) is not None]
        return shown


def as_json(row: Any) -> bytes:
    """Return a row that was read from records as one that was read from a document."""
    return orjson.dumps(row, default=str)


def moment(state: Present) -> dict[str, Any]:
    """Return what tells which documents hold in a state."""
    return {"at": state.at, "version": version()}


def stored_detail(
    subject: Subject, key: Mapping[str, Any], state: Present
) -> dict[str, Any] | None:
    """Show one record as `record_detail` does; None if no public record has this key.

    What is whole in a document stands in it as a fragment of JSON.
    """
    loader = Loader(at=state.at)
    [(name, value)] = key.items()
    kind = subject.model._meta.model_name
    found = DETAILS[name].ask(kind=kind, key=value, **moment(state))
    if not found:
        return record_detail(subject, dict(key), loader)
    [(pk, card, rest, more)] = found
    own = unpacked(bytes(more))
    parts = {name: b"[%b]" % b",".join(rows[:FIRST]) for name, rows in own.items()}
    rows = StoredRows(state)
    complete = rows.filling.fill([_joined(card, rest), *parts.values()])
    if None in complete:
        return record_detail(subject, dict(key), loader)
    record = orjson.loads(complete[0] or b"")
    told = {
        name: (orjson.Fragment(filled or b""), len(own[name]))
        for name, filled in zip(parts, complete[1:], strict=True)
    }
    _add_collections(record, subject, pk, told, rows)
    return record


def _add_collections(
    record: dict[str, Any],
    subject: Subject,
    pk: int,
    own: Mapping[str, tuple[Any, int]],
    stored: StoredRows,
) -> None:
    loader = Loader(at=stored.state.at)
    reached: dict[Any, Any] = {None: pk}
    listed: dict[str, tuple[Subject, list[int]]] = {}
    read: dict[str, Rows] = {}
    for collection in subject.collections:
        name = collection.name
        if name in own:
            record[name], record[f"{name}_count"] = own[name]
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
    for name, shown in stored.read_several(listed, brief=True).items():
        record[name] = [orjson.Fragment(row) for row in shown]


def _from_records(
    subject: Subject, pks: Collection[int], state: Present, *, brief: bool
) -> dict[int, bytes]:
    loader = Loader(at=state.at)
    rows = read_records(subject, subject.public().filter(pk__in=pks), loader, brief=brief)
    return {row.pop("_pk"): as_json(row) for row in loader.resolve(rows)}


def _told(subject: Subject) -> tuple[Any, ...]:
    return subject.shape, subject.extra, subject.annotate, subject.extend


def _joined(card: bytes, rest: bytes = b"") -> bytes:
    return bytes(card)[:-1] + b"," + bytes(rest)[1:] if rest else bytes(card)
