"""Pictures for frames on other sites: the only pages that may be framed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.documents.loading import Loader
from cooperation.queries.records import record_detail
from cooperation.queries.resources import (
    COMMITMENT_LIST,
    EVENT_LIST,
    ORGANISATION_LIST,
    PEOPLE_LIST,
    PROGRAMME_LIST,
    Resource,
)
from cooperation.rules import dates
from cooperation.site import figures, network, province_map, standings, timeline
from cooperation.site.pages import Context, redirect_moved, render_page
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.former_names import with_present_names
from cooperation.web.framing import allow_framing

# The collections that each picture is drawn from.
OF_FIGURES = ("figures",)
OF_NETWORKS = ("events", "programmes", "children", "links")
IN_TIME = ("children", "events", "commitments")


@allow_framing
@require_safe
@conditional
def embedded_timeline(request: HttpRequest) -> HttpResponse:
    context = timeline.context_of_register(request) | {"record": None}
    return render_page(request, "embed/timeline.html", context | _day(request))


@allow_framing
@require_safe
@conditional
def programme_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    def more(record: dict[str, Any]) -> Context:
        today = dates.day_in_phnom_penh(state_of_request(request).at)
        return {"timeline": timeline.of_programme(record, today)}

    return _detail(request, _only(PROGRAMME_LIST, IN_TIME), slug, "embed/timeline.html", more)


@allow_framing
@require_safe
@conditional
@with_present_names
def event_map(request: HttpRequest) -> HttpResponse:
    filters = EVENT_LIST.filters_for(request.GET)
    context = province_map.of_events(request, filters) | {"counted": "events"}
    return render_page(request, "embed/map.html", context | _day(request))


@allow_framing
@require_safe
@conditional
def programme_map(request: HttpRequest) -> HttpResponse:
    context = {"map": province_map.draw_province_map(request), "counted": "programmes", "asked": ""}
    return render_page(request, "embed/map.html", context | _day(request))


@allow_framing
@require_safe
@conditional
def register_network(request: HttpRequest) -> HttpResponse:
    return render_page(
        request, "embed/matrix.html", network.draw_register_network(request) | _day(request)
    )


@allow_framing
@require_safe
@conditional
def organisation_network(request: HttpRequest, slug: str) -> HttpResponse:
    return _network(request, ORGANISATION_LIST, slug)


@allow_framing
@require_safe
@conditional
def person_network(request: HttpRequest, slug: str) -> HttpResponse:
    return _network(request, PEOPLE_LIST, slug)


@allow_framing
@require_safe
@conditional
def programme_network(request: HttpRequest, slug: str) -> HttpResponse:
    return _network(request, PROGRAMME_LIST, slug)


@allow_framing
@require_safe
@conditional
def event_network(request: HttpRequest, slug: str) -> HttpResponse:
    return _network(request, EVENT_LIST, slug)


@allow_framing
@require_safe
@conditional
@with_present_names
def embedded_commitments(request: HttpRequest) -> HttpResponse:
    context = standings.of_commitments(request, COMMITMENT_LIST.filters_for(request.GET))
    return render_page(request, "embed/commitments.html", context | _day(request))


@allow_framing
@require_safe
@conditional
def programme_figures(request: HttpRequest, slug: str) -> HttpResponse:
    return _figures(request, PROGRAMME_LIST, slug)


@allow_framing
@require_safe
@conditional
def event_figures(request: HttpRequest, slug: str) -> HttpResponse:
    return _figures(request, EVENT_LIST, slug)


def _figures(request: HttpRequest, resource: Resource, slug: str) -> HttpResponse:
    return _detail(
        request,
        _only(resource, OF_FIGURES),
        slug,
        "embed/figures.html",
        more=lambda record: {"charts": figures.figure_charts(record)},
    )


def _network(request: HttpRequest, resource: Resource, slug: str) -> HttpResponse:
    return _detail(
        request,
        _only(resource, OF_NETWORKS),
        slug,
        "embed/network.html",
        more=lambda record: network.neighbourhood_drawing(request, record),
    )


def _detail(
    request: HttpRequest,
    resource: Resource,
    slug: str,
    template: str,
    more: Callable[[dict[str, Any]], Context],
) -> HttpResponse:
    record = record_detail(
        resource.subject, {"slug": slug}, Loader(at=state_of_request(request).at)
    )
    if record is None:
        match = request.resolver_match
        return redirect_moved(request, resource, slug, match.view_name if match else "")
    return render_page(request, template, {"record": record, **_day(request), **more(record)})


def _only(resource: Resource, names: tuple[str, ...]) -> Resource:
    """Return the resource with those collections alone that a picture is drawn from."""
    kept = tuple(item for item in resource.subject.collections if item.name in names)
    return replace(resource, subject=replace(resource.subject, collections=kept))


def _day(request: HttpRequest) -> Context:
    return {"today": dates.day_in_phnom_penh(state_of_request(request).at).isoformat()}
