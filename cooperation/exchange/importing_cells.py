"""The cells of a row by column, and what the file itself has against them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from cooperation.exchange.importing_rows import Fault
from cooperation.exchange.tables import Table
from cooperation.exchange.tables_columns import FAULT
from cooperation.exchange.tables_lines import CellKind, CellNote, Line

_MISPLACED: Mapping[CellKind | None, Any] = {
    CellKind.DATE: _(
        "The spreadsheet took the cell for a date (“%(shown)s”), and no date belongs here. Give "
        "the cell the format “Text” and write it again."
    ),
    CellKind.TIME: _(
        "The spreadsheet took the cell for a time (“%(shown)s”), and no time belongs here. Give "
        "the cell the format “Text” and write it again."
    ),
    CellKind.FLAG: _(
        "The spreadsheet took the cell for true or false (“%(shown)s”), and neither belongs here. "
        "Give the cell the format “Text” and write it again."
    ),
}
_SHARE = re.compile(r"(.*\S)\s*%", re.DOTALL)
PERCENT = "%"
_UNITS_OF_SHARES = {"", PERCENT, "percent", "per cent"}


def cells_by_column(table: Table, headings: Sequence[str], line: Line) -> dict[str, str]:
    """Return the texts of a row, without blank ones; what its column cannot take, as shown.

    A share in percent, where a table tells units, is a number with that unit.
    """
    pairs = zip(headings, line.cells, strict=False)
    found = {name: cell for name, cell in pairs if name not in ("", FAULT) and cell}
    for place, note in line.notes.items():
        name = headings[place] if place < len(headings) else ""
        if name in found and not _takes(table, name, note):
            found[name] = note.shown
    if table.measured[1] in headings:
        _part_share(found, *table.measured)
    return found


def _part_share(cells: dict[str, str], value: str, unit: str) -> None:
    share = _SHARE.fullmatch(cells.get(value, ""))
    if share and cells.get(unit, "").casefold() in _UNITS_OF_SHARES:
        cells[value], cells[unit] = share[1], cells.get(unit) or PERCENT


def faults_of_cells(table: Table, headings: Sequence[str], line: Line) -> Iterator[Fault]:
    """Give what is wrong with cells before anything is read from them."""
    for place, note in line.notes.items():
        name = headings[place] if place < len(headings) else ""
        if name in ("", FAULT) or table.columns[name].readonly or _takes(table, name, note):
            continue
        message = note.fault or _MISPLACED[note.kind] % {"shown": note.shown}
        yield Fault(line.number, name, message)


def _takes(table: Table, name: str, note: CellNote) -> bool:
    return note.kind in getattr(table.columns[name].widget, "takes", ())
