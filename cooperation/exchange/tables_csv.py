"""Rows of CSV files, however the spreadsheet of a country writes them."""

import csv
import io
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import BinaryIO

from django.utils.translation import gettext as _

from cooperation.exchange.tables_lines import Cells, UnreadableTable, tidy_cell

_SEPARATORS = ",;\t"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 64 * 1024
_LINES = re.compile(r"\r\n|\r|\n")
_STATED = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
# So many lines may stand above the headings.
MOST_LINES_ABOVE = 40


def read_csv(file: BinaryIO, headings: Collection[str]) -> Iterator[Cells]:
    """Give the rows; what separates cells follows from `sep=`, else from the row of headings.

    `headings` are those that the table may have. Raises UnreadableTable, also after some rows.
    """
    head = file.read(_HEAD)
    file.seek(0)
    if head.startswith(_UTF_16):
        raise UnreadableTable(_("The file is in UTF-16. Save it as “CSV UTF-8”."))
    lines = _LINES.split(head.decode("utf-8-sig", "ignore"))[:MOST_LINES_ABOVE]
    stated = _STATED.fullmatch(lines[0])
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    number = 0
    try:
        if stated:
            next(text)
        separator = stated[1] if stated else _separator(lines, headings)
        for row in csv.reader(text, delimiter=separator, strict=True):
            number += 1
            yield [tidy_cell(cell) for cell in row], {}
    except UnicodeDecodeError as error:
        raise UnreadableTable(
            _(
                "Line %(number)s is not in UTF-8, so its letters cannot be told. Save the file as "
                "“CSV UTF-8” or as XLSX."
            )
            % {"number": _first_foreign_line(file)}
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


def _separator(lines: list[str], headings: Collection[str]) -> str:
    """Return what separates cells in the first line that has a heading."""
    for line in lines:
        known = {mark: _count(line, mark, headings) for mark in _SEPARATORS}
        if any(known.values()):
            return max(_SEPARATORS, key=lambda mark: known[mark])
    full = (line for line in lines if line.strip() and not line.lstrip('"').startswith("#"))
    return max(_SEPARATORS, key=next(full, "").count)


def _count(line: str, separator: str, headings: Collection[str]) -> int:
    cells = next(csv.reader([line], delimiter=separator), [])
    return sum(tidy_cell(cell).casefold() in headings for cell in cells)


def _first_foreign_line(file: BinaryIO) -> int:
    file.seek(0)
    content = file.read()
    try:
        content.decode()
    except UnicodeDecodeError as error:
        content = content[: error.start]
    return len(_LINES.split(content.decode("utf-8", "ignore")))
