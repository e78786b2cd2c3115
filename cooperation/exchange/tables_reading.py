"""Reads rows of text from the CSV and XLSX files of strangers, within limits."""

import io
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from cooperation.exchange.tables_csv import read_csv
from cooperation.exchange.tables_lines import Cells, Line, UnreadableTable, error_note, is_error
from cooperation.exchange.tables_workbook import read_workbook

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 200
# Of any spreadsheet; between two rows a file may name there can be endless blank ones.
LAST_ROW = 1_048_576
MOST_SECONDS = 60
LONGEST_CELL = 100_000

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_table(
    file: BinaryIO,
    headings: Collection[str] = (),
    *,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Line]:
    """Give the rows of a CSV file or of the first sheet of an XLSX file, by what the file is.

    `headings` are those that the table may have: by them a CSV file's row of headings is told.
    Marks that `defuse_cell` made are taken off; numbers and dates come as they are shown, as they
    would be written in CSV. Raises UnreadableTable, also after some rows.
    """
    if file.seek(0, io.SEEK_END) > MOST_BYTES:
        raise UnreadableTable(_("The file is larger than 20 MB. Split it."))
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    if start == _OLD_EXCEL:
        raise UnreadableTable(
            _("This is an old or a locked Excel file. Save it as XLSX, without a password.")
        )
    rows = read_workbook(file) if start == _ZIP else read_csv(file, headings)
    yield from _within_limits(rows, clock)


def _within_limits(rows: Iterator[Cells], clock: Callable[[], float]) -> Iterator[Line]:
    ends = clock() + MOST_SECONDS
    found = 0
    for number, (cells, notes) in enumerate(rows, 1):
        if number % 500 == 0 and clock() > ends:
            raise UnreadableTable(_("The file takes longer than a minute to read. Split it."))
        if number > LAST_ROW:
            raise UnreadableTable(_("The file has more rows than any spreadsheet."))
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        found += 1
        if found > MOST_ROWS:
            raise UnreadableTable(_("The file has more than 200,000 rows. Split it."))
        _refuse_large(number, cells)
        errors = {place: error_note(cell) for place, cell in enumerate(cells) if is_error(cell)}
        yield Line(number, cells, errors | notes)


def _refuse_large(number: int, cells: Sequence[str]) -> None:
    if len(cells) > MOST_COLUMNS:
        raise UnreadableTable(_("Row %(number)s has more than 200 columns.") % {"number": number})
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise UnreadableTable(
            _("Row %(number)s has a cell of more than 100,000 characters.") % {"number": number}
        )
