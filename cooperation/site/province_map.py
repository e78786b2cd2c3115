"""Maps of the provinces: of the register, and of the events of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.queries.crossing import crossed_members
from cooperation.queries.filters import PublicFilters
from cooperation.queries.provinces import (
    ABROAD,
    NOWHERE,
    WHOLE,
    province_rows,
    public_members,
)
from cooperation.rules import tile_map
from cooperation.rules.tile_map import NARROW_MAP, WIDE_MAP, TileMap
from cooperation.site.pages import Context, render_page
from cooperation.web import filtered_rows
from cooperation.web.conditional import conditional, state_of_request


@dataclass(frozen=True, slots=True)
class Row:
    """A province with its counts, and for each the list of what was counted, "" where none is."""

    name: str
    counts: dict[str, int]
    lists: dict[str, str]


@dataclass(frozen=True, slots=True)
class ProvinceMap:
    """A picture for each thing counted, and the table of them all; `others` lie in no province."""

    drawings: dict[str, list[TileMap]]
    rows: list[Row]
    others: list[Row]


@require_safe
@conditional
def province_map(request: HttpRequest) -> HttpResponse:
    return render_page(request, "map.html", {"map": draw_province_map(request)})


def draw_province_map(request: HttpRequest) -> ProvinceMap:
    state = state_of_request(request)
    provinces, others = province_rows(public_members(state), state)
    lists = {
        "events": reverse("event-list"),
        "programmes": reverse("programme-list"),
        "offices": reverse("organisation-list"),
    }
    return _map(provinces, others, {name: f"{address}?" for name, address in lists.items()})


def of_events(request: HttpRequest, filters: PublicFilters) -> Context:
    """Return the map of the events that a list's filters find, wherever they are.

    `asked` is the query string of them.
    """
    state, without = state_of_request(request), ["place"]
    members = {"events": lambda: crossed_members(filters, state, without=without)}
    asked = filtered_rows.asked_for(filters, without=without)
    provinces, others = province_rows(members, state, asked)
    query = filtered_rows.query_of(request.GET, without=["place"])
    address = f"{reverse('event-list')}?{query}{'&' if query else ''}"
    return {"map": _map(provinces, others, {"events": address}), "asked": query}


def _map(
    provinces: Iterable[dict[str, Any]], others: Iterable[dict[str, Any]], lists: dict[str, str]
) -> ProvinceMap:
    provinces = list(provinces)
    names = {row["code"]: row["name"] for row in provinces}
    called = {
        WHOLE: _("Cambodia, no province named"),
        ABROAD: _("Another country"),
        NOWHERE: _("Place not in the sources"),
    }
    drawings = {
        name: [
            tile_map.tile_map(
                {row["code"]: row["counts"][name] for row in provinces}, names, canvas=canvas
            )
            for canvas in (NARROW_MAP, WIDE_MAP)
        ]
        for name in lists
    }
    rows = [
        Row(
            row["name"],
            row["counts"],
            {
                name: f"{address}place={row['code']}" if row["counts"][name] else ""
                for name, address in lists.items()
            },
        )
        for row in provinces
    ]
    nowhere = [Row(called[row["code"]], row["counts"], dict.fromkeys(lists, "")) for row in others]
    return ProvinceMap(drawings, rows, nowhere)
