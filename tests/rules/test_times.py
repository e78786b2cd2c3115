import datetime as dt

import pytest

from cooperation.rules import times

DAY, NEXT = dt.date(2026, 3, 1), dt.date(2026, 3, 2)


@pytest.mark.parametrize("name", ["Asia/Phnom_Penh", "Europe/Zurich", "UTC"])
def test_names_of_the_iana_are_time_zones(name):
    assert times.is_time_zone(name)
    assert str(times.time_zone_of(name)) == name


@pytest.mark.parametrize(
    ("text", "meant", "nearest"),
    [
        ("Asia/Phnom Penh", "Asia/Phnom_Penh", "Asia/Phnom_Penh"),
        ("asia/phnom_penh", "Asia/Phnom_Penh", "Asia/Phnom_Penh"),
        ("UTC+7", "Etc/GMT-7", "Asia/Phnom_Penh"),
        ("GMT +07:00", "Etc/GMT-7", "Asia/Phnom_Penh"),
        ("+8", "Etc/GMT-8", "Etc/GMT-8"),
        ("UTC-5", "Etc/GMT+5", "Etc/GMT+5"),
        ("UTC+5:30", None, "Asia/Phnom_Penh"),
        ("Bangkok", None, "Asia/Bangkok"),
        ("Asia/Pnomh_Penh", None, "Asia/Phnom_Penh"),
        ("Europe/Zürich", None, "Europe/Zurich"),
        ("ICT", None, "Asia/Phnom_Penh"),
        ("../etc/passwd", None, "Asia/Phnom_Penh"),
        ("localtime", None, "Asia/Phnom_Penh"),
        ("7", None, "Asia/Phnom_Penh"),
    ],
)
def test_another_text_is_none_and_the_nearest_is_offered(text, meant, nearest):
    found = times.time_zone_of(text)
    assert not times.is_time_zone(text)
    assert (found and str(found), times.nearest_time_zone(text)) == (meant, nearest)


@pytest.mark.parametrize(
    ("last", "start", "end", "expected"),
    [
        (DAY, "09:00:00", "12:30:00", ((1, 9, 0), (1, 12, 30))),
        (DAY, "09:00:00", None, ((1, 9, 0), None)),
        (DAY, "09:00:00", "09:00:00", ((1, 9, 0), None)),
        (DAY, "22:00:00", "01:30:00", ((1, 22, 0), (2, 1, 30))),
        (DAY, "22:00:00", "00:00:00", ((1, 22, 0), (2, 0, 0))),
        (NEXT, "22:00:00", "01:30:00", ((1, 22, 0), (2, 1, 30))),
        (NEXT, "09:00:00", "17:00:00", None),
        (NEXT, "09:00:00", None, None),
        (dt.date(2026, 3, 3), "22:00:00", "01:30:00", None),
    ],
)
def test_hours_are_of_one_day_or_of_the_night_that_follows(last, start, end, expected):
    moments = expected and tuple(moment and dt.datetime(2026, 3, *moment) for moment in expected)
    assert times.bounds_of_hours(DAY, last, start, end) == moments


def test_no_night_follows_the_last_day_that_there_is():
    last = dt.date.max
    assert times.bounds_of_hours(last, last, "22:00:00", "01:30:00") == (
        dt.datetime(9999, 12, 31, 22),
        None,
    )
