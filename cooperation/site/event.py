from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.queries.resources import EVENT_LIST
from cooperation.site.pages import record_detail, record_list
from cooperation.web.conditional import conditional


@require_safe
@conditional
def event_list(request: HttpRequest) -> HttpResponse:
    return record_list(request, EVENT_LIST, "events/list.html")


@require_safe
@conditional
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return record_detail(request, EVENT_LIST, slug, "events/detail.html")
