"""Writes rows as CSV and XLSX; no cell of them runs as a formula."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext as _
from import_export.formats import base_formats  # type: ignore[import-untyped]
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from cooperation.rules.cells import defuse_cell
from cooperation.rules.plain_text import one_line, several_lines

Row = Sequence[Any]
FORMATS: dict[str, base_formats.TablibFormat] = {
    "csv": base_formats.CSV(),
    "xlsx": base_formats.XLSX(),
}
LONGEST_CELL = 32_767
PIECE = 500
WIDTH = 22
TEXT = "@"
# Longer texts are never taken for a number, a day or a time, and none is without a digit.
LONGEST_MISREAD = 30
_DIGIT = re.compile(r"\d")
# Spreadsheets read _x000D_ as the letter of that number.
_SPELLED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Without it a spreadsheet guesses an encoding, and Khmer comes out broken.
BYTE_ORDER_MARK = "\ufeff"


class UnwritableTable(Exception):
    """What a spreadsheet cannot hold; the text is for the editor."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`is_form` is one to fill in: what is typed there stays as it is typed, as it does below the
    headings that are `texts`.

    What no spreadsheet can hold is refused, so that nothing is lost on the way back; where
    `is_cut`, it is left out, for readers who only read.
    """

    title: str
    rows: Iterable[Row]
    is_form: bool = False
    texts: Collection[str] = ()
    is_cut: bool = False


def write_csv(rows: Iterable[Row], *, mark: str = BYTE_ORDER_MARK) -> Iterator[bytes]:
    """Give a CSV file piece by piece, as the rows come. Programs read it best without the mark."""
    rows = iter(rows)
    while piece := list(islice(rows, PIECE)):
        text = io.StringIO()
        csv.writer(text).writerows(map(_harmless_cells, piece))
        yield (mark + text.getvalue()).encode()
        mark = ""


def write_workbook(sheets: Iterable[Sheet], file: IO[bytes], *, title: str = "") -> None:
    """Write an XLSX file, and go back to its start. Raises UnwritableTable."""
    book = Workbook(write_only=True)
    book.properties.title = one_line(title) or None
    try:
        for sheet in sheets:
            _write_sheet(book.create_sheet(sheet.title[:31]), sheet)
    finally:
        # What was begun is ended too: its scratch files go with it.
        book.save(file)
    file.seek(0)


def harmless_cell(value: Any) -> Any:
    return defuse_cell(several_lines(value)) if isinstance(value, str) else value


def _harmless_cells(row: Row) -> list[Any]:
    # Most cells are empty, or texts in which nothing is to be looked for.
    return [
        cell
        if not cell
        or type(cell) is not str
        or (cell[0].isalnum() and cell.isascii() and cell.isprintable())
        else harmless_cell(cell)
        for cell in row
    ]


def _write_sheet(page: Any, sheet: Sheet) -> None:
    rows = iter(sheet.rows)
    headings = next(rows)
    page.freeze_panes = "A2"
    for number, heading in enumerate(headings, 1):
        column = page.column_dimensions[get_column_letter(number)]
        column.width = WIDTH
        if sheet.is_form or heading in sheet.texts:
            column.number_format = TEXT
    page.append([_bold(page, heading) for heading in headings])
    for number, row in enumerate(rows, 2):
        values = map(harmless_cell, row)
        page.append(
            _cells(page, (_cut(v) if sheet.is_cut else _fitting(v, number) for v in values))
        )


def _cells(page: Any, values: Iterable[Any]) -> Iterator[Any]:
    """Give the cells of a row; what is a text stays one when somebody edits it.

    Else a spreadsheet takes "2026-03" for the first of March, and paragraphs 5-7 for a day.
    """
    text, plain = WriteOnlyCell(page), WriteOnlyCell(page)
    text.number_format = TEXT
    for value in values:
        if value is None:
            yield None
        elif not isinstance(value, str):
            plain.value = value
            yield plain
        elif len(value) > LONGEST_MISREAD or not _DIGIT.search(value):
            yield _SPELLED.sub("_x005F_", value)
        else:
            text.value = _SPELLED.sub("_x005F_", value)
            yield text


def _bold(page: Any, heading: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, heading)
    cell.font = Font(bold=True)
    return cell


def _fitting(cell: Any, row: int) -> Any:
    if isinstance(cell, str) and len(cell) > LONGEST_CELL:
        raise UnwritableTable(
            _("Row %(row)s holds a text that no spreadsheet can hold. Take the CSV file.")
            % {"row": row}
        )
    return cell


def _cut(cell: Any) -> Any:
    return cell[:LONGEST_CELL] if isinstance(cell, str) else cell
