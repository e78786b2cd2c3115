"""Lists as CSV, JSON lines and XLSX, however many rows: nothing is held but one piece of them."""

from collections.abc import Callable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any

from cooperation.exchange import tables_writing
from cooperation.exchange.columns import list_columns
from cooperation.exchange.outgoing import Outgoing, Row, write_each
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
    cells = [column.cell for column in columns]
    yield [column.name for column in columns]
    for piece in outgoing.pieces:
        yield from write_each(piece, lambda row: _cells(row, cells))


def _cells(row: Row, cells: Sequence[Callable[[Row], Any]]) -> list[Any]:
    return [
        value if value is not True and value is not False else "true" if value else "false"
        for cell in cells
        for value in (cell(row),)
    ]
