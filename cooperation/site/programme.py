from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.queries.programme import describe
from cooperation.queries.resources import PROGRAMME_LIST
from cooperation.site.pages import record_detail, record_list
from cooperation.web.conditional import conditional


@require_safe
@conditional
def programme_list(request: HttpRequest) -> HttpResponse:
    return record_list(request, PROGRAMME_LIST, "programmes/list.html")


@require_safe
@conditional
def programme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return record_detail(request, PROGRAMME_LIST, slug, "programmes/detail.html", more=_more)


def _more(record: dict[str, Any]) -> dict[str, Any]:
    describe(record)
    text = record["description"] or ""
    return {"paragraphs": [part.strip() for part in text.split("\n\n") if part.strip()]}
