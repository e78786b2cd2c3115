"""Files of strangers: what is no table, or too large a one, is said so."""

import io

import pytest
from openpyxl import Workbook

from cooperation.exchange import tables_reading, tables_workbook
from cooperation.exchange.tables_lines import UNREADABLE, UnreadableTable
from cooperation.exchange.tables_reading import read_table
from tests.exchange.tabling import SHEET, as_csv, as_workbook, workbook_with

DAMAGED = "The file is damaged, or no XLSX. Open it in a spreadsheet and save it again."
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
)


def cells(file: io.BytesIO) -> list[tuple[int, list[str]]]:
    return [(line.number, line.cells) for line in read_table(file)]


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableTable) as refused:
        cells(io.BytesIO(content))
    return str(refused.value)


@pytest.mark.parametrize(
    "file",
    [
        as_csv(["slug", "title_en"], [], ["a", "B; c"], ["", "'=1", ""]),
        as_workbook(["slug", "title_en"], [], ["a", "B; c"], [None, "'=1", None]),
        io.BytesIO('\ufeffslug;title_en\r\n\r\na;"B; c"\r\n;\'=1;\r\n'.encode()),
        io.BytesIO(b"slug\ttitle_en\n\na\tB; c\n\t'=1\n"),
    ],
    ids=["csv", "xlsx", "semicolons", "tabs"],
)
def test_rows_come_with_the_numbers_that_a_spreadsheet_shows(file):
    assert cells(file) == [(1, ["slug", "title_en"]), (3, ["a", "B; c"]), (4, ["", "=1"])]


def test_cells_of_a_workbook_come_as_they_are_written_in_csv():
    book = Workbook()
    book.active.append([True, 12, 12.5, 2026.0, "  Forum \r\nin Phnom Penh "])
    book.active["F1"] = "2026-01-22"
    file = io.BytesIO()
    book.save(file)
    assert cells(file) == [
        (1, ["yes", "12", "12.5", "2026", "Forum \nin Phnom Penh", "2026-01-22"])
    ]


def test_what_is_no_text_is_marked():
    assert cells(as_csv(["a\x00b", "c\x1fd"])) == [(1, [f"a{UNREADABLE}b", f"c{UNREADABLE}d"])]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("slug\nកម្ពុជា".encode("utf-16"), "The file is in UTF-16. Save it as “CSV UTF-8”."),
        (
            b"slug\r\nx\r\n\xe9t\xe9",
            "Line 3 is not in UTF-8, so its letters cannot be told. Save the file as “CSV UTF-8” "
            "or as XLSX.",
        ),
        (
            b'slug\na\n"b\nc\n',
            "After row 2 the file is no CSV (unexpected end of data). Look for a stray quote.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "This is an old or a locked Excel file. Save it as XLSX, without a password.",
        ),
        (b"PK\x03\x04 and no more", DAMAGED),
        (as_workbook(["slug"]).getvalue()[:-200], DAMAGED),
        (workbook_with(SHEET, BOMB), DAMAGED),
        (workbook_with(SHEET, BOMB.encode("utf-16")), DAMAGED),
        (workbook_with("xl/workbook.xml", BOMB), DAMAGED),
        (workbook_with(SHEET, "<worksheet><sheetData><row>"), DAMAGED),
        (workbook_with("xl/workbook.xml", ""), DAMAGED),
    ],
    ids=[
        "utf-16",
        "latin-1",
        "quote",
        "xls",
        "no zip",
        "cut zip",
        "bomb",
        "bomb in utf-16",
        "bomb in the workbook",
        "broken xml",
        "no workbook",
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_what_to_do(content, expected):
    assert refusal(content) == expected


def test_a_file_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(tables_reading, "MOST_BYTES", 10)
    assert refusal(b"slug,title_en\n") == "The file is larger than 20 MB. Split it."


def test_a_workbook_that_grows_too_large_is_refused_unopened():
    padded = workbook_with(SHEET, b" " * 40_000_000)
    assert refusal(padded) == "The file unpacks to more than 100 times its size."


def test_a_workbook_of_more_than_200_megabytes_is_refused(monkeypatch):
    monkeypatch.setattr(tables_workbook, "MOST_UNPACKED", 1_000)
    content = as_workbook(["slug"]).getvalue()
    assert refusal(content) == "The file unpacks to more than 200 MB. Split it."


@pytest.mark.parametrize("number", ["1048577", "99999999999"])
def test_rows_that_no_spreadsheet_has_are_refused(number):
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="{number}"><c r="A{number}"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert refusal(workbook_with(SHEET, sheet)) == "The file has more rows than any spreadsheet."


def test_more_rows_columns_or_letters_than_a_table_may_have_are_refused(monkeypatch):
    wide = as_csv(["x"] * 201).getvalue()
    assert refusal(wide) == "Row 1 has more than 200 columns."
    long = as_csv(["x" * 100_001]).getvalue()
    assert refusal(long) == "Row 1 has a cell of more than 100,000 characters."
    monkeypatch.setattr(tables_reading, "MOST_ROWS", 2)
    assert refusal(b"a\nb\nc\n") == "The file has more than 200,000 rows. Split it."


def test_a_file_that_takes_too_long_is_refused():
    ticks = iter([0.0, 61.0])
    with pytest.raises(UnreadableTable, match="longer than a minute"):
        list(read_table(io.BytesIO(b"a\n" * 500), clock=lambda: next(ticks)))
