from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.rules.numerals import (
    number_in_words,
    time_in_words,
    to_khmer_digits,
    to_western_digits,
)


@pytest.mark.parametrize(
    ("plain", "in_khmer"), [("", ""), ("0123456789", "០១២៣៤៥៦៧៨៩"), ("COVID-19", "COVID-១៩")]
)
def test_digits_change_and_all_else_stays(plain, in_khmer):
    assert to_khmer_digits(plain) == in_khmer
    assert to_western_digits(in_khmer) == plain


@settings(deadline=None)
@given(st.text())
def test_western_digits_survive_the_way_there_and_back(text):
    assert to_western_digits(to_khmer_digits(text)) == to_western_digits(text)


@pytest.mark.parametrize(
    ("value", "english", "in_khmer"),
    [
        (0, "0", "០"),
        (38, "38", "៣៨"),
        (12500, "12,500", "១២.៥០០"),
        (Decimal("100.00"), "100", "១០០"),
        (Decimal("2.50"), "2.5", "២,៥"),
        (Decimal("1E+6"), "1,000,000", "១.០០០.០០០"),
        (Decimal("-1234.05"), "-1,234.05", "-១.២៣៤,០៥"),
    ],
)
def test_a_number_in_both_languages(value, english, in_khmer):
    assert number_in_words(value) == english
    assert number_in_words(value, "km") == in_khmer


@pytest.mark.parametrize(
    ("time", "english", "in_khmer"),
    [
        ("14:00:00", "14:00", "១៤:០០"),
        ("09:30", "09:30", "០៩:៣០"),
        ("08:05:10", "08:05:10", "០៨:០៥:១០"),
    ],
)
def test_a_time_of_day_in_both_languages(time, english, in_khmer):
    assert time_in_words(time) == english
    assert time_in_words(time, "km") == in_khmer
