from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.queries.absence import absences_of_record, only_in_parts
from cooperation.queries.resources import ORGANISATION_LIST
from cooperation.site.network import neighbourhood_drawing
from cooperation.site.pages import Context, answer_detail, answer_list
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.former_names import with_present_names


@require_safe
@conditional
@with_present_names
def organisation_list(request: HttpRequest) -> HttpResponse:
    return answer_list(request, ORGANISATION_LIST, "organisations/list.html")


@require_safe
@conditional
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return answer_detail(
        request,
        ORGANISATION_LIST,
        slug,
        "organisations/detail.html",
        more=lambda record: _more(request, record),
    )


def _more(request: HttpRequest, record: dict[str, Any]) -> Context:
    missing = absences_of_record(record, state_of_request(request))
    return neighbourhood_drawing(request, record) | missing | {"in_parts": only_in_parts(record)}
