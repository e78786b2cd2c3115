"""The years that an uncertain date overlaps, as they are kept for counting."""

import datetime as dt
import re
from collections.abc import Iterable

LONGEST_SPAN = 200
ANY = "/"


def years_of_date(text: str, earliest: dt.date | None, latest: dt.date | None) -> list[str]:
    """Return the years of a date: each of a bounded one, "2019/" or "/2020" of an open one.

    An empty date has none; one without any bound has "/", any year at all.
    """
    if not text:
        return []
    if earliest and latest and latest.year - earliest.year <= LONGEST_SPAN:
        return [f"{year:04}" for year in range(earliest.year, latest.year + 1)]
    if earliest:
        return [f"{earliest.year:04}/"]
    return [f"/{latest.year:04}"] if latest else [ANY]


def values_with_year(kept: Iterable[str], year: int) -> list[str]:
    """Return those of the kept values that a year is one of."""
    return [value for value in kept if _holds(value, year)]


def years_named(kept: Iterable[str]) -> list[int]:
    """Return the years that are named by any of the kept values, the latest first."""
    named = {int(year) for value in kept for year in re.findall("[0-9]{4}", value)}
    return sorted(named, reverse=True)


def first_year(value: str) -> int | None:
    """Return the year with which a kept value begins, None if nobody knows."""
    first, _slash, _last = value.partition("/")
    return int(first) if first else None


def _holds(value: str, year: int) -> bool:
    first, slash, last = value.partition("/")
    if not slash:
        return int(first) == year
    return (not first or int(first) <= year) and (not last or year <= int(last))
