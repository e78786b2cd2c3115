"""Calendars (RFC 5545 and 7986): events by their days, commitments by the last day for them.

Nobody is invited: people stand in texts, never as ORGANIZER or ATTENDEE, which want mail
addresses and make calendars ask for an answer.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vDuration
from icalendar.enums import CLASS, TRANSP

from cooperation.exchange.outgoing import (
    Outgoing,
    Row,
    party_name,
    title_note,
    wording_line,
    write_each,
)
from cooperation.exchange.standing_words import standing_in_words
from cooperation.queries.sources_read import SourcesRead
from cooperation.rules import dates, numerals
from cooperation.rules.plain_text import one_line, several_lines
from cooperation.rules.times import bounds_of_hours, time_zone_of
from cooperation.vocabulary.commitment import CommitmentStatus

PRODUCT = "-//Cambodia Labour Cooperation Register//Calendars 1//EN"
ASK_AGAIN = dt.timedelta(hours=12)
ORGANISER = "organiser"
ONE_DAY = dt.timedelta(days=1)


def write_events(outgoing: Outgoing) -> Iterator[bytes]:
    return _calendar(outgoing, _event)


def write_commitments(outgoing: Outgoing) -> Iterator[bytes]:
    return _calendar(outgoing, lambda row: _commitment(row, outgoing.read))


def _without_days(count: int) -> str:
    return ngettext(
        "%(num)s event is left out: its source does not state the day.",
        "%(num)s events are left out: their sources do not state the day.",
        count,
    ) % {"num": numerals.number_in_words(count, get_language() or "en")}


def _without_due(count: int) -> str:
    return ngettext(
        "%(num)s commitment is left out: its source states no last day for it.",
        "%(num)s commitments are left out: their sources state no last day for them.",
        count,
    ) % {"num": numerals.number_in_words(count, get_language() or "en")}


LEFT_OUT: dict[str, Callable[[int], str]] = {
    "events": _without_days,
    "commitments": _without_due,
}


def left_out(name: str, count: int) -> str:
    """Return how many records of a list no calendar can hold, in words; "" if it holds all."""
    return LEFT_OUT[name](count) if count else ""


def _calendar(outgoing: Outgoing, entry: Callable[[Row], Event]) -> Iterator[bytes]:
    comment = left_out(outgoing.name, outgoing.left_out)
    calendar = Calendar.new(
        # Else one of its own every time.
        uid=uuid.uuid5(uuid.NAMESPACE_URL, outgoing.address),
        prodid=PRODUCT,
        method="PUBLISH",
        name=one_line(outgoing.title),
        description=comment or None,
        url=outgoing.page,
    )
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("SOURCE", outgoing.address, {"VALUE": "URI"})
    calendar.add("REFRESH-INTERVAL", ASK_AGAIN, {"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(ASK_AGAIN))
    calendar.add("X-WR-TIMEZONE", str(dates.PHNOM_PENH))
    if comment:
        calendar.add("X-COMMENT", comment)
    opening, _end, closing = calendar.to_ical().rpartition(b"END:VCALENDAR")
    yield opening
    zones: set[str] = set()
    for piece in outgoing.pieces:
        written: list[bytes] = []
        for zone, event in write_each(piece, lambda row: _written(entry(row))):
            if zone and zone not in zones:
                zones.add(zone)
                written.append(Timezone.from_tzid(zone).to_ical())
            written.append(event)
        yield b"".join(written)
    yield _end + closing


def _written(event: Event) -> tuple[str, bytes]:
    """Return the name of an event's zone, "" where it has none, and the event."""
    return event["DTSTART"].params.get("TZID") or "", event.to_ical()


