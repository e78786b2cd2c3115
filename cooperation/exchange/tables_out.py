"""Lists as CSV, JSON lines and XLSX, however many rows: nothing is held but one piece of them."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from cooperation.exchange import tables_writing
from cooperation.exchange.columns import list_columns
from cooperation.exchange.outgoing import Outgoing, write_each
from cooperation.exchange.scratch import read_blocks


def write_json_lines(outgoing: Outgoing) -> Iterator[bytes]:
    """Give the rows exactly as the API has them, one a line."""
    for piece in outgoing.pieces:
        yield b"".join([row + b"\n" for row in piece])


def write_csv(outgoing: Outgoing) -> Iterator[bytes]:
    return tables_writing.write_csv(_rows(outgoing), mark="")


def write_workbook(outgoing: Outgoing) -> Iterator[bytes]:
    """Give a workbook of one sheet; it is put together on disk, row by row."""
    sheet = tables_writing.Sheet(outgoing.name, _rows(outgoing), is_cut=True)
    with TemporaryFile() as file:
        tables_writing.write_workbook([sheet], file, title=outgoing.title)
        yield from read_blocks(file)


def _rows(outgoing: Outgoing) -> Iterator[list[Any]]:
    columns = list_columns(outgoing.name)
    yield [column.name for column in columns]
    for piece in outgoing.pieces:
        yield from write_each(piece, lambda row: [_cell(column.cell(row)) for column in columns])


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
