"""Rows of XLSX files: each cell as it is shown, never as it only happens to be stored."""

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice, repeat
from typing import Any, BinaryIO

import openpyxl  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]
from django.utils.translation import gettext as _
from openpyxl.utils.escape import unescape  # type: ignore[import-untyped]

from cooperation.exchange.tables_lines import (
    CellKind,
    CellNote,
    Cells,
    UnreadableTable,
    error_note,
    tidy_cell,
)
from cooperation.rules.date_formats import as_stated, in_its_format
from cooperation.rules.number_formats import number_shown

MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
MOST_FILES_INSIDE = 1_000
PIECE = 500
# In either of the encodings that XML may come in; parted by a name of its own or not.
_FORMULA = re.compile(rb"[<:]\x00?f[\x00\s>/]")
_BLOCK, _OVERLAP = 1024 * 1024, 8


def read_workbook(file: BinaryIO) -> Iterator[Cells]:
    """Give the rows of the first sheet. Raises UnreadableTable, also after some rows."""
    rows = _sheet_rows(file)
    while True:
        try:
            with warnings.catch_warnings():
                # They are about decorations that no row depends on.
                warnings.simplefilter("ignore")
                piece = list(islice(rows, PIECE))
        except UnreadableTable:
            raise
        # What a damaged file makes the library raise is anyone's guess.
        except Exception as error:
            raise UnreadableTable(
                _("The file is damaged, or no XLSX. Open it in a spreadsheet and save it again.")
            ) from error
        if not piece:
            return
        yield from piece


def _sheet_rows(file: BinaryIO) -> Iterator[Cells]:
    has_formulas = _check_archive(file)
    values = _rows(file, data_only=True)
    formulas = _rows(file, data_only=False) if has_formulas else repeat(())
    for row, written in zip(values, formulas, strict=False):
        cells: list[str] = []
        notes: dict[int, CellNote] = {}
        for place, cell in enumerate(row):
            text, note = _read_cell(cell)
            if not text and written and written[place].data_type == "f" and _is_blank(cell):
                text, note = str(written[place].value), _without_result(str(written[place].value))
            cells.append(text)
            if note is not None:
                notes[place] = note
        yield cells, notes


def _rows(file: BinaryIO, *, data_only: bool) -> Iterator[Any]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=data_only)
    sheet: Any = book.worksheets[0]
    # What the file says of its size may be anything.
    sheet.reset_dimensions()
    yield from sheet.iter_rows()


def _check_archive(file: BinaryIO) -> bool:
    """Return whether a sheet has formulas.

    Raises UnreadableTable for an archive that would grow too large, or brings XML entities.
    """
    has_formulas = False
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        packed = max(1, sum(entry.compress_size for entry in entries))
        if len(entries) > MOST_FILES_INSIDE or unpacked > MOST_UNPACKED:
            raise UnreadableTable(_("The file unpacks to more than 200 MB. Split it."))
        if unpacked > MOST_RATIO * packed:
            raise UnreadableTable(_("The file unpacks to more than 100 times its size."))
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels", ".vml")):
                # Entities are declared before the first element or not at all.
                with archive.open(entry) as opened:
                    next(iterparse(opened, events=("start",), forbid_dtd=True), None)
            if "worksheets/" in entry.filename and not has_formulas:
                with archive.open(entry) as opened:
                    has_formulas = _has_formulas(opened)
    return has_formulas


def _has_formulas(sheet: Any) -> bool:
    end = b""
    while block := sheet.read(_BLOCK):
        if _FORMULA.search(end + block):
            return True
        end = block[-_OVERLAP:]
    return False


def _is_blank(cell: Any) -> bool:
    """Tell whether no result is stored; an empty text is one."""
    return cell.value is None and cell.data_type != "str"


def _without_result(formula: str) -> CellNote:
    message = _(
        "The cell holds a formula without its result. Open the file in a spreadsheet and save it "
        "again, or write the value itself."
    )
    return CellNote(formula, fault=message)


def _read_cell(cell: Any) -> tuple[str, CellNote | None]:
    match cell.value:
        case None:
            return "", None
        case str() as value if cell.data_type == "e":
            return value, error_note(value)
        case str() as value:
            return tidy_cell(_decoded(value)), None
        case bool() as value:
            shown = "TRUE" if value else "FALSE"
            return "yes" if value else "no", CellNote(shown, CellKind.FLAG)
        case int() | float() as value:
            return _number(value, cell.number_format)
        case dt.datetime() | dt.date() | dt.time() | dt.timedelta() as value:
            return _moment(value, cell.number_format)
        case value:
            return str(value), None


def _decoded(value: str) -> str:
    """Return a text with the letters that XML cannot hold, which are written as _x000D_."""
    if "_x" not in value:
        return value
    # Letters beyond U+FFFF come as two of them.
    return unescape(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _number(value: float, number_format: str) -> tuple[str, CellNote | None]:
    found = number_shown(value, number_format)
    if found.text is not None and found.is_whole:
        return found.text, None
    # It cannot be read as one of them by mistake when it is brought again.
    text = f"{found.text or '?'} ({found.stored})"
    if found.text is None:
        message = _(
            "The format of the cell hides that it holds %(stored)s. Write the number that the "
            "source states, and give the cell the format “General”."
        )
    else:
        message = _(
            "The cell shows “%(shown)s” and holds %(stored)s. Write the number that the source "
            "states, and give the cell the format “General”."
        )
    fault = message % {"shown": found.text, "stored": found.stored}
    return text, CellNote(text, fault=fault)


def _moment(value: Any, number_format: str) -> tuple[str, CellNote]:
    shown = in_its_format(value, number_format)
    text = as_stated(value, number_format)
    if text is None:
        message = _(
            "The cell shows “%(shown)s”, which is no full date, no month and no year. Give the "
            "cell the format “Text”, and write the date as 2026-03-01, 2026-03 or 2026."
        )
        return shown, CellNote(shown, fault=message % {"shown": shown})
    is_time = ":" in text and "-" not in text
    return text, CellNote(shown, CellKind.TIME if is_time else CellKind.DATE)
