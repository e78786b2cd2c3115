"""Addresses that name a record as it was called once are read as naming it as it is called now."""

from collections.abc import Callable
from functools import wraps

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    QueryDict,
)

from cooperation.kinds.filter_values import LONGEST, MOST_VALUES
from cooperation.queries.former_names import naming_filters, present_names


def with_present_names(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view, and all links that it gives, have the present names of the records asked for.

    What leads to no public record stays as it was given, for the view to refuse.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        present = present_names(_named_in(request.GET))
        if present:
            query = request.GET.copy()
            for name in {name for name, _former in present}:
                given = query.getlist(name)
                named = (present.get((name, value.strip()), value) for value in given)
                query.setlist(name, list(dict.fromkeys(named)))
            request.META["QUERY_STRING"] = query.urlencode()
            request.GET = query  # type: ignore[assignment]
        return view(request, *args, **kwargs)

    return answer


def lead_on(request: HttpRequest, address: str, *, preserve_request: bool = False) -> HttpResponse:
    """Lead to where a record stands now, with the query string that was given for it."""
    query = request.GET.urlencode()
    return HttpResponsePermanentRedirect(
        f"{address}?{query}" if query else address, preserve_request=preserve_request
    )


def _named_in(query: QueryDict) -> dict[str, list[str]]:
    found = {}
    for name in naming_filters():
        given = [value.strip() for value in query.getlist(name)]
        values = [value for value in given if 0 < len(value) <= LONGEST]
        if values and len(given) <= MOST_VALUES:
            found[name] = values
    return found
