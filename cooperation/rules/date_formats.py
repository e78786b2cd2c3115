"""What a spreadsheet shows of a day or a time, by the number format of its cell.

The codes are those of ECMA-376, part 1, 18.8.31.
"""

import datetime as dt
from functools import lru_cache

from cooperation.rules.number_formats import (
    GENERAL,
    MOST_FORMATS,
    Piece,
    format_sections,
    pieces_of,
)

Moment = dt.datetime | dt.date | dt.time | dt.timedelta

YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, UNTOLD = "year", "month", "day", "h", "min", "s", "?"
_BY_LETTER = {"y": YEAR, "d": DAY, "h": HOUR, "s": SECOND}
_IN_A_DAY = dt.timedelta(days=1)
# Of the calendars in [$-041E] or [$-107041E], those that count our years.
_GREGORIAN = {0, 1, 2, 9, 10, 11, 12}
_DIRECTIVES = {MONTH: "%m", DAY: "%d", HOUR: "%H", MINUTE: "%M", SECOND: "%S"}


def as_stated(value: Moment, number_format: str) -> str | None:
    """Return a day or time as far as its cell shows it: "2026", "2026-03", "2026-03-01", "14:30".

    A day with a time comes as "2026-03-01T14:30:00", at midnight as the day alone. None where
    the cell shows what is no such thing: a day without a year, years of another calendar.
    """
    parts = frozenset(part for _piece, part in _codes(number_format) if part)
    moment = _within_a_day(value)
    if not parts:
        return None if moment is None or isinstance(moment, dt.time) else _iso(moment)
    return None if moment is None or UNTOLD in parts else _of_parts(moment, parts)


def _of_parts(moment: dt.date | dt.time, parts: frozenset[str]) -> str | None:
    days, times = parts & {YEAR, MONTH, DAY}, parts & {HOUR, MINUTE, SECOND}
    if isinstance(moment, dt.time):
        return _time(moment, times) if not days else None
    if not days:
        return _time(moment.time(), times) if isinstance(moment, dt.datetime) else None
    if times:
        return _with_time(moment, times) if days == {YEAR, MONTH, DAY} else None
    return {
        frozenset({YEAR}): f"{moment:%Y}".zfill(4),
        frozenset({YEAR, MONTH}): f"{moment.year:04}-{moment:%m}",
        frozenset({YEAR, MONTH, DAY}): moment.isoformat()[:10],
    }.get(days)


def in_its_format(value: Moment, number_format: str) -> str:
    """Return about what the cell shows, in English, to be told to whoever wrote it."""
    moment = _within_a_day(value)
    if moment is None:
        return str(value)
    found = "".join(
        moment.strftime(directive) if (directive := _directive(piece, part)) else _literal(piece)
        for piece, part in _codes(number_format)
    )
    return found.strip() or str(value)


@lru_cache(MOST_FORMATS)
def _codes(number_format: str) -> tuple[tuple[Piece, str], ...]:
    """Return the pieces of a format, each with the part of a moment that it shows, or ""."""
    pieces = pieces_of(format_sections(number_format)[0])
    letters = [p.text[:1].lower() if _is_code(p) else "" for p in pieces]
    return tuple(
        (piece, _part(piece, letter, letters[:place], letters[place + 1 :]))
        for place, (piece, letter) in enumerate(zip(pieces, letters, strict=True))
    )


def _part(piece: Piece, letter: str, before: list[str], after: list[str]) -> str:
    if piece.kind == "bracket":
        return _of_bracket(piece.text)
    if piece.kind in ("quoted", "escaped"):
        return UNTOLD if any(character.isdecimal() for character in piece.text) else ""
    if letter == "m":
        return _minute_or_month(piece, before, after)
    if piece.text == GENERAL or (letter == "d" and len(piece.text) > 2):
        return ""
    # Years of a ruler (e, g) and of the Buddha (b).
    return UNTOLD if letter in ("e", "g", "b") else _BY_LETTER.get(letter, "")


def _minute_or_month(piece: Piece, before: list[str], after: list[str]) -> str:
    last = next((found for found in reversed(before) if found in "ymdhs" and found), "")
    following = next((found for found in after if found in "ymdhs" and found), "")
    if len(piece.text) < 3 and (last == "h" or following == "s"):
        return MINUTE
    return UNTOLD if len(piece.text) > 4 else MONTH


def _of_bracket(text: str) -> str:
    if text.lower() in ("h", "hh"):
        return HOUR
    if text.lower().strip("ms") == "" and text:
        return UNTOLD
    code = text.rpartition("-")[2] if text.startswith("$") else ""
    try:
        calendar = int(code, 16) >> 16 & 0xFF
    except ValueError:
        return ""
    return "" if calendar in _GREGORIAN else UNTOLD


def _is_code(piece: Piece) -> bool:
    return piece.kind == "code" or (piece.kind == "bracket" and piece.text.lower() in ("h", "hh"))


def _directive(piece: Piece, part: str) -> str:
    if _is_code(piece) and piece.text.lower().startswith("ddd"):
        return "%a" if len(piece.text) == 3 else "%A"
    if _is_code(piece) and piece.text.lower().startswith("mmm"):
        return "%B" if len(piece.text) == 4 else "%b"
    return ("%Y" if len(piece.text) > 2 else "%y") if part == YEAR else _DIRECTIVES.get(part, "")


def _literal(piece: Piece) -> str:
    if piece.kind == "unseen":
        return " "
    is_seen = piece.kind != "bracket" and piece.text not in (GENERAL, "@", ";")
    return piece.text if is_seen else ""


def _within_a_day(value: Moment) -> dt.datetime | dt.date | dt.time | None:
    if not isinstance(value, dt.timedelta):
        return value
    is_time = dt.timedelta() <= value < _IN_A_DAY
    return (dt.datetime.min + value).time() if is_time else None


def _time(time: dt.time, parts: frozenset[str]) -> str | None:
    if parts >= {HOUR, MINUTE}:
        seconds = time.second if SECOND in parts else 0
        return time.replace(second=seconds, microsecond=0).isoformat()
    is_full_hour = parts == {HOUR} and (time.minute, time.second) == (0, 0)
    return time.isoformat() if is_full_hour else None


def _with_time(day: dt.datetime | dt.date, parts: frozenset[str]) -> str | None:
    if not isinstance(day, dt.datetime):
        return day.isoformat()
    time = _time(day.time(), parts)
    if time is None:
        return None
    return _iso(dt.datetime.combine(day, dt.time.fromisoformat(time)))


def _iso(day: dt.datetime | dt.date) -> str:
    if isinstance(day, dt.datetime) and day.time() != dt.time():
        return day.isoformat()
    return day.isoformat()[:10]
