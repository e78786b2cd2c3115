"""Rows of a stranger's table as they are read, with what is to be said of single cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from django.utils.translation import gettext as _

from cooperation.rules.cells import as_written

# Stands for what no text can hold; whoever reads a cell with it refuses the cell.
UNREADABLE = "\ufffd"
_NO_TEXT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127], UNREADABLE)
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}


class UnreadableTable(Exception):
    """A file that is no table, or too large a one; the text is for the editor."""


class CellKind(StrEnum):
    """What a workbook says that a cell is, where it is neither a text nor a number."""

    DATE = "date"
    TIME = "time"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class CellNote:
    """What a cell's text alone does not tell: its kind, what it shows, and what is wrong with it.

    A fault holds wherever the cell stands; a kind only suits the columns that take it.
    """

    shown: str
    kind: CellKind | None = None
    fault: str = ""


class Line(NamedTuple):
    """A row that is not blank, with the number that a spreadsheet shows for it.

    `notes` are of the cells with these places in the row.
    """

    number: int
    cells: list[str]
    notes: Mapping[int, CellNote] = MappingProxyType({})


Cells = tuple[list[str], dict[int, CellNote]]


def error_note(cell: str) -> CellNote:
    message = _(
        "The cell shows %(error)s, an error of the spreadsheet. Correct its formula, or write the "
        "value itself."
    )
    return CellNote(cell, fault=message % {"error": cell})


def is_error(cell: str) -> bool:
    """Tell whether a text is what spreadsheets write in place of a value that they have not."""
    return cell.startswith("#") and cell in _ERRORS


def tidy_cell(cell: str) -> str:
    """Return a cell's text without marks that `defuse_cell` made, and with plain ends of lines."""
    if not cell.isprintable():
        cell = cell.translate(_NO_TEXT)
    return as_written(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
