"""Lists as CSV, JSON lines and XLSX, however many rows: nothing is held but one piece of them."""

import csv
from collections.abc import Iterator
from io import StringIO
from tempfile import TemporaryFile
from typing import Any

import orjson
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]

from cooperation.exchange.columns import Column, columns_of
from cooperation.exchange.outgoing import Outgoing, Row
from cooperation.rules.cells import harmless

LONGEST_CELL = 32_767
BLOCK = 65_536


def write_json_lines(outgoing: Outgoing) -> Iterator[bytes]:
    """Give the rows exactly as the API has them, one a line."""
    for piece in outgoing.pieces:
        yield b"".join(orjson.dumps(row) + b"\n" for row in piece)


def write_csv(outgoing: Outgoing) -> Iterator[bytes]:
    columns = columns_of(outgoing.name)
    yield _lines([[column.name for column in columns]])
    for piece in outgoing.pieces:
        yield _lines([_cells(columns, row) for row in piece])


def write_workbook(outgoing: Outgoing) -> Iterator[bytes]:
    """Give a workbook of one sheet; it is put together on disk, row by row."""
    columns = columns_of(outgoing.name)
    book = Workbook(write_only=True)
    book.properties.title = outgoing.title
    sheet = book.create_sheet(outgoing.name)
    sheet.freeze_panes = "A2"
    sheet.append([column.name for column in columns])
    for piece in outgoing.pieces:
        for row in piece:
            sheet.append([_fitting(cell) for cell in _cells(columns, row)])
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def _lines(rows: list[list[Any]]) -> bytes:
    written = StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _cells(columns: tuple[Column, ...], row: Row) -> list[Any]:
    return [_cell(column.cell(row)) for column in columns]


def _cell(value: Any) -> Any:
    match value:
        case str():
            return harmless(value)
        case bool():
            return "true" if value else "false"
        case _:
            return value


def _fitting(cell: Any) -> Any:
    if isinstance(cell, str):
        return ILLEGAL_CHARACTERS_RE.sub("", cell)[:LONGEST_CELL]
    return cell
