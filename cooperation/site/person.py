from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.queries.resources import PEOPLE_LIST
from cooperation.site.pages import record_detail, record_list
from cooperation.web.conditional import conditional


@require_safe
@conditional
def person_list(request: HttpRequest) -> HttpResponse:
    return record_list(request, PEOPLE_LIST, "people/list.html")


@require_safe
@conditional
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return record_detail(request, PEOPLE_LIST, slug, "people/detail.html")
