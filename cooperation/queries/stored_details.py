"""Details and collections of records from documents; what the store lacks, from the records."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.db import models

from cooperation.documents.loading import Loader
from cooperation.documents.parts import FIRST
from cooperation.documents.records import Subject
from cooperation.models.base import within_window
from cooperation.models.prepared import PreparedQuery, given
from cooperation.queries.generation import Present
from cooperation.queries.records import record_collection, record_detail
from cooperation.queries.stored import StoredRows, documents_holding, joined, moment
from cooperation.queries.stored_collections import StoredCollections
from cooperation.rules.holes import unpacked


def _by_key(name: str, field: models.Field) -> PreparedQuery:
    return PreparedQuery(
        lambda: (
            documents_holding()
            .filter(within_window("record__"), record__kind=given("kind", models.CharField()))
            .filter(**{f"record__{name}": given("key", field)})
            .values_list("record__record_pk", "card", "rest", "more")
        )
    )


DETAILS = {
    "slug": _by_key("slug", models.CharField()),
    "uid": _by_key("uid", models.UUIDField()),
}


def stored_detail(
    subject: Subject, key: Mapping[str, Any], state: Present
) -> dict[str, Any] | None:
    """Show one record as `record_detail` does; None if no public record has this key.

    What is whole in a document stands in it as a fragment of JSON.
    """
    found = _documents_of(subject, key, state)
    if found is not None:
        pk, whole, more = found
        reading = StoredCollections(pk, unpacked(more), StoredRows(state), slice(0, FIRST), whole)
        if (shown := reading.read(subject.collections)) is not None:
            record = orjson.loads(reading.whole)
            for name, (count, rows) in shown.items():
                record[name], record[f"{name}_count"] = rows, count
            return record
    return record_detail(subject, dict(key), Loader(at=state.at))


def stored_collection(
    subject: Subject, key: Mapping[str, Any], name: str, part: slice, state: Present
) -> tuple[int, Any] | None:
    """Return the count and the rows of a part of a collection, as `record_collection` does."""
    found = _documents_of(subject, key, state)
    asked = [item for item in subject.collections if item.name == name]
    if found is not None and asked:
        pk, _whole, more = found
        shown = StoredCollections(pk, unpacked(more), StoredRows(state), part).read(asked)
        if shown is not None:
            return shown[name]
    loader = Loader(at=state.at)
    return record_collection(subject, dict(key), name, part.start, part.stop, loader)


def _documents_of(
    subject: Subject, key: Mapping[str, Any], state: Present
) -> tuple[int, bytes, bytes] | None:
    """Return the id of a public record, its whole row and its own parts; None if none hold."""
    [(name, value)] = key.items()
    kind = subject.model._meta.model_name
    for pk, card, rest, more in DETAILS[name].ask(kind=kind, key=value, **moment(state)):
        return pk, joined(card, rest), bytes(more)
    return None
