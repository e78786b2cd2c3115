"""CSV files as the spreadsheets of the world write them."""

import io

import pytest

from cooperation.exchange.tables_reading import read_table

HEADINGS = {"slug", "title_en", "kind"}
ROWS = [["slug", "title_en", "kind"], ["a", "B; c, d", "meeting"]]


def rows(content: str) -> list[tuple[int, list[str]]]:
    return [
        (line.number, line.cells) for line in read_table(io.BytesIO(content.encode()), HEADINGS)
    ]


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_the_headings_tell_what_separates_cells(separator, end, mark):
    lines = [separator.join(f'"{cell}"' for cell in row) for row in ROWS]
    assert rows(mark + end.join(lines)) == [(1, ROWS[0]), (2, ROWS[1])]


def test_a_text_in_the_rows_does_not_decide_the_separator():
    text = "one; two; three; four; five"
    assert rows(f"slug,title_en\na,{text}\nb,{text}\n")[1] == (2, ["a", text])


@pytest.mark.parametrize("stated", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_stated_separator_is_no_row(stated):
    assert rows(f"{stated}\r\nslug;title_en\r\na;B,C,D,E\r\n") == [
        (1, ["slug", "title_en"]),
        (2, ["a", "B,C,D,E"]),
    ]


def test_lines_above_the_headings_do_not_decide_the_separator():
    above = "\nEvents, meetings, and forums, of 2026\n# a remark, with, commas\n;;\n"
    assert rows(f"{above}slug;title_en\na;B\n") == [
        (2, ["Events, meetings, and forums, of 2026"]),
        (3, ["# a remark, with, commas"]),
        (5, ["slug", "title_en"]),
        (6, ["a", "B"]),
    ]
