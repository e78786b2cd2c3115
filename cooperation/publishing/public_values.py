"""Which values a record has, by which its list is filtered and counted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from cooperation.kinds.registry import KINDS
from cooperation.models import Event, Statement
from cooperation.models.base import Part, Record
from cooperation.models.public_bits import ALL, YEAR, Key
from cooperation.publishing.page_rows import Many
from cooperation.rules.years import years_of_date
from cooperation.vocabulary.statement import Setting
from cooperation.vocabulary.workflow import State

NO_LATER_WORD = "none"


@dataclass(frozen=True, slots=True)
class _Dimension:
    """Where the values of a path stand: in rows of the `part`, failing that in the record itself.

    `tells_rows` where filters look at one such row together; the latest word has no `column`.
    """

    path: str
    column: str
    is_many: bool
    part: type[models.Model] | None = None
    tells_rows: bool = False


def parts_with_values(model: type[Record]) -> set[type[models.Model]]:
    """Return the kinds of part that give values to records of this kind."""
    fields = (
        model._meta.get_field(path.partition("__")[0])
        for path in KINDS[str(model._meta.model_name)].dimensions()
        if "__" in path
    )
    return {field.related_model for field in fields}


def values_of(record: Record, parts: Iterable[Part], many: Many) -> frozenset[Key]:
    """Return the values that a published record with these parts has.

    `many` is what it and its parts lead to many of.
    """
    of_kind: dict[type[models.Model], list[Part]] = defaultdict(list)
    for part in parts:
        of_kind[type(part)].append(part)
    found = {ALL}
    for dimension in _dimensions(type(record)):
        found |= {
            Key(dimension.path, str(value), row)
            for value, row in _values(dimension, record, of_kind, many)
            if value not in (None, "")
        }
    if KINDS[str(record._meta.model_name)].date:
        found |= {Key(YEAR, year) for year in years_of_date(*_date(record))}
    return frozenset(found)


def day_giver(statement: Statement) -> Event | None:
    """Return the event whose day is that of a statement which states none."""
    event = statement.event
    lends = event and event.state == State.PUBLISHED and statement.setting != Setting.ABOUT
    return event if lends else None


@cache
def _dimensions(model: type[Record]) -> tuple[_Dimension, ...]:
    kind = KINDS[str(model._meta.model_name)]
    found = []
    for path in kind.dimensions():
        name, _dots, of_part = path.partition("__")
        if name == "latest_word":
            found.append(_Dimension(path, "", is_many=False))
            continue
        field = model._meta.get_field(name)
        part: Any = field.related_model if field.one_to_many else None
        column: Any = part._meta.get_field(of_part) if part else field
        found.append(
            _Dimension(
                path,
                column.name if column.many_to_many else column.attname,
                is_many=bool(column.many_to_many),
                part=part,
                tells_rows=name == kind.linked_by(),
            )
        )
    return tuple(found)


def _values(
    dimension: _Dimension,
    record: Record,
    parts: Mapping[type[models.Model], list[Part]],
    many: Many,
) -> Iterator[tuple[Any, int]]:
    """Give each value with the row of a part that has it, if filters look at such rows."""
    if not dimension.column:
        yield record.status or NO_LATER_WORD, 0
    elif dimension.part is None:
        yield from ((value, 0) for value in _plain(record, dimension, many))
    else:
        for number, part in enumerate(parts.get(dimension.part, ()), 1):
            row = number if dimension.tells_rows else 0
            yield from ((value, row) for value in _plain(part, dimension, many))


def _plain(row: models.Model, dimension: _Dimension, many: Many) -> Sequence[Any]:
    if dimension.is_many:
        return many.get((type(row), dimension.column, row.pk), ())
    return [getattr(row, dimension.column)]


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
