"""Commitments by how they stand: a bar in parts, and the table of the same numbers."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from cooperation.queries.resources import COMMITMENT_LIST
from cooperation.queries.standings import standings
from cooperation.rules import chart_scale, numerals
from cooperation.rules.canvas import NARROW, WIDE, Canvas
from cooperation.site.pages import Context
from cooperation.vocabulary.commitment import Standing
from cooperation.web import tallies
from cooperation.web.conditional import state_of

HEIGHT, LEAST, PADDING = 34, 4, 6
OWN = ("status", "past_due")
# What the list is asked for to hold these; it cannot tell due ones from those without a date.
FILTERS = {
    Standing.PAST_DUE: "past_due=true",
    Standing.DUE: "status=none&past_due=false",
    Standing.UNDATED: "status=none&past_due=false",
    Standing.IN_PROGRESS: "status=in_progress&past_due=false",
    Standing.KEPT: "status=kept",
    Standing.NOT_KEPT: "status=not_kept",
    Standing.SUPERSEDED: "status=superseded",
}


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the bar; `label` is its number, "" where there is no room for it."""

    code: str
    x: float
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    canvas: Canvas
    height: float
    shares: list[Share]


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    count: int
    address: str


def of_commitments(request: HttpRequest) -> Context:
    """Return how the commitments stand that a list's query string finds, whatever their state.

    `asked` is that query string.
    """
    rows, asked = tallies.found(request.GET, COMMITMENT_LIST, without=OWN)
    counts = standings(rows, state_of(request), asked)
    query = tallies.query_of(request.GET, without=OWN)
    address = f"{reverse('commitment-list')}?{query}{'&' if query else ''}"
    return {
        "asked": query,
        "standings": [
            Row(standing.value, str(standing.label), count, address + FILTERS[standing])
            for standing, count in counts
        ],
        "bars": [_bar(counts, canvas) for canvas in (NARROW, WIDE) if any(dict(counts).values())],
    }


def _bar(counts: list[tuple[Standing, int]], canvas: Canvas) -> Bar:
    widths = chart_scale.shares([count for _standing, count in counts], canvas.width, least=LEAST)
    shares, x = [], 0.0
    for (standing, count), width in zip(counts, widths, strict=True):
        if count:
            label = numerals.number(count, get_language() or "en")
            has_room = canvas.room(label) + PADDING <= width
            shares.append(
                Share(standing.value, round(x, 1), round(width, 1), label if has_room else "")
            )
        x += width
    return Bar(canvas, HEIGHT, shares)
