import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from edtf import EDTFParseException, parse_edtf

from cooperation.rules import numerals

PHNOM_PENH = ZoneInfo("Asia/Phnom_Penh")

FORMS = (
    "Write 2026, 2026-03 or 2026-03-05; 2024/2028 (first and last), 2019/.. (still running), "
    "../2021 (until), 2021-09/ (end not stated) or /2021 (start not stated); 2025~ (about), "
    "2024? (uncertain) or 2024% (both); 201X (the 2010s), 2004-XX, 2004-06-XX or XXXX-11-20 "
    "(that part is not stated); 2021-21 to 2021-24 (spring to winter). "
    "Leave the field empty if no date is stated."
)

_POINT = re.compile(
    r"\d{4}(?:-[01]\d(?:-\d\d)?)?[~?%]?|\d{3}X|\d\dXX|\d{4}-XX(?:-XX)?|\d{4}-[01]\d-XX", re.ASCII
)
_WHOLE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?[~?%]?", re.ASCII)
_SEASON = re.compile(r"(\d{4})-(2[1-4])", re.ASCII)
_WITHOUT_YEAR = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?", re.ASCII)
_TIME_OF_DAY = re.compile(r"\d[T ]\d\d:?\d\d", re.ASCII)
_FAR_YEAR = re.compile(r"-\d|Y-?\d|\d{5,7}(?:-|$)|0000|000X|00XX", re.ASCII)
_WORDS = re.compile(r"[^\W\dxX_]")
_WHOLE_DAYS = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?", re.ASCII)
_NO_DATE = {"", ".."}
_LEAP_YEAR = 2000


class InvalidDate(ValueError):
    """A text that is no date of the register; says why, and how to write one."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"“{text}” {reason} {FORMS}")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that a date can mean; None is unbounded."""

    earliest: dt.date | None
    latest: dt.date | None


UNBOUNDED = Bounds(None, None)


def canonical_date(text: str) -> str:
    """Return the date as the register stores it: EDTF, or "" where none is stated.

    Khmer digits are understood. Raises InvalidDate for anything outside the profile that
    `FORMS` shows to editors.
    Source: ISO 8601-2:2019 level 1, for the years 1 to 9999, and dates without a year.
    """
    text = numerals.to_western_digits(text.strip())
    if not _WORDS.search(text):
        text = text.replace("x", "X")
    _read(text)
    return text


def date_bounds(text: str) -> Bounds:
    """Return the days between which the date lies, both included.

    About and uncertain widen nothing. A side that is open or not stated is None; both are
    None for "" and for a date without a year. Raises InvalidDate.
    """
    return _read(canonical_date(text))


def earliest_day(text: str) -> dt.date | None:
    return date_bounds(text).earliest


def latest_day(text: str) -> dt.date | None:
    return date_bounds(text).latest


def whole_days(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day, both included; None unless both are stated and certain."""
    if not _WHOLE_DAYS.fullmatch(text):
        return None
    first, _, last = text.partition("/")
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)


def day_in_phnom_penh(moment: dt.datetime) -> dt.date:
    """Return the day in Phnom Penh at that moment. Raises ValueError if it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError("The day in Phnom Penh needs a moment with a time zone.")
    return moment.astimezone(PHNOM_PENH).date()


def _read(text: str) -> Bounds:
    if not text:
        return UNBOUNDED
    if match := _WITHOUT_YEAR.fullmatch(text):
        _check_day_without_year(text, int(match[1]), int(match[2] or 1))
        return UNBOUNDED
    if "/" in text:
        return _read_interval(text)
    return _read_point(text)


def _check_day_without_year(text: str, month: int, day: int) -> None:
    try:
        dt.date(_LEAP_YEAR, month, day)
    except ValueError as error:
        raise InvalidDate(text, "names a day or month that does not exist.") from error


# Each side is parsed alone: the parser guesses ten years for a side that is not stated.
def _read_interval(text: str) -> Bounds:
    start, _, end = text.partition("/")
    if start in _NO_DATE and end in _NO_DATE:
        raise InvalidDate(text, "names neither a first nor a last date.")
    if "X" in text:
        raise InvalidDate(text, "hides digits of a first or last date, which must be whole.")
    first = None if start in _NO_DATE else _read_point(start).earliest
    last = None if end in _NO_DATE else _read_point(end).latest
    if first and last and first > last:
        raise InvalidDate(text, "ends before it starts.")
    return Bounds(first, last)


@lru_cache(maxsize=8192)
def _read_point(text: str) -> Bounds:
    if _FAR_YEAR.match(text):
        raise InvalidDate(text, "lies outside the years 1 to 9999.")
    if _TIME_OF_DAY.search(text):
        raise InvalidDate(text, "holds a time of day, which belongs in a field of its own.")
    if season := _SEASON.fullmatch(text):
        return _season(text, int(season[1]), int(season[2]))
    if not _POINT.fullmatch(text):
        raise InvalidDate(text, "is not a date that the register understands.")
    try:
        return _whole(text) or _parsed(text)
    except (EDTFParseException, ValueError) as error:
        raise InvalidDate(text, "names a day or month that does not exist.") from error


def _parsed(text: str) -> Bounds:
    parsed = parse_edtf(text)
    first, last = parsed.lower_strict(), parsed.upper_strict()
    return Bounds(dt.date(*first[:3]), dt.date(*last[:3]))


# The parser takes milliseconds for each, and a table of a hundred thousand rows has many.
def _whole(text: str) -> Bounds | None:
    """Return the bounds of a year, month or day that hides no digits; None for other dates."""
    match = _WHOLE.fullmatch(text)
    if not match:
        return None
    year, month = int(match[1]), int(match[2] or 0)
    if match[3]:
        day = dt.date(year, month, int(match[3]))
        return Bounds(day, day)
    last_month = month or 12
    last_day = calendar.monthrange(year, last_month)[1]
    return Bounds(dt.date(year, month or 1, 1), dt.date(year, last_month, last_day))


# The parser ends a winter with its December; people mean the two months after it as well.
def _season(text: str, year: int, code: int) -> Bounds:
    start_month = 3 * (code - 20)
    end_year, end_month = (year + 1, 2) if start_month == 12 else (year, start_month + 2)
    if end_year > dt.MAXYEAR:
        raise InvalidDate(text, "lies outside the years 1 to 9999.")
    end_day = calendar.monthrange(end_year, end_month)[1]
    return Bounds(dt.date(year, start_month, 1), dt.date(end_year, end_month, end_day))
