from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.queries.resources import STATEMENT_LIST
from cooperation.site.pages import answer_detail, answer_list
from cooperation.web.conditional import conditional
from cooperation.web.former_names import with_present_names


@require_safe
@conditional
@with_present_names
def statement_list(request: HttpRequest) -> HttpResponse:
    return answer_list(request, STATEMENT_LIST, "statements/list.html")


@require_safe
@conditional
def statement_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    return answer_detail(request, STATEMENT_LIST, uid, "statements/detail.html")
