"""Compares what stands in the database with what its last revision says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cooperation.models.base import Record, record_models
from cooperation.publishing.revisions import last_revision, snapshot


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that some route changed without a revision."""

    record: str
    place: str
    in_revision: Any
    in_database: Any

    def __str__(self) -> str:
        return f"{self.record}: {self.place} is {self.in_database!r}, was {self.in_revision!r}"


def differences() -> Iterator[Difference]:
    """Give each difference between a record and its last revision, over the whole register."""
    for model in record_models():
        for record in model._default_manager.order_by("pk").iterator(chunk_size=200):
            yield from differences_of(record)


def differences_of(record: Record) -> Iterator[Difference]:
    name = f"{record._meta.model_name} {record.slug}"
    last = last_revision(record.uid)
    if last is None:
        yield Difference(name, "the record", None, "without any revision")
        return
    yield from _compare(name, "", last.content, snapshot(record))


def _compare(record: str, place: str, before: Any, now: Any) -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(now, dict):
        for key in sorted({*before, *now}):
            inner = f"{place}.{key}" if place else key
            yield from _compare(record, inner, before.get(key), now.get(key))
    elif _parts(before) and _parts(now):
        yield from _compare(record, place, _by_id(before), _by_id(now))
    elif before != now:
        yield Difference(record, place, before, now)


def _parts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _by_id(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {part["id"]: part for part in parts}
