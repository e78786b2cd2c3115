"""Timelines, of the register and of one programme: a picture, and the list of the same facts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.kinds.dated_filters import Years
from cooperation.queries.timeline import by_year, register_timeline
from cooperation.rules import dates, timeline_layout
from cooperation.rules.canvas import NARROW, WIDE
from cooperation.rules.time_spans import Span, drawn_span
from cooperation.rules.timeline_layout import Bar, Mark
from cooperation.site.pages import Context, render_page
from cooperation.vocabulary.event import EventStatus
from cooperation.web.conditional import conditional, state_of_request

MOST_MARKS, MOST_YEARS = 40, 30
NOT_FIRM = (EventStatus.TENTATIVE, EventStatus.CANCELLED)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with a date: `field` of `record`. `is_own`: of the record that the timeline is of."""

    record: Row
    field: str
    label: str
    note: str = ""
    tone: str = ""
    is_firm: bool = True
    is_due: bool = False
    is_own: bool = False

    @property
    def date(self) -> Row | None:
        return self.record[self.field]

    @property
    def span(self) -> Span | None:
        if self.date is None:
            return None
        return drawn_span(
            self.date["edtf"] or "", _day(self.date["earliest"]), _day(self.date["latest"])
        )


@dataclass(frozen=True, slots=True)
class Timeline:
    """`marks` are numbered from 1 in the order of time; `undated` can be drawn nowhere.

    `folded` are those of bars and marks that lie too far from the others to be drawn to scale.
    `left_out` counts the marks of which there are too many to draw: the oldest.
    """

    drawings: list[timeline_layout.Timeline]
    bars: list[Entry]
    marks: list[Entry]
    undated: list[Entry]
    folded: list[Entry]
    left_out: int = 0


@require_safe
@conditional
def timeline(request: HttpRequest) -> HttpResponse:
    return render_page(request, "timeline.html", context_of_register(request))


def context_of_register(request: HttpRequest) -> Context:
    """Return the timeline of the register, or of the `year` that was asked for."""
    state = state_of_request(request)
    asked, errors = request.GET.get("year", ""), {}
    year: int | None = None
    try:
        year = next(iter(Years().resolve([asked])), None) if asked else None
    except ValidationError as error:
        errors = {"year": error.messages}
    found = register_timeline(state, year)
    years = by_year(state)
    return {
        "timeline": draw_register_timeline(found, dates.day_in_phnom_penh(state.at)),
        "counts": found["counts"],
        "shown": {name: len(found[name]) for name in found["counts"]},
        "year": year,
        "years": years[-MOST_YEARS:],
        "earlier": len(years[:-MOST_YEARS]),
        "errors": errors,
    }


def draw_register_timeline(found: Row, today: dt.date) -> Timeline:
    bars = [_period(row) for row in reversed(found["programmes"])]
    marks = [*map(_event, found["events"]), *map(_due, found["commitments"])]
    undated = [
        _period(row) if row["type"] == "programme" else _event(row) for row in found["undated"]
    ]
    return _timeline(bars, marks, undated, today)


def of_programme(record: Row, today: dt.date) -> Timeline:
    """Return the timeline of a programme's detail: its periods, parts, events and due dates."""
    own = [
        Entry(record, "planned_period", _("Planned"), tone="planned", is_own=True),
        Entry(record, "actual_period", _("Actual"), tone="actual", is_own=True),
    ]
    bars = [entry for entry in own if entry.date is not None]
    bars += [_period(row, tone="part") for row in record["children"]]
    due = [_due(row) for row in record["commitments"] if row["due"]]
    unread = sum(record[f"{name}_count"] - len(record[name]) for name in ("events", "commitments"))
    return _timeline(bars, [*map(_event, record["events"]), *due], [], today, unread)


def _timeline(
    bars: Iterable[Entry],
    marks: Iterable[Entry],
    undated: list[Entry],
    today: dt.date,
    unread: int = 0,
) -> Timeline:
    bars, marks = list(bars), sorted(marks, key=_in_time)
    rows = [entry for entry in bars if entry.span]
    drawable = [entry for entry in marks if entry.span]
    dots = drawable[-MOST_MARKS:]
    without = [entry for entry in (*bars, *marks) if not entry.span]
    drawings = _draw(rows, dots, today)
    left_out = len(drawable) - len(dots) + unread
    folded = [
        entry
        for entry in (*rows, *dots)
        if drawings and entry.span and drawings[0].scale.is_folded(entry.span)
    ]
    return Timeline(drawings, rows, dots, [*without, *undated], folded, left_out)


def _draw(rows: list[Entry], dots: list[Entry], today: dt.date) -> list[timeline_layout.Timeline]:
    bars = [Bar(entry.label, entry.span, entry.tone) for entry in rows if entry.span]
    marks = [
        Mark(number, entry.span, is_firm=entry.is_firm, is_due=entry.is_due)
        for number, entry in enumerate(dots, 1)
        if entry.span
    ]
    return [
        timeline_layout.lay_out_timeline(bars, marks, canvas=canvas, today=today)
        for canvas in (NARROW, WIDE)
        if bars or marks
    ]


def _period(row: Row, tone: str = "") -> Entry:
    field = "actual_period" if row["actual_period"] else "planned_period"
    tone = tone or field.removesuffix("_period")
    return Entry(row, field, row["title"], note=row["kind"]["name"], tone=tone)


def _event(row: Row) -> Entry:
    status = row["status"]
    note = row["kind"]["name"] + (f", {status['name']}" if status else "")
    is_firm = not status or status["code"] not in NOT_FIRM
    return Entry(row, "date", row["title"], note=note, is_firm=is_firm)


def _due(row: Row) -> Entry:
    return Entry(row, "due", row["title"], note=_("due date of a commitment"), is_due=True)


def _in_time(entry: Entry) -> tuple[dt.date, dt.date, str]:
    span = entry.span
    first = span and (span.earliest or span.latest)
    last = span and (span.latest or span.earliest)
    return first or dt.date.max, last or dt.date.max, entry.record["uid"]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
