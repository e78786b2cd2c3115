"""Tables to fill in: headings, what belongs below each, and the codes that are allowed there."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from cooperation.exchange.importing_reading import REMARK
from cooperation.exchange.tables import Table
from cooperation.exchange.tables_cells import Choice, Link, YesNo
from cooperation.exchange.tables_columns import Column
from cooperation.exchange.tables_known import Target, list_entries
from cooperation.exchange.tables_writing import Sheet


def form_rows(table: Table) -> Iterator[list[str]]:
    """Give the headings and a remark below them, which is not read when the file comes back."""
    columns = _to_fill_in(table)
    yield [column.name for column in columns]
    helps = [_help(column) for column in columns]
    yield [f"{REMARK} {helps[0]}", *helps[1:]]


def form_sheets(table: Table) -> list[Sheet]:
    """Return the sheet to fill in, what its columns mean, and the codes."""
    columns = _to_fill_in(table)
    return [
        Sheet(table.name, [[column.name for column in columns]], is_form=True),
        Sheet(_("columns"), _meanings(columns)),
        Sheet(_("codes"), _codes(columns)),
    ]


def _to_fill_in(table: Table) -> list[Column]:
    return [column for column in table.columns.values() if not column.readonly]


def _meanings(columns: list[Column]) -> Iterator[list[str]]:
    yield [_("column"), _("meaning"), _("needed"), _("help"), _("form")]
    for column in columns:
        field = getattr(column.widget, "field", None)
        label = str(field.verbose_name) if field is not None else ""
        needed = _("needed") if _is_needed(field) else ""
        yield [column.name, label, needed, str(column.help_text), _form(column)]


def _codes(columns: list[Column]) -> Iterator[list[str]]:
    yield [_("column"), _("code"), _("meaning")]
    for column in columns:
        for code, label in _allowed(column):
            yield [column.name, code, label]


def _allowed(column: Column) -> list[tuple[str, str]]:
    match column.widget:
        case Choice() as cell:
            return [(str(code), str(label)) for code, label in cell.field.choices if code]
        case Link(target=Target(is_record=False) as target):
            return [(entry.code, entry.label) for entry in list_entries(target)]
        case _:
            return []


def _is_needed(field: Any) -> bool:
    if field is None or isinstance(field, models.BooleanField):
        return False
    return not field.blank and not field.null and not field.has_default()


def _form(column: Column) -> str:
    match column.widget:
        case Link(target=Target(is_record=True) as target):
            kind = target.model._meta.verbose_name_plural
            return _("address (slug) or permanent id: %(kind)s") % {"kind": kind}
        case Choice() | Link():
            return _("one of the codes")
        case YesNo() as cell:
            return cell.forms
        case cell:
            return getattr(cell, "forms", "")


def _help(column: Column) -> str:
    field = getattr(column.widget, "field", None)
    told = [_("needed")] if _is_needed(field) else []
    told += [text for text in (str(column.help_text), _form(column)) if text]
    return "; ".join(told)
