import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.rules.date_words import date_in_words, iso_date


@pytest.mark.parametrize(
    ("text", "english", "khmer"),
    [
        ("2026-03-05", "5 March 2026", "៥ ខែមីនា ឆ្នាំ២០២៦"),
        ("2026-01-22", "22 January 2026", "២២ ខែមករា ឆ្នាំ២០២៦"),
        ("2026-03", "March 2026", "ខែមីនា ឆ្នាំ២០២៦"),
        ("2026", "2026", "ឆ្នាំ២០២៦"),
        ("2024/2028", "2024 to 2028", "ឆ្នាំ២០២៤ ដល់ ឆ្នាំ២០២៨"),
        ("2025-05-05/2025-05-09", "5–9 May 2025", "៥–៩ ខែឧសភា ឆ្នាំ២០២៥"),
        (
            "2025-05-28/2025-06-02",
            "28 May to 2 June 2025",
            "២៨ ខែឧសភា ដល់ ២ ខែមិថុនា ឆ្នាំ២០២៥",
        ),
        ("2025-03/2025-05", "March to May 2025", "ខែមីនា ដល់ ខែឧសភា ឆ្នាំ២០២៥"),
        (
            "2025-12-30/2026-01-02",
            "30 December 2025 to 2 January 2026",
            "៣០ ខែធ្នូ ឆ្នាំ២០២៥ ដល់ ២ ខែមករា ឆ្នាំ២០២៦",
        ),
        ("2025-03/2025-05-09", "March 2025 to 9 May 2025", "ខែមីនា ឆ្នាំ២០២៥ ដល់ ៩ ខែឧសភា ឆ្នាំ២០២៥"),
        ("2025-05-05/2025-05-05", "5 May 2025", "៥ ខែឧសភា ឆ្នាំ២០២៥"),
        ("2024~/2028?", "about 2024 to 2028 (uncertain)", "ប្រហែល ឆ្នាំ២០២៤ ដល់ ឆ្នាំ២០២៨ (មិនប្រាកដ)"),
        ("2025~", "about 2025", "ប្រហែល ឆ្នាំ២០២៥"),
        ("2024?", "2024, uncertain", "ឆ្នាំ២០២៤ (មិនប្រាកដ)"),
        ("2024%", "about 2024, uncertain", "ប្រហែល ឆ្នាំ២០២៤ (មិនប្រាកដ)"),
        ("2019/..", "since 2019", "តាំងពី ឆ្នាំ២០១៩"),
        ("2019?/..", "since 2019 (uncertain)", "តាំងពី ឆ្នាំ២០១៩ (មិនប្រាកដ)"),
        ("../2021", "until 2021", "រហូតដល់ ឆ្នាំ២០២១"),
        (
            "2021-09/",
            "from September 2021, end not stated",
            "ចាប់ពី ខែកញ្ញា ឆ្នាំ២០២១ (មិនបានបញ្ជាក់ពេលបញ្ចប់)",
        ),
        (
            "/2021",
            "until 2021, start not stated",
            "រហូតដល់ ឆ្នាំ២០២១ (មិនបានបញ្ជាក់ពេលចាប់ផ្តើម)",
        ),
        ("201X", "the 2010s", "ទសវត្សរ៍ឆ្នាំ២០១០"),
        ("20XX", "between 2000 and 2099", "ចន្លោះឆ្នាំ២០០០ និងឆ្នាំ២០៩៩"),
        ("2004-06-XX", "June 2004, day not stated", "ខែមិថុនា ឆ្នាំ២០០៤ (មិនបានបញ្ជាក់ថ្ងៃ)"),
        ("2004-XX", "2004, month not stated", "ឆ្នាំ២០០៤ (មិនបានបញ្ជាក់ខែ)"),
        (
            "2004-XX-XX",
            "2004, month and day not stated",
            "ឆ្នាំ២០០៤ (មិនបានបញ្ជាក់ខែ និងថ្ងៃ)",
        ),
        ("XXXX-11-20", "20 November, year not stated", "២០ ខែវិច្ឆិកា (មិនបានបញ្ជាក់ឆ្នាំ)"),
        ("XXXX-11", "November, year not stated", "ខែវិច្ឆិកា (មិនបានបញ្ជាក់ឆ្នាំ)"),
        ("2021-21", "spring 2021", "និទាឃរដូវ ឆ្នាំ២០២១"),
        ("2021-24", "winter 2021", "រដូវរងា ឆ្នាំ២០២១"),
        ("", "date not stated", "មិនបានបញ្ជាក់កាលបរិច្ឆេទ"),
    ],
)
def test_a_date_in_both_languages(text, english, khmer):
    assert date_in_words(text) == english
    assert date_in_words(text, language="km") == khmer


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("", "en", 'date not stated; the source says "on Tuesday"'),
        ("", "km", "មិនបានបញ្ជាក់កាលបរិច្ឆេទ ប្រភពសរសេរថា «on Tuesday»"),
        ("2026-03", "en", "March 2026"),
    ],
)
def test_the_words_of_the_source_stand_in_for_a_missing_date(text, language, expected):
    assert date_in_words(text, as_stated="on Tuesday", language=language) == expected


def test_the_digits_of_the_source_stay_as_they_are():
    assert date_in_words("", as_stated="{5} May", language="km").endswith("«{5} May»")


@pytest.mark.parametrize("language", ["en-gb", "fr"])
def test_other_languages_read_english(language):
    assert date_in_words("2026-03", language=language) == "March 2026"


@pytest.mark.parametrize(
    "text",
    ["on Tuesday", "5/9", "/", "../..", "XXXX", "XXXX-22", "XXXX-XX", "2004-XX-05", "201X-05"],
)
def test_a_text_that_is_no_stored_date_comes_back(text):
    assert date_in_words(text) == text


@settings(deadline=None)
@given(st.text(alphabet="0123456789X/.-~?%", max_size=22), st.sampled_from(["en", "km"]))
def test_words_are_found_for_any_text(text, language):
    assert date_in_words(text, language=language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026", "2026"),
        ("2026-03", "2026-03"),
        ("2026-03-05", "2026-03-05"),
        ("", None),
        ("2025~", None),
        ("2024/2028", None),
        ("2019/..", None),
        ("201X", None),
        ("2004-06-XX", None),
        ("2021-21", None),
        ("XXXX-11-20", None),
    ],
)
def test_only_one_year_month_or_day_is_readable_by_machines(text, expected):
    assert iso_date(text) == expected
