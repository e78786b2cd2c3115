"""Names, dates and numbers in a paragraph, by their letters and plain rules alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules import (
    paragraphs,
    recognising_dates,
    recognising_names,
    recognising_numbers,
)


def test_paragraphs_are_the_lines_that_are_not_blank():
    assert paragraphs.split_paragraphs(" A title \n\n\t\nFirst.\r\nSecond.\n") == [
        "A title",
        "First.",
        "Second.",
    ]
    assert paragraphs.split_paragraphs("") == []


DATES = [
    ("on 17 February 2022.", [("17 February 2022", "2022-02-17")]),
    ("May 5 to 9, 2025", [("May 5 to 9, 2025", "2025-05-05/2025-05-09")]),
    ("from 30 June to 2 July 2025", [("30 June to 2 July 2025", "2025-06-30/2025-07-02")]),
    ("22-23 January 2026", [("22-23 January 2026", "2026-01-22/2026-01-23")]),
    ("January 3, 2026", [("January 3, 2026", "2026-01-03")]),
    ("by March 2026", [("March 2026", "2026-03")]),
    ("the plan 2024–2028", [("2024–2028", "2024/2028")]),
    ("in 2025", [("2025", "2025")]),
    ("on Tuesday", [("on Tuesday", "")]),
    ("2026-01-22", [("2026-01-22", "2026-01-22")]),
    ("32 May 2025", [("May 2025", "2025-05")]),
    ("5 March, with no year; 12345; may 2025", [("2025", "2025")]),
    ("2028–2024", [("2028", "2028"), ("2024", "2024")]),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _dates in DATES])
def test_dates_are_read_as_they_stand(text, expected):
    assert [(date.text, date.edtf) for date in recognising_dates.find_dates(text)] == expected


NUMBERS = [
    ("nearly 100 officials", [("nearly 100 officials", "100", "nearly", "officials")]),
    ("over two and a half years", [("over two and a half years", "2.5", "more_than", "years")]),
    ("38 trainers", [("38 trainers", "38", "exact", "trainers")]),
    ("about 1,200 women", [("about 1,200 women", "1200", "about", "women")]),
    ("US$ 1.5 million", [("US$ 1.5 million", "1500000.0", "exact", "US$")]),
    ("up to 40 per cent", [("up to 40 per cent", "40", "less_than", "per cent")]),
    ("at least twelve", [("at least twelve", "12", "more_than", "")]),
    ("in 2025", []),
    ("one-off tension", []),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS, ids=[text for text, _found in NUMBERS])
def test_numbers_are_read_with_what_qualifies_them(text, expected):
    found = [
        (number.text, str(number.value), number.qualifier.value, number.unit)
        for number in recognising_numbers.find_numbers(text)
    ]
    assert found == expected


NAMES = {
    recognising_names.phrase_of_name(name): [name]
    for name in (
        "ILO",
        "Heng Sour",
        "Ministry of Labour",
        "Ministry of Labour and Vocational Training",
        "Ministry of Education, Youth and Sport",
        "ក្រសួងការងារ",
    )
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ILO’s office and H.E. Heng Sour,", ["ILO", "Heng Sour"]),
        (
            "the ministry of labour and vocational training",
            ["Ministry of Labour and Vocational Training"],
        ),
        ("the Ministry of Labour and the ILO", ["Ministry of Labour", "ILO"]),
        ("Ministry of Education, Youth and Sport.", ["Ministry of Education, Youth and Sport"]),
        ("លោកនៅក្រសួងការងារបាន", ["ក្រសួងការងារ"]),
        ("pilots and Sour Heng", []),
    ],
)
def test_known_names_are_found_whole_and_the_longest_first(text, expected):
    assert [found.key for found in recognising_names.find_names(text, NAMES)] == expected


def test_what_could_be_a_name_includes_it_as_written():
    phrases = recognising_names.phrases_in_text("the Ministry of Education, Youth and Sport met")
    assert "ministry of education, youth and sport" in phrases
    assert recognising_names.phrase_of_name("Ministry of Education, Youth and Sport") in phrases


@given(st.text(max_size=300))
def test_no_text_breaks_the_rules_and_all_is_where_it_is_said_to_be(text):
    found = [*recognising_dates.find_dates(text), *recognising_names.find_names(text, NAMES)]
    for item in found:
        if text.isascii():
            assert text[item.start : item.start + len(item.text)] == item.text
    for number in recognising_numbers.find_numbers(text):
        assert text[number.start :].startswith(number.text)
        assert number.value >= Decimal(0)
