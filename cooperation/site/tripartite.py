"""What government, employers, workers and the ILO said and promised, side by side."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.queries.facets import Tally
from cooperation.queries.filters import PublicFilters
from cooperation.queries.generation import Present
from cooperation.queries.options import Offer, offer_of
from cooperation.queries.resources import COMMITMENT_LIST, STATEMENT_LIST
from cooperation.queries.side_by_side import register_side_by_side
from cooperation.site.chosen import chosen_values
from cooperation.site.pages import render_page
from cooperation.web import filtered_rows
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.former_names import with_present_names
from cooperation.web.listing import Errors, parameter_errors

LISTS = (STATEMENT_LIST, COMMITMENT_LIST)
# What both lists take and mean alike; years are those of the day said, and of the due date.
SHARED = [
    name
    for name in STATEMENT_LIST.filters.get_filters()
    if name in COMMITMENT_LIST.filters.get_filters() and name not in ("side", "kind")
]


@require_safe
@conditional
@with_present_names
def tripartite(request: HttpRequest) -> HttpResponse:
    """Answer with the first of all that a query string finds, and with what was wrong in it."""
    state = state_of_request(request)
    query, both, errors = _understood(request.GET)
    (statements, asked), (commitments, _same) = (
        filtered_rows.filtered_rows(filters, state) for filters in both
    )
    offer = _offer(both, state)
    for name in errors:
        query.pop(name, None)
    context = {
        "sides": register_side_by_side(statements, commitments, state, asked),
        "offer": offer,
        "chosen": chosen_values(query, offer),
        "errors": errors,
        "titles": {c.name: c.label for c in offer.controls},
        "asked": query.urlencode(),
    }
    return render_page(request, "tripartite.html", context)


def _understood(given: QueryDict) -> tuple[QueryDict, list[PublicFilters], Errors]:
    query, errors = given.copy(), {}
    for name in given:
        if name not in SHARED:
            errors[name] = [_("There is no such parameter here.")]
            del query[name]
    # What is taken from the query later was not understood: the filters read it as it is now.
    both = [item.filters_for(query.copy()) for item in LISTS]
    errors |= parameter_errors(query, both[0], ())
    errors |= {name: list(found) for name, found in both[0].form.errors.items()}
    return query, both, errors


def _offer(both: list[PublicFilters], state: Present) -> Offer:
    counted = [
        Tally(filters, item.subject.model, state) for filters, item in zip(both, LISTS, strict=True)
    ]
    offer = offer_of(counted, both[0], "tripartite", state)
    return replace(offer, controls=tuple(c for c in offer.controls if c.name in SHARED))
