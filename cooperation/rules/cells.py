"""Texts as cells of tables that programs for spreadsheets will open."""

import re

# A mark of ours may stand before it already: each text has one cell, and each cell one text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def defuse_cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_written(cell: str) -> str:
    """Return the text of a cell; one that never passed `defuse_cell` stays as it is."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
