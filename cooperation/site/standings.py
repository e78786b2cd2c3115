"""Commitments by how they stand: how many, and which."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cooperation.queries.filters import PublicFilters
from cooperation.queries.standings import count_standings, first_of_each
from cooperation.site.pages import Context
from cooperation.web import filtered_rows
from cooperation.web.conditional import state_of_request
from cooperation.web.listing import Listing

OWN = ("status", "past_due", "standing")
# With any of these a list is read in its own order, page by page.
IN_ORDER = (*OWN, "ordering", "cursor", "limit")


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """Commitments that stand alike; `is_cut` if there may be more of them than these."""

    row: Row
    commitments: list[dict[str, Any]]
    is_cut: bool


def of_commitments(request: HttpRequest, filters: PublicFilters) -> Context:
    """Return how the commitments stand that a list's filters find, whatever their state.

    A standing that none of them has is left out. `asked` is the query string of them.
    """
    state = state_of_request(request)
    rows, asked = filtered_rows.filtered_rows(filters, state, without=OWN)
    counts = count_standings(rows, state, asked)
    query = filtered_rows.query_of(request.GET, without=OWN)
    address = f"{reverse('commitment-list')}?{query}{'&' if query else ''}"
    return {
        "asked": query,
        "standings": [
            Row(standing.value, str(standing.label), count, f"{address}standing={standing.value}")
            for standing, count in counts
            if count
        ],
    }


def group_by_standing(request: HttpRequest, found: Listing, rows: list[Row]) -> list[Group]:
    """Return a page's commitments by how they stand, in the order of `rows`.

    If a page does not hold all of them, it holds the first of each standing.
    """
    is_overview = bool(found.next) and not any(request.GET.get(name) for name in IN_ORDER)
    shown = found.rows
    if is_overview:
        state = state_of_request(request)
        public, asked = filtered_rows.filtered_rows(found.filters, state)
        shown = first_of_each(public, state, asked)
    by_code: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in shown:
        by_code[one["standing"]["code"]].append(one)
    return [Group(row, by_code[row.code], is_overview) for row in rows if by_code[row.code]]
