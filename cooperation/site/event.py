from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.documents.loading import Loader
from cooperation.exchange import ical
from cooperation.exchange.outgoing import Outgoing
from cooperation.queries.calendars import CALENDAR_OF_EVENTS
from cooperation.queries.records import record_detail
from cooperation.queries.resources import EVENT_LIST
from cooperation.queries.side_by_side import record_side_by_side
from cooperation.rules import dates
from cooperation.site.figures import figure_charts, figure_disputes
from cooperation.site.network import neighbourhood_drawing
from cooperation.site.pages import Context, answer_detail, answer_list, redirect_moved
from cooperation.site.province_map import of_events
from cooperation.web import errors
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.former_names import with_present_names
from cooperation.web.listing import Listing


@require_safe
@conditional
@with_present_names
def event_list(request: HttpRequest) -> HttpResponse:
    def more(found: Listing) -> Context:
        return of_events(request, found.filters)

    return answer_list(request, EVENT_LIST, "events/list.html", more)


@require_safe
@conditional
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return answer_detail(
        request,
        EVENT_LIST,
        slug,
        "events/detail.html",
        more=lambda record: {
            **neighbourhood_drawing(request, record),
            "sides": record_side_by_side(record),
            "charts": figure_charts(record),
            "disputes": figure_disputes(record),
            "calendar": _calendar_of(record),
        },
    )


@require_safe
@conditional
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    state = state_of_request(request)
    event = record_detail(CALENDAR_OF_EVENTS.subject, {"slug": slug}, Loader(at=state.at))
    if event is None:
        if record_detail(EVENT_LIST.subject, {"slug": slug}, Loader(at=state.at)) is None:
            return redirect_moved(request, EVENT_LIST, slug, "event-calendar")
        return errors.error_answer(
            request, 404, _("No calendar can hold this event: its source does not state the day.")
        )
    outgoing = Outgoing(
        name="events",
        title=event["title"],
        page=event["url"],
        address=settings.SITE_URL + request.path,
        changed_at=state.changed_at,
        language=get_language() or settings.LANGUAGE_CODE,
        pieces=[[orjson.dumps(event)]],
    )
    content = b"".join(ical.write_events(outgoing))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _calendar_of(record: dict[str, Any]) -> str:
    """Return the address of an event's calendar, "" if no calendar can hold the event."""
    is_dated = record["date"] and dates.whole_days(record["date"]["edtf"] or "")
    return reverse("event-calendar", args=[record["slug"]]) if is_dated else ""