def _event(row: Row) -> Event:
    times, stated_times = _times(row)
    words = [row["summary"] or "", title_note(row), stated_times, *_who(row), _source_line(row)]
    event = _entry(row, row["title"], words)
    for name, moment in times.items():
        event.add(name, moment)
    place = ", ".join(filter(None, (row["venue"], *(place["name"] for place in row["places"]))))
    if place:
        event.add("LOCATION", one_line(place))
    if row["status"]:
        event.add("STATUS", row["status"]["code"])
    organisers = [party_name(item) for item in row["participants"] if _role(item) == ORGANISER]
    if organisers:
        event.add("CONTACT", one_line("; ".join(organisers)))
    return event


def _commitment(row: Row, read: SourcesRead) -> Event:
    """Return a commitment on the last day for it: no title and no alarm says that it is late."""
    day = dt.date.fromisoformat(row["due"]["latest"])
    words = [
        row["text"] or "",
        title_note(row),
        str(standing_in_words(row, read)),
        *(
            f"{label}: {'; '.join(map(party_name, row[side]))}"
            for side, label in _sides()
            if row[side]
        ),
        wording_line(row) if row["text"] else _source_line(row),
    ]
    event = _entry(row, row["title"], words)
    for name, value in _whole(day, day).items():
        event.add(name, value)
    if row["status"] and row["status"]["code"] == CommitmentStatus.SUPERSEDED:
        event.add("STATUS", "CANCELLED")
    return event


def _entry(row: Row, summary: str, words: list[str]) -> Event:
    moment = dt.datetime.fromisoformat(row["updated_at"])
    return Event.new(
        uid=row["uid"],
        stamp=moment,
        last_modified=moment,
        summary=one_line(summary),
        description=several_lines("\n".join(filter(None, words))),
        categories=_categories(row),
        classification=CLASS.PUBLIC,
        # A register of what others do: nobody's time is taken by it.
        transparency=TRANSP.TRANSPARENT,
        url=row["url"],
    )


def _times(row: Row) -> tuple[dict[str, Any], str]:
    """Return start and end, and the times in words where whole days must stand for them."""
    found = dates.whole_days(row["date"]["edtf"])
    if found is None:
        raise ValueError(f"{row['url']} has no whole day.")
    first, last = found
    start, end, zone = row["start_time"], row["end_time"], row["time_zone"]
    all_day = _whole(first, last)
    if not start:
        return all_day, ""
    language = get_language() or "en"
    stated = _("Time: %(time)s (%(zone)s)") % {
        "time": "–".join(numerals.time_in_words(time, language) for time in (start, end) if time),
        "zone": zone,
    }
    # From nine to five on three days is no event of fifty-six hours.
    bounds, place = bounds_of_hours(first, last, start, end), time_zone_of(zone)
    if bounds is None or place is None:
        return all_day, stated
    names = zip(("DTSTART", "DTEND"), bounds, strict=True)
    return {name: moment.replace(tzinfo=place) for name, moment in names if moment}, ""


def _whole(first: dt.date, last: dt.date) -> dict[str, Any]:
    """Return whole days as a calendar has them, which ends on the day after the last."""
    if last == dt.date.max:
        return {"DTSTART": first, "DURATION": last - first + ONE_DAY}
    return {"DTSTART": first, "DTEND": last + ONE_DAY}


def _who(row: Row) -> list[str]:
    by_role = groupby(row["participants"], key=lambda item: item["role"]["name"])
    found: dict[str, list[str]] = {}
    for role, items in by_role:
        found.setdefault(role, []).extend(map(party_name, items))
    return [f"{role}: {'; '.join(names)}" for role, names in found.items()]


def _role(item: Row) -> str:
    return item["role"]["code"]


def _sides() -> tuple[tuple[str, str], ...]:
    return ("by", _("Made by")), ("to", _("Made to")), ("said_by", _("Said by"))


def _categories(row: Row) -> list[str]:
    names = (row["kind"]["name"], *(theme["name"] for theme in row["themes"]))
    return list(map(one_line, names))


def _source_line(row: Row) -> str:
    sources = {citation["source"]["name"]: None for citation in row["citations"]}
    return _("Source: %(sources)s") % {"sources": "; ".join(sources)} if sources else ""
