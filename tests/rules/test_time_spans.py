import datetime as dt

import pytest

from cooperation.rules import dates
from cooperation.rules.time_spans import Span, drawn_span


def drawn(edtf: str) -> Span | None:
    bounds = dates.date_bounds(edtf)
    return drawn_span(edtf, bounds.earliest, bounds.latest)


@pytest.mark.parametrize(
    ("edtf", "start", "end", "is_within"),
    [
        ("2026-01-22", "sharp", "sharp", False),
        ("2025-05-05/2025-05-09", "sharp", "sharp", False),
        ("2024/2028", "sharp", "sharp", False),
        ("2024", "sharp", "sharp", True),
        ("201X", "sharp", "sharp", True),
        ("2021-22", "sharp", "sharp", True),
        ("2025~", "soft", "soft", True),
        ("2026-01-22?", "soft", "soft", False),
        ("2024%/2028", "soft", "sharp", False),
        ("2019/..", "sharp", "open", False),
        ("../2021", "open", "sharp", False),
        ("2021-09/", "sharp", "unknown", False),
        ("/2021~", "unknown", "soft", False),
    ],
)
def test_each_end_is_as_sure_as_the_date_says(edtf, start, end, is_within):
    found = drawn(edtf)

    assert found is not None
    assert (found.start, found.end, found.is_within) == (start, end, is_within)


def test_only_a_sharp_day_or_period_is_firm():
    dates_by_firmness = {
        edtf: drawn(edtf).is_firm for edtf in ("2026-01-22", "2024/2028", "2024", "2019/..")
    }

    assert dates_by_firmness == {
        "2026-01-22": True,
        "2024/2028": True,
        "2024": False,
        "2019/..": False,
    }


@pytest.mark.parametrize("edtf", ["", "XXXX-11-20"])
def test_what_lies_on_no_calendar_is_not_drawn(edtf):
    assert drawn(edtf) is None


def test_the_days_are_those_of_the_date():
    assert drawn("2026-03") == Span(
        dt.date(2026, 3, 1), dt.date(2026, 3, 31), start="sharp", end="sharp", is_within=True
    )
