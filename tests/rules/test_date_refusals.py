"""What is no date, and what an editor reads then."""

import pytest

from cooperation.rules.dates import FORMS, InvalidDate, canonical_date, date_bounds

NO_SUCH_DAY = "names a day or month that does not exist."
NOT_UNDERSTOOD = "is not a date that the register understands."
FAR_YEAR = "lies outside the years 1 to 9999."
HIDDEN = "hides digits of a first or last date, which must be whole."
NEITHER = "names neither a first nor a last date."
TIME_OF_DAY = "holds a time of day, which belongs in a field of its own."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2021-02-30", NO_SUCH_DAY),
        ("2023-02-29", NO_SUCH_DAY),
        ("2021-13", NO_SUCH_DAY),
        ("2021-19", NO_SUCH_DAY),
        ("2021-00", NO_SUCH_DAY),
        ("2021-05-00", NO_SUCH_DAY),
        ("2004-13-XX", NO_SUCH_DAY),
        ("2004-21-XX", NOT_UNDERSTOOD),
        ("2021-21-05", NOT_UNDERSTOOD),
        ("2021-25", NOT_UNDERSTOOD),
        ("2021-41", NOT_UNDERSTOOD),
        ("XXXX-02-30", NO_SUCH_DAY),
        ("XXXX-13", NO_SUCH_DAY),
        ("2028/2024", "ends before it starts."),
        ("2025-05-09/2025-05-05", "ends before it starts."),
        ("0000", FAR_YEAR),
        ("000X", FAR_YEAR),
        ("00XX", FAR_YEAR),
        ("-0005", FAR_YEAR),
        ("12026", FAR_YEAR),
        ("Y17000", FAR_YEAR),
        ("9999-24", FAR_YEAR),
        ("2004-01-01T10:10:10Z", TIME_OF_DAY),
        ("2004-01-01 10:10", TIME_OF_DAY),
        ("/", NEITHER),
        ("../..", NEITHER),
        ("/..", NEITHER),
        ("201X/2020", HIDDEN),
        ("2024-05-XX/2024-06", HIDDEN),
        ("XXXX-05/XXXX-06", HIDDEN),
        ("..", NOT_UNDERSTOOD),
        ("XXXX", NOT_UNDERSTOOD),
        ("2004-XX-05", NOT_UNDERSTOOD),
        ("2004-1X", NOT_UNDERSTOOD),
        ("156X-12-25", NOT_UNDERSTOOD),
        ("~2004", NOT_UNDERSTOOD),
        ("2004-06~-11", NOT_UNDERSTOOD),
        ("[2020,2021]", NOT_UNDERSTOOD),
        ("{2020,2021}", NOT_UNDERSTOOD),
        ("2026S2", NOT_UNDERSTOOD),
        ("2026-3-5", NOT_UNDERSTOOD),
        ("5 March 2026", NOT_UNDERSTOOD),
        ("on Tuesday", NOT_UNDERSTOOD),
        ("٢٠٢٦", NOT_UNDERSTOOD),
    ],
)
def test_a_refusal_names_the_reason_and_the_forms(text, reason):
    with pytest.raises(InvalidDate) as refusal:
        canonical_date(text)

    assert str(refusal.value) == f"“{text}” {reason} {FORMS}"


def test_a_refused_side_of_a_period_is_quoted_alone():
    with pytest.raises(InvalidDate) as refusal:
        date_bounds("2024/2025/2026")

    assert str(refusal.value) == f"“2025/2026” {NOT_UNDERSTOOD} {FORMS}"
