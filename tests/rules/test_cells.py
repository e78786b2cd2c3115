import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.cells import as_written, defuse_cell


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_run_gets_a_mark(first):
    assert defuse_cell(f"{first}SUM(A1)") == f"'{first}SUM(A1)"
    assert as_written(f"'{first}SUM(A1)") == f"{first}SUM(A1)"


@pytest.mark.parametrize("text", ["", "Forum", "'quoted'", "2025-01", "a=b", "កម្ពុជា", " =1"])
def test_other_texts_stay_as_they_are(text):
    assert defuse_cell(text) == text
    assert as_written(text) == text


def test_a_formula_that_was_typed_without_our_mark_stays_a_text():
    assert as_written("=SUM(A1)") == "=SUM(A1)"


@given(st.text(alphabet="'=+-@\t\rab", max_size=6))
def test_every_text_comes_back_from_its_cell(text):
    assert as_written(defuse_cell(text)) == text
    assert not defuse_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
