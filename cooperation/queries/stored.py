"""Rows from the documents that the store keeps; what it lacks, from the records."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import orjson
from django.db import models
from django.db.models import Q, QuerySet

from cooperation.documents.loading import Loader
from cooperation.documents.making import version
from cooperation.documents.records import Subject, read_records
from cooperation.documents.registry import DOCUMENTS
from cooperation.kinds.registry import KINDS_AT_MOST, public_id
from cooperation.models import PublicDocument
from cooperation.models.members import one_of_given
from cooperation.models.prepared import PreparedQuery, given
from cooperation.queries.filling import Filling
from cooperation.queries.generation import Present


def documents_holding() -> QuerySet:
    """Return the documents that hold at a moment, made as they would be today."""
    at = given("at", models.DateTimeField())
    rows = PublicDocument.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at),
        since__lte=at,
        version=given("version", models.BigIntegerField()),
    )
    return rows.order_by()


CARDS = PreparedQuery(
    lambda: documents_holding().filter(pk__in=one_of_given("ids")).values_list("pk", "card")
)
ROWS = PreparedQuery(
    lambda: documents_holding().filter(pk__in=one_of_given("ids")).values_list("pk", "card", "rest")
)


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
        rows = self.read_several({"": (subject, pks)}, brief=brief)[""]
        return [row for row in rows if row is not None]

    def read_several(
        self, asked: Mapping[str, tuple[Subject, Sequence[int]]], *, brief: bool
    ) -> dict[str, list[bytes | None]]:
        """Return rows of several kinds, by what they are asked for as; a few queries for all.

        What is not public is None.
        """
        ids = [public_id(subject.model, pk) for subject, pks in asked.values() for pk in pks]
        kept = (CARDS if brief else ROWS).ask(ids=ids, **moment(self.state)) if ids else ()
        complete = self.filling.fill_by_key({pk: joined(*documents) for pk, *documents in kept})
        shown = {}
        for name, (subject, pks) in asked.items():
            number = public_id(subject.model, 0)
            rows = {pk: complete.get(pk * KINDS_AT_MOST + number) for pk in pks}
            if missing := [pk for pk, row in rows.items() if row is None]:
                rows |= _from_records(subject, missing, self.state, brief=brief)
            shown[name] = [rows[pk] for pk in pks]
        return shown


def as_json(row: Any) -> bytes:
    """Return a row that was read from records as one that was read from a document."""
    return orjson.dumps(row, default=str)


def moment(state: Present) -> dict[str, Any]:
    """Return what tells which documents hold in a state."""
    return {"at": state.at, "version": version()}


def _from_records(
    subject: Subject, pks: Collection[int], state: Present, *, brief: bool
) -> dict[int, bytes]:
    loader = Loader(at=state.at)
    rows = read_records(subject, subject.public().filter(pk__in=pks), loader, brief=brief)
    return {row.pop("_pk"): as_json(row) for row in loader.resolve(rows)}


def _told(subject: Subject) -> tuple[Any, ...]:
    return subject.shape, subject.extra, subject.annotate, subject.extend


def joined(card: bytes, rest: bytes = b"") -> bytes:
    return bytes(card)[:-1] + b"," + bytes(rest)[1:] if rest else bytes(card)
