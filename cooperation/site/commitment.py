from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.queries.resources import COMMITMENT_LIST
from cooperation.site.pages import record_detail, record_list
from cooperation.site.standings import of_commitments
from cooperation.web.conditional import conditional


@require_safe
@conditional
def commitment_list(request: HttpRequest) -> HttpResponse:
    return record_list(request, COMMITMENT_LIST, "commitments/list.html", of_commitments(request))


@require_safe
@conditional
def commitment_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return record_detail(request, COMMITMENT_LIST, slug, "commitments/detail.html")
