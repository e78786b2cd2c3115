from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.queries.absence import only_in_parts
from cooperation.queries.programme import add_description
from cooperation.queries.resources import PROGRAMME_LIST
from cooperation.queries.side_by_side import record_side_by_side
from cooperation.rules import dates
from cooperation.site.figures import figure_charts, figure_disputes
from cooperation.site.network import neighbourhood_drawing
from cooperation.site.pages import Context, answer_detail, answer_list
from cooperation.site.timeline import of_programme
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.former_names import with_present_names


@require_safe
@conditional
@with_present_names
def programme_list(request: HttpRequest) -> HttpResponse:
    return answer_list(request, PROGRAMME_LIST, "programmes/list.html")


@require_safe
@conditional
def programme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    today = dates.day_in_phnom_penh(state_of_request(request).at)

    def more(record: dict[str, Any]) -> Context:
        add_description(record)
        text = record["description"] or ""
        return {
            "paragraphs": [part.strip() for part in text.split("\n\n") if part.strip()],
            "timeline": of_programme(record, today),
            "charts": figure_charts(record),
            "disputes": figure_disputes(record),
            **neighbourhood_drawing(request, record),
            "sides": record_side_by_side(record),
            "in_parts": only_in_parts(record),
        }

    return answer_detail(request, PROGRAMME_LIST, slug, "programmes/detail.html", more=more)
