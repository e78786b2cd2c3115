"""Which values a record has, by which its list is filtered and counted."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import models

from cooperation.kinds.base import Kind
from cooperation.kinds.registry import KINDS
from cooperation.models import Event, Statement
from cooperation.models.base import Part, Record
from cooperation.models.public_bits import ALL, Key
from cooperation.rules.years import years_of_date
from cooperation.vocabulary.statement import Setting
from cooperation.vocabulary.workflow import State

NO_LATER_WORD = "none"
YEAR = "year"


def parts_with_values(model: type[Record]) -> set[type[models.Model]]:
    """Return the kinds of part that give values to records of this kind."""
    fields = (
        model._meta.get_field(path.partition("__")[0])
        for path in KINDS[str(model._meta.model_name)].dimensions()
        if "__" in path
    )
    return {field.related_model for field in fields}


def values_of(record: Record, parts: Iterable[Part]) -> frozenset[Key]:
    """Return the values that a published record with these parts has."""
    listed = list(parts)
    kind = KINDS[str(record._meta.model_name)]
    found = {ALL}
    for path in kind.dimensions():
        found |= {
            Key(path, str(value), row)
            for value, row in _values(kind, record, listed, path)
            if value not in (None, "")
        }
    if kind.date:
        found |= {Key(YEAR, year) for year in years_of_date(*_date(record))}
    return frozenset(found)


def written(keys: Collection[Key]) -> str:
    """Return the values as one text, a line each."""
    return "\n".join(
        sorted(f"{key.dimension}={key.value}" + (f"@{key.row}" if key.row else "") for key in keys)
    )


def read(text: str) -> frozenset[Key]:
    """Return the values that were written as this text."""
    found = set()
    for line in filter(None, text.split("\n")):
        dimension, _equals, rest = line.partition("=")
        value, _at, row = rest.partition("@")
        found.add(Key(dimension, value, int(row or 0)))
    return frozenset(found)


def day_giver(statement: Statement) -> Event | None:
    """Return the event whose day is that of a statement which states none."""
    event = statement.event
    lends = event and event.state == State.PUBLISHED and statement.setting != Setting.ABOUT
    return event if lends else None


def _values(kind: Kind, record: Record, parts: list[Part], path: str) -> Iterator[tuple[Any, int]]:
    """Give each value with the row of a part that has it, if filters look at such rows."""
    name, _dots, of_part = path.partition("__")
    if name == "latest_word":
        yield record.status or NO_LATER_WORD, 0
        return
    field = record._meta.get_field(name)
    if field.one_to_many:
        of_kind = (part for part in parts if type(part) is field.related_model)
        for number, part in enumerate(of_kind, 1):
            row = number if name == kind.linked_by() else 0
            yield from ((value, row) for value in _plain(part, of_part))
    else:
        yield from ((value, 0) for value in _plain(record, name))


def _plain(row: models.Model, name: str) -> list[Any]:
    field: Any = row._meta.get_field(name)
    if field.many_to_many:
        return [target.pk for target in getattr(row, name).all()]
    return [getattr(row, field.attname)]


def _date(record: Record) -> tuple[str, Any, Any]:
    """Return the date that a record is listed by: its text and bounds."""
    owner, name = record, KINDS[str(record._meta.model_name)].date
    if name == "period":
        name = "actual_period" if record.actual_period else "planned_period"
    elif isinstance(record, Statement):
        name = "said_on"
        if not record.said_on and (event := day_giver(record)):
            owner, name = event, "date"
    return tuple(getattr(owner, f"{name}{bound}") for bound in ("", "_earliest", "_latest"))
