import calendar
import datetime as dt

import pytest
from edtf import EDTFParseException, parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.rules import dates
from cooperation.rules.dates import (
    Bounds,
    InvalidDate,
    canonical_date,
    date_bounds,
    day_in_phnom_penh,
    earliest_day,
    latest_day,
    whole_days,
)

# The parser takes milliseconds, and no test here is about time.
sparing = settings(max_examples=40, deadline=None)

YEARS = st.integers(1, 9999)
DOUBTS = st.sampled_from(["", "~", "?", "%"])
DAYS = st.dates(min_value=dt.date(1, 1, 1)).map(str)
MONTHS = st.builds("{:04}-{:02}".format, YEARS, st.integers(1, 12))
WHOLE_DATES = st.builds("{}{}".format, st.one_of(YEARS.map("{:04}".format), MONTHS, DAYS), DOUBTS)
MASKS = st.one_of(
    st.integers(1, 999).map("{:03}X".format),
    st.integers(1, 99).map("{:02}XX".format),
    YEARS.map("{:04}-XX".format),
    MONTHS.map("{}-XX".format),
    st.dates(dt.date(2000, 1, 1), dt.date(2000, 12, 31)).map("XXXX-{:%m-%d}".format),
    st.integers(1, 12).map("XXXX-{:02}".format),
)
SEASONS = st.builds("{:04}-{}".format, st.integers(1, 9998), st.integers(21, 24))
OPEN_PERIODS = st.builds(
    str.format, st.sampled_from(["{}/..", "../{}", "{}/", "/{}"]), st.one_of(WHOLE_DATES, SEASONS)
)
PERIODS = st.tuples(WHOLE_DATES, WHOLE_DATES).map(
    lambda pair: "/".join(sorted(pair, key=lambda text: date_bounds(text).earliest))
)
DATES = st.one_of(st.just(""), WHOLE_DATES, MASKS, SEASONS, OPEN_PERIODS, PERIODS)


def day(text):
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", None, None),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-03", "2026-03-01", "2026-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-03-05", "2026-03-05", "2026-03-05"),
        ("2024/2028", "2024-01-01", "2028-12-31"),
        ("2025-05-05/2025-05-09", "2025-05-05", "2025-05-09"),
        ("2025-06/2025", "2025-06-01", "2025-12-31"),
        ("2025/2025-03", "2025-01-01", "2025-03-31"),
        ("2024~/2028-03?", "2024-01-01", "2028-03-31"),
        ("2025~", "2025-01-01", "2025-12-31"),
        ("2024-05?", "2024-05-01", "2024-05-31"),
        ("2024-05-03%", "2024-05-03", "2024-05-03"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("2004-XX-XX", "2004-01-01", "2004-12-31"),
        ("2004-06-XX", "2004-06-01", "2004-06-30"),
        ("2021-21", "2021-03-01", "2021-05-31"),
        ("2021-22", "2021-06-01", "2021-08-31"),
        ("2021-23", "2021-09-01", "2021-11-30"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2021-21/2021-23", "2021-03-01", "2021-11-30"),
        ("2019/..", "2019-01-01", None),
        ("../2021", None, "2021-12-31"),
        ("2021-09/", "2021-09-01", None),
        ("/2021", None, "2021-12-31"),
        ("XXXX-11-20", None, None),
        ("XXXX-02-29", None, None),
        ("XXXX-11", None, None),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_a_date_lies_between_its_bounds(text, first, last):
    assert date_bounds(text) == Bounds(day(first), day(last))
    assert (earliest_day(text), latest_day(text)) == (day(first), day(last))
    assert canonical_date(text) == text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  2026-03 \n", "2026-03"),
        ("   ", ""),
        ("201x", "201X"),
        ("xxxx-11-20", "XXXX-11-20"),
        ("២០២៦-០៣", "2026-03"),
    ],
)
def test_what_an_editor_types_is_tidied(typed, stored):
    assert canonical_date(typed) == stored


@sparing
@given(st.text(alphabet="0123456789X/.-~?% T", max_size=24))
def test_any_text_is_stored_or_refused(text):
    try:
        stored = canonical_date(text)
    except InvalidDate:
        return
    assert canonical_date(stored) == stored


@sparing
@given(DATES)
def test_a_stored_date_is_canonical(text):
    assert canonical_date(text) == text


@sparing
@given(DATES)
def test_earliest_never_follows_latest(text):
    assert (earliest_day(text) or dt.date.min) <= (latest_day(text) or dt.date.max)


@sparing
@given(st.dates())
def test_a_day_is_its_own_bounds(date):
    assert date_bounds(str(date)) == Bounds(date, date)


@sparing
@given(YEARS, st.integers(1, 12), DOUBTS)
def test_a_month_runs_from_its_first_day_to_its_last(year, month, doubt):
    last = calendar.monthrange(year, month)[1]

    assert date_bounds(f"{year:04}-{month:02}{doubt}") == Bounds(
        dt.date(year, month, 1), dt.date(year, month, last)
    )


@sparing
@given(YEARS, DOUBTS)
def test_a_year_runs_from_january_to_december(year, doubt):
    assert date_bounds(f"{year:04}{doubt}") == Bounds(dt.date(year, 1, 1), dt.date(year, 12, 31))


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"[012][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?[~?%]?", fullmatch=True))
def test_the_quick_way_with_a_whole_date_says_what_the_parser_says(text):
    try:
        expected = dates._parsed(text)
    except (EDTFParseException, ValueError):
        expected = None
    try:
        found = dates._whole(text)
    except ValueError:
        found = None
    assert found == expected


@sparing
@given(PERIODS)
def test_a_period_runs_from_the_start_of_one_date_to_the_end_of_the_other(text):
    start, end = text.split("/")

    assert date_bounds(text) == Bounds(date_bounds(start).earliest, date_bounds(end).latest)


@sparing
@given(DATES.filter(bool))
def test_whatever_is_stored_is_edtf(text):
    assert str(parse_edtf(text)) == text


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (dt.datetime(2026, 1, 22, 16, 59, tzinfo=dt.UTC), dt.date(2026, 1, 22)),
        (dt.datetime(2026, 1, 22, 17, 0, tzinfo=dt.UTC), dt.date(2026, 1, 23)),
    ],
)
def test_the_day_changes_at_midnight_in_phnom_penh(moment, expected):
    assert day_in_phnom_penh(moment) == expected


def test_a_moment_without_a_time_zone_has_no_day():
    with pytest.raises(ValueError, match="time zone"):
        day_in_phnom_penh(dt.datetime(2026, 1, 22))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-01-22", ("2026-01-22", "2026-01-22")),
        ("2025-05-05/2025-05-09", ("2025-05-05", "2025-05-09")),
    ],
)
def test_whole_days_are_those_stated(text, days):
    assert whole_days(text) == tuple(map(dt.date.fromisoformat, days))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-01",
        "2024/2028",
        "2021-09-01/",
        "2019-03-01/..",
        "2025-05-05~",
        "2025-05/2025-05-09",
        "2025-05-05?/2025-05-09",
        "XXXX-11-20",
        "2004-06-XX",
        "2021-21",
    ],
)
def test_any_other_date_has_no_whole_days(text):
    assert whole_days(text) is None
