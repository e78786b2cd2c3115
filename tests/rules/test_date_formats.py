"""A date says as much as its cell shows, and no more."""

import datetime as dt

import pytest

from cooperation.rules.date_formats import as_stated, in_its_format

DAY = dt.datetime(2026, 3, 1)
MOMENT = dt.datetime(2026, 3, 1, 14, 30, 15)


@pytest.mark.parametrize(
    ("value", "number_format", "stated"),
    [
        (DAY, "mmm-yy", "2026-03"),
        (DAY, "mm/yyyy", "2026-03"),
        (DAY, "[$-409]mmmm\\ yyyy;@", "2026-03"),
        (DAY, "yyyy", "2026"),
        (DAY, "yy", "2026"),
        (DAY, "yyyy-mm-dd", "2026-03-01"),
        (DAY, "mm-dd-yy", "2026-03-01"),
        (DAY, "dddd, mmmm dd, yyyy", "2026-03-01"),
        (DAY, "[$-453]d mmmm yyyy", "2026-03-01"),
        (DAY, 'yyyy"年"m"月"d"日"', "2026-03-01"),
        (DAY, "General", "2026-03-01"),
        (DAY.date(), "dd/mm/yyyy", "2026-03-01"),
        (DAY, "yyyy-mm-dd h:mm:ss", "2026-03-01"),
        (MOMENT, "yyyy-mm-dd h:mm:ss", "2026-03-01T14:30:15"),
        (MOMENT, "m/d/yy h:mm", "2026-03-01T14:30:00"),
        (MOMENT, "yyyy-mm-dd", "2026-03-01"),
        (MOMENT, "h:mm AM/PM", "14:30:00"),
        (MOMENT.time(), "hh:mm:ss", "14:30:15"),
        (dt.time(9), "h AM/PM", "09:00:00"),
        (dt.timedelta(hours=9, minutes=30), "[h]:mm", "09:30:00"),
        (DAY, "d-mmm", None),
        (DAY, "dd/mm", None),
        (DAY, "mmmm", None),
        (DAY, "mmmmm-yy", None),
        (DAY, "dddd mmm yy", "2026-03"),
        (DAY, '"Q1" yyyy', None),
        (DAY, "[$-107041E]d mmm yyyy", None),
        (DAY, "e", None),
        (MOMENT, "mm:ss", None),
        (MOMENT, "mmm-yy h:mm", None),
        (dt.time(9, 30), "h AM/PM", None),
        (dt.time(9), "mmm-yy", None),
        (dt.timedelta(hours=25), "[h]:mm", None),
    ],
)
def test_the_format_of_the_cell_decides_how_much_it_states(value, number_format, stated):
    assert as_stated(value, number_format) == stated


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("d-mmm", "01-Mar"),
        ("mmm-yy", "Mar-26"),
        ("dddd, mmmm dd, yyyy", "Sunday, March 01, 2026"),
        ("mm:ss", "30:15"),
        ("General", "2026-03-01 14:30:15"),
    ],
)
def test_what_is_shown_can_be_told_to_its_writer(number_format, shown):
    assert in_its_format(MOMENT, number_format) == shown
