"""What other sites add to an address of ours to follow its reader goes no further."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from cooperation.rules.tracking import without_tracking

# The API takes what it documents, and the desk is no public page.
AS_GIVEN = ("/api/", "/admin/")


def drop_tracking(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let pages, files, feeds and calendars be asked without it, in whatever they answer."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if query and not request.path_info.startswith(AS_GIVEN):
            request.META["QUERY_STRING"] = without_tracking(query)
        return get_response(request)

    return middleware
