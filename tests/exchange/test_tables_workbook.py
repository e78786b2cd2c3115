"""A cell of a workbook is taken as it is shown; what nobody can see in it is a fault."""

import datetime as dt
import io
from typing import Any

import pytest
from openpyxl import Workbook

from cooperation.exchange.tables_lines import CellKind, CellNote, Line
from cooperation.exchange.tables_reading import read_table
from tests.exchange.tabling import SHEET, workbook_with

DAY = dt.datetime(2026, 3, 1)
WITHOUT_RESULT = (
    "The cell holds a formula without its result. Open the file in a spreadsheet and save it "
    "again, or write the value itself."
)


def line_of(*cells: Any, number_format: str = "General") -> Line:
    """Return the one row of a workbook with these cells."""
    book = Workbook()
    for column, value in enumerate(cells, 1):
        cell = book.active.cell(1, column, value)
        if number_format != "General":
            cell.number_format = number_format
    file = io.BytesIO()
    book.save(file)
    (line,) = read_table(file)
    return line


@pytest.mark.parametrize(
    ("number_format", "text", "shown"),
    [
        ("mmm-yy", "2026-03", "Mar-26"),
        ("yyyy", "2026", "2026"),
        ("dd/mm/yyyy", "2026-03-01", "01/03/2026"),
    ],
)
def test_a_date_is_as_precise_as_it_is_shown(number_format, text, shown):
    line = line_of(DAY, number_format=number_format)
    assert (line.cells, line.notes) == ([text], {0: CellNote(shown, CellKind.DATE)})


def test_a_date_that_shows_no_date_is_a_fault():
    line = line_of(DAY, number_format="d-mmm")
    fault = (
        "The cell shows “01-Mar”, which is no full date, no month and no year. Give the cell the "
        "format “Text”, and write the date as 2026-03-01, 2026-03 or 2026."
    )
    assert (line.cells, line.notes) == (["01-Mar"], {0: CellNote("01-Mar", fault=fault)})


def test_times_and_flags_are_told_from_texts():
    line = line_of(dt.time(14, 30), True)
    assert line.cells == ["14:30:00", "yes"]
    assert line.notes == {
        0: CellNote("14:30:00", CellKind.TIME),
        1: CellNote("TRUE", CellKind.FLAG),
    }


def test_a_share_comes_as_it_is_shown():
    line = line_of(0.038, number_format="0.0%")
    assert (line.cells, line.notes) == (["3.8%"], {})


@pytest.mark.parametrize(
    ("value", "number_format", "text", "fault"),
    [
        (
            12.6,
            "0",
            "13 (12.6)",
            "The cell shows “13” and holds 12.6. Write the number that the source states, and "
            "give the cell the format “General”.",
        ),
        (
            12,
            ";;;",
            "? (12)",
            "The format of the cell hides that it holds 12. Write the number that the source "
            "states, and give the cell the format “General”.",
        ),
    ],
)
def test_a_number_that_is_shown_otherwise_is_a_fault(value, number_format, text, fault):
    line = line_of(value, number_format=number_format)
    assert (line.cells, line.notes) == ([text], {0: CellNote(text, fault=fault)})


def test_a_formula_without_its_result_is_no_blank_cell():
    line = line_of("a", "=1+1", None)
    assert (line.cells, line.notes) == (
        ["a", "=1+1"],
        {1: CellNote("=1+1", fault=WITHOUT_RESULT)},
    )


@pytest.mark.parametrize("result", ["<v>12</v>", "<v></v>"], ids=["number", "empty text"])
def test_a_formula_with_its_result_is_that_result(result):
    kind = ' t="str"' if "12" not in result else ""
    line = _line_of_xml(f'<c r="A1"><v>1</v></c><c r="B1"{kind}><f>A2</f>{result}</c>')
    assert (line.cells, line.notes) == ((["1", "12"] if "12" in result else ["1"]), {})


def _line_of_xml(cells: str) -> Line:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1">{cells}</row></sheetData></worksheet>'
    )
    (line,) = read_table(io.BytesIO(workbook_with(SHEET, sheet)))
    return line


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_an_error_of_the_spreadsheet_is_a_fault_in_either_form(error):
    fault = (
        f"The cell shows {error}, an error of the spreadsheet. Correct its formula, or write the "
        "value itself."
    )
    book = Workbook()
    book.active["A1"] = error
    book.active["A1"].data_type = "e"
    file = io.BytesIO()
    book.save(file)
    for content in (file, io.BytesIO(error.encode())):
        (line,) = read_table(content)
        assert line == Line(1, [error], {0: CellNote(error, fault=fault)})


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a_x000D_\nb", "a\nb"),
        ("_x0041_bc", "Abc"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_", "😀"),
        ("_x1781_", "ខ"),
        ("_x00D_", "_x00D_"),
    ],
)
def test_letters_that_the_file_spells_out_are_read(written, text):
    assert line_of(written).cells == [text]
