from decimal import Decimal

import pytest

from cooperation.rules.figures import figure_in_words
from cooperation.vocabulary.figure import Qualifier


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "expected"),
    [
        ("38", "exact", "people", "38 people"),
        ("100", "nearly", "people", "nearly 100 people"),
        ("2.50", "more_than", "years", "more than 2.5 years"),
        ("12500.00", "about", "workers", "about 12,500 workers"),
        ("5", "less_than", "days", "less than 5 days"),
        ("40", "exact", "%", "40%"),
        ("7", "exact", "", "7"),
    ],
)
def test_a_figure_in_english(value, qualifier, unit, expected):
    assert figure_in_words(Decimal(value), qualifier, unit) == expected
    assert figure_in_words(Decimal(value), qualifier, unit, "en-gb") == expected


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "expected"),
    [
        ("38", "exact", "នាក់", "៣៨ នាក់"),
        ("100", "nearly", "នាក់", "ជិត ១០០ នាក់"),
        ("2.50", "more_than", "ឆ្នាំ", "ជាង ២,៥ ឆ្នាំ"),
        ("12500", "about", "នាក់", "ប្រហែល ១២.៥០០ នាក់"),
        ("5", "less_than", "ថ្ងៃ", "តិចជាង ៥ ថ្ងៃ"),
    ],
)
def test_a_figure_in_khmer(value, qualifier, unit, expected):
    assert figure_in_words(Decimal(value), qualifier, unit, "km") == expected


@pytest.mark.parametrize("language", ["en", "km"])
def test_each_qualifier_has_words_of_its_own(language):
    said = {figure_in_words(Decimal(1), qualifier, "", language) for qualifier in Qualifier.values}

    assert len(said) == len(Qualifier)
