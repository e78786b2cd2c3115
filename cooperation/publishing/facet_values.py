"""By which values a record is counted in its list."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from cooperation.kinds.registry import KINDS
from cooperation.models import Event, Statement
from cooperation.models.base import Part, Record
from cooperation.rules.years import years_of_date
from cooperation.vocabulary.statement import Setting
from cooperation.vocabulary.workflow import State

NO_LATER_WORD = "none"


def parts_counted(model: type[Record]) -> set[type[models.Model]]:
    """Return the kinds of part that say by what records of this kind are counted."""
    paths = KINDS[str(model._meta.model_name)].counted()
    fields = (model._meta.get_field(path.partition("__")[0]) for path in paths if "__" in path)
    return {field.related_model for field in fields}


def values_of(record: Record, parts: Iterable[Part]) -> frozenset[str]:
    """Return what a record with these parts is counted by, each as "path=value"."""
    listed = list(parts)
    kind = str(record._meta.model_name)
    found = {
        f"{path}={value}"
        for path in KINDS[kind].counted()
        for value in _values(record, listed, path)
        if value not in (None, "")
    }
    if KINDS[kind].date:
        found |= {f"year={year}" for year in years_of_date(*_date(record))}
    return frozenset(found)


def day_giver(statement: Statement) -> Event | None:
    """Return the event whose day is that of a statement which states none."""
    event = statement.event
    lends = event and event.state == State.PUBLISHED and statement.setting != Setting.ABOUT
    return event if lends else None


def _values(record: Record, parts: list[Part], path: str) -> Iterator[Any]:
    name, _dots, of_part = path.partition("__")
    if name == "latest_word":
        yield record.status or NO_LATER_WORD
        return
    field = record._meta.get_field(name)
    if field.one_to_many:
        for part in parts:
            if type(part) is field.related_model:
                yield _plain(part, of_part)
    elif field.many_to_many:
        yield from (target.pk for target in getattr(record, name).all())
    else:
        yield _plain(record, name)


def _plain(row: models.Model, name: str) -> Any:
    field: Any = row._meta.get_field(name)
    return getattr(row, field.attname)


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
