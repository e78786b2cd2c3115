"""Times of day: whose clock they are by, and when what they bound begins and ends."""

import datetime as dt
import re
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

HERE, HOURS_HERE = "Asia/Phnom_Penh", "Etc/GMT-7"
# Files among the zones of some machines.
NOT_PLACES = {"Factory", "localtime"}
ONE_DAY = dt.timedelta(days=1)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+\-−])\s*0?(\d{1,2})(?::?(00))?", re.IGNORECASE)


def is_time_zone(name: str) -> bool:
    """Tell whether a name is one of the IANA's time zones."""
    return name in _zones()


def time_zone_of(name: str) -> ZoneInfo | None:
    """Return the time zone that a text can only mean: its name, or a whole number of hours.

    None where it may mean several, or none.
    """
    if is_time_zone(name):
        return ZoneInfo(name)
    found = _by_hours(name) or _by_key(name)
    return ZoneInfo(found) if found else None


def nearest_time_zone(name: str) -> str:
    """Return the IANA name to offer in place of a text: that of the country, if none is like it."""
    if by_hours := _by_hours(name):
        return HERE if by_hours == HOURS_HERE else by_hours
    if found := _by_key(name):
        return found
    names = {_key(zone.rpartition("/")[2]): zone for zone in sorted(_zones(), reverse=True)}
    names |= {_key(zone): zone for zone in _zones()}
    close = get_close_matches(_key(name), names, n=1, cutoff=0.8)
    return names[close[0]] if close else HERE


def bounds_of_hours(
    first: dt.date, last: dt.date, start: str, end: str | None
) -> tuple[dt.datetime, dt.datetime | None] | None:
    """Return when an event begins and ends by the clock of its place.

    An end that is earlier in the day is one on the next day, whether that day is stated or not;
    one at the very time of the beginning tells nothing. None for hours on each of several days.
    """
    begins = dt.datetime.combine(first, dt.time.fromisoformat(start))
    time = dt.time.fromisoformat(end) if end else None
    is_overnight = time is not None and time < begins.time() and first < dt.date.max
    if first != last and not (is_overnight and last == first + ONE_DAY):
        return None
    if time is None or (time <= begins.time() and not is_overnight):
        return begins, None
    return begins, dt.datetime.combine(first + ONE_DAY if is_overnight else first, time)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - NOT_PLACES)


@cache
def _keys() -> dict[str, str]:
    return {_key(zone): zone for zone in sorted(_zones())}


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().casefold()


def _by_key(name: str) -> str | None:
    return _keys().get(_key(name)) if re.search(r"[^\W\d]", name) and "." not in name else None


def _by_hours(name: str) -> str | None:
    match = _OFFSET.fullmatch(name.strip())
    if match is None:
        return None
    # The names of these zones count from the place to Greenwich.
    zone = f"Etc/GMT{'-' if match[1] == '+' else '+'}{int(match[2])}"
    return zone if is_time_zone(zone) else None
