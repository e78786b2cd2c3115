"""Reads rows of text from the CSV and XLSX files of strangers, within limits."""

import csv
import datetime as dt
import io
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

import openpyxl  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from cooperation.rules.cells import as_written

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
MOST_FILES_INSIDE = 1_000
MOST_ROWS = 200_000
MOST_COLUMNS = 200
# Of any spreadsheet; between two rows a file may name there can be endless blank ones.
LAST_ROW = 1_048_576
MOST_SECONDS = 60
LONGEST_CELL = 100_000

# Stands for what no text can hold; whoever reads a cell with it refuses the cell.
UNREADABLE = "\ufffd"
_NO_TEXT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127], UNREADABLE)
_SEPARATORS = ",;\t"
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class UnreadableTable(Exception):
    """A file that is no table, or too large a one; the text is for the editor."""


class Line(NamedTuple):
    """A row that is not blank, with the number that a spreadsheet shows for it."""

    number: int
    cells: list[str]


def read(file: BinaryIO, *, clock: Callable[[], float] = time.monotonic) -> Iterator[Line]:
    """Give the rows of a CSV file or of the first sheet of an XLSX file, by what the file is.

    Marks that `harmless` made are taken off; numbers and dates come as they are written in CSV.
    Raises UnreadableTable, also after some rows.
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
    rows = _read_workbook(file) if start == _ZIP else _read_csv(file)
    yield from _within_limits(rows, clock)


def _within_limits(rows: Iterator[list[str]], clock: Callable[[], float]) -> Iterator[Line]:
    ends = clock() + MOST_SECONDS
    found = 0
    for number, cells in enumerate(rows, 1):
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
        if len(cells) > MOST_COLUMNS:
            raise UnreadableTable(
                _("Row %(number)s has more than 200 columns.") % {"number": number}
            )
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise UnreadableTable(
                _("Row %(number)s has a cell of more than 100,000 characters.") % {"number": number}
            )
        yield Line(number, cells)


def _read_csv(file: BinaryIO) -> Iterator[list[str]]:
    head = file.read(64 * 1024)
    file.seek(0)
    if head.startswith(_UTF_16):
        raise UnreadableTable(_("The file is in UTF-16. Save it as “CSV UTF-8”."))
    heading = head.decode("utf-8", "ignore").partition("\n")[0]
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    # Spreadsheets write what the country's settings say.
    separator = max(_SEPARATORS, key=heading.count)
    rows = csv.reader(text, delimiter=separator, strict=True)
    number = 0
    try:
        for row in rows:
            number += 1
            yield [_tidy(cell) for cell in row]
    except UnicodeDecodeError as error:
        raise UnreadableTable(
            _("After row %(number)s the file is not in UTF-8. Save it as “CSV UTF-8”.")
            % {"number": number}
        ) from error
    except csv.Error as error:
        raise UnreadableTable(
            _("After row %(number)s the file is no CSV (%(reason)s). Look for a stray quote.")
            % {"number": number, "reason": error}
        ) from error
    finally:
        # It would close the file, which is not ours; and whose it is may have closed it.
        with suppress(ValueError):
            text.detach()


def _read_workbook(file: BinaryIO) -> Iterator[list[str]]:
    rows = _sheet_rows(file)
    while True:
        try:
            with warnings.catch_warnings():
                # They are about decorations that no row depends on.
                warnings.simplefilter("ignore")
                piece = list(islice(rows, 500))
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


def _sheet_rows(file: BinaryIO) -> Iterator[list[str]]:
    _check_archive(file)
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    sheet: Any = book.worksheets[0]
    # What the file says of its size may be anything.
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        yield [_text(cell.value, cell.data_type) for cell in row]


def _check_archive(file: BinaryIO) -> None:
    """Raise UnreadableTable for an archive that would grow too large, or brings XML entities."""
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


def _text(value: Any, data_type: str) -> str:
    match value:
        case None:
            return ""
        case str():
            return f"{UNREADABLE}{value}" if data_type == "e" else _tidy(value)
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)


def _tidy(cell: str) -> str:
    if not cell.isprintable():
        cell = cell.translate(_NO_TEXT)
    cell = as_written(cell)
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()
