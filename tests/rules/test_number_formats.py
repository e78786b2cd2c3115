"""What a cell shows of its number is known, or told to be something else."""

import pytest

from cooperation.rules.number_formats import ShownNumber, number_shown

ACCOUNTING = '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (12345678901234567, "General", "12345678901234567"),
        (12, "@", "12"),
        (12.0, "0", "12"),
        (12.5, "#,##0.00", "12.5"),
        (1234567, "#,##0", "1234567"),
        (12, "0000", "0012"),
        (0.038, "0.0%", "3.8%"),
        (0.5, "0%", "50%"),
        (0, "0%", "0%"),
        (1200, '"$"#,##0.00', "1200"),
        (1200, "[$USD] #,##0", "1200"),
        (7, "[$៛-453]#,##0", "7"),
        (1200, ACCOUNTING, "1200"),
        (-1200, ACCOUNTING, "-1200"),
        (-5, "0", "-5"),
        (-5, "0;[Red]-0", "-5"),
        (1200000, "0.00E+00", "1200000"),
        (3, "# ?/?", "3"),
    ],
)
def test_a_number_comes_as_it_is_shown(value, number_format, text):
    found = number_shown(value, number_format)
    assert (found.text, found.is_whole) == (text, True)


@pytest.mark.parametrize(
    ("value", "number_format", "shown", "stored"),
    [
        (12.6, "0", "13", "12.6"),
        (3.84, "0.0", "3.8", "3.84"),
        (0.038, "0%", "4%", "0.038"),
        (13000, "0,", "13", "13000"),
        (1234567, '#,##0.0,,"M"', "1.2 M", "1234567"),
        (12, '0" workers"', "12 workers", "12"),
        (1234567, "0.00E+00", "1230000", "1234567"),
        (-5, "0;0", "5", "-5"),
        (12, ";;;", None, "12"),
        (12, "[>100]0;0.0", None, "12"),
        (3.5, "# ?/?", None, "3.5"),
        (1e300, "0.000", None, f"1{'0' * 300}"),
    ],
)
def test_a_number_that_is_shown_otherwise_is_told_so(value, number_format, shown, stored):
    assert number_shown(value, number_format) == ShownNumber(shown, stored, is_whole=False)
