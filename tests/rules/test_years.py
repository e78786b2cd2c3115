import datetime as dt

import pytest

from cooperation.rules import dates
from cooperation.rules.years import first_year, values_with_year, years_named, years_of_date


def kept(text: str) -> list[str]:
    return years_of_date(text, dates.earliest_day(text), dates.latest_day(text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", []),
        ("2026-01-22", ["2026"]),
        ("2024/2026-03", ["2024", "2025", "2026"]),
        ("2019/..", ["2019/"]),
        ("../2020", ["/2020"]),
        ("XXXX-11-20", ["/"]),
        ("0001/2026", ["0001/"]),
    ],
)
def test_a_date_is_kept_as_the_years_that_it_overlaps(text, values):
    assert kept(text) == values


@pytest.mark.parametrize("text", ["2024/2026", "2019/..", "../2020", "XXXX-11-20", "2022"])
@pytest.mark.parametrize("year", [2018, 2019, 2020, 2022, 2024, 2026, 2027])
def test_a_year_holds_what_overlaps_it(text, year):
    first, last = dates.earliest_day(text), dates.latest_day(text)
    overlaps = (first is None or first <= dt.date(year, 12, 31)) and (
        last is None or last >= dt.date(year, 1, 1)
    )
    assert bool(values_with_year(kept(text), year)) is overlaps


def test_years_that_are_named_can_be_offered_the_latest_first():
    assert years_named(["2019/", "2024", "2026", "/2020", "/"]) == [2026, 2024, 2020, 2019]


@pytest.mark.parametrize(
    ("value", "year"), [("2024", 2024), ("2019/", 2019), ("/2020", None), ("/", None)]
)
def test_a_value_begins_in_its_first_year_if_that_is_known(value, year):
    assert first_year(value) == year
