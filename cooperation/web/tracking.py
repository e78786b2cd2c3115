"""What other sites add to an address of ours to follow its reader goes no further."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from cooperation.rules.tracking import without_tracking

# The API takes what it documents, and the desk is no public page.
AS_GIVEN = ("/api/", "/admin/")


def drop_tracking(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let pages, files, feeds and calendars be asked without it, in whatever they answer."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.META["QUERY_STRING"] = readable_query(request.META)
        return get_response(request)

    return middleware


def readable_query(environ: Mapping[str, Any]) -> str:
    """Return the query string of a request as it is read."""
    query = environ.get("QUERY_STRING", "")
    if not query or environ["PATH_INFO"].startswith(AS_GIVEN):
        return query
    return without_tracking(query)
