"""Finds dates in English text and says them in EDTF; a weekday alone stays words."""

import re
from dataclasses import dataclass

MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
MONTH = "|".join(MONTHS)
DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"((?:19|20)\d{2})"
DASH = r"\s*(?:-|–|to|and|until)\s*"
WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """`edtf` is empty where the text gives no more than words, such as a weekday."""

    start: int
    text: str
    edtf: str


def find_dates(text: str) -> list[FoundDate]:
    """Return the dates of a text in its order; the first reading that fits takes its place."""
    found: list[FoundDate] = []
    for pattern, read in READINGS:
        for match in pattern.finditer(text):
            is_free = all(
                match.end() <= other.start or match.start() >= other.start + len(other.text)
                for other in found
            )
            edtf = read(*match.groups()) if is_free else None
            if edtf is not None:
                found.append(FoundDate(match.start(), match[0], edtf))
    return sorted(found, key=lambda date: date.start)


def _day(day: str, month: str, year: str) -> str | None:
    number = MONTHS.index(month) + 1
    return f"{year}-{number:02}-{int(day):02}" if 1 <= int(day) <= 31 else None


def _between(first: str | None, last: str | None) -> str | None:
    return f"{first}/{last}" if first and last and first < last else None


def _month(month: str, year: str) -> str:
    return f"{year}-{MONTHS.index(month) + 1:02}"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


READINGS = (
    (
        _compiled(rf"{DAY} ({MONTH}),? {YEAR}{DASH}{DAY} ({MONTH}),? {YEAR}"),
        lambda d1, m1, y1, d2, m2, y2: _between(_day(d1, m1, y1), _day(d2, m2, y2)),
    ),
    (
        _compiled(rf"{DAY} ({MONTH}){DASH}{DAY} ({MONTH}),? {YEAR}"),
        lambda d1, m1, d2, m2, y: _between(_day(d1, m1, y), _day(d2, m2, y)),
    ),
    (
        _compiled(rf"{DAY}{DASH}{DAY} ({MONTH}),? {YEAR}"),
        lambda d1, d2, m, y: _between(_day(d1, m, y), _day(d2, m, y)),
    ),
    (
        _compiled(rf"({MONTH}) {DAY}{DASH}{DAY},? {YEAR}"),
        lambda m, d1, d2, y: _between(_day(d1, m, y), _day(d2, m, y)),
    ),
    (_compiled(rf"{DAY} ({MONTH}),? {YEAR}"), _day),
    (_compiled(rf"({MONTH}) {DAY},? {YEAR}"), lambda m, d, y: _day(d, m, y)),
    (_compiled(r"((?:19|20)\d{2})-(\d\d)-(\d\d)"), lambda y, m, d: f"{y}-{m}-{d}"),
    (
        _compiled(rf"({MONTH}) {YEAR}{DASH}({MONTH}) {YEAR}"),
        lambda m1, y1, m2, y2: _between(_month(m1, y1), _month(m2, y2)),
    ),
    (_compiled(rf"({MONTH}),? {YEAR}"), _month),
    (_compiled(rf"{YEAR}{DASH}{YEAR}"), _between),
    (_compiled(YEAR), lambda year: year),
    (_compiled(rf"(?:on |last |next |this )?(?:{WEEKDAY})"), lambda: ""),
)
