"""How a public page is answered: its template, its sources, its list of records."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cooperation.documents.loading import Loader
from cooperation.queries.options import offer_filters
from cooperation.queries.records import moved_to, record_detail
from cooperation.queries.resources import Resource
from cooperation.site import cite, downloads, head
from cooperation.site.chosen import chosen_values
from cooperation.site.lists import LISTS
from cooperation.site.short_forms import explain_short_forms
from cooperation.site.sources import PageSources
from cooperation.web.conditional import state_of_request
from cooperation.web.former_names import lead_on
from cooperation.web.listing import Listing, read_listing

Context = dict[str, Any]


def render_page(
    request: HttpRequest, template: str, context: Context, status: int = 200
) -> HttpResponse:
    context = {
        "sources": PageSources(),
        "head": context.get("head") or head.of_page(request),
    } | context
    response = render(request, template, context, status=status, using="site")
    return explain_short_forms(request, template, response)


def answer_list(
    request: HttpRequest,
    resource: Resource,
    template: str,
    more: Context | Callable[[Listing], Context] | None = None,
) -> HttpResponse:
    """Answer with a list: its filters, its rows, what could not be understood beside its field."""
    state = state_of_request(request)
    found = read_listing(request.GET, resource, state=state, brief=True)
    is_filtered = any(name in found.filters.filters for name in request.GET)
    is_empty = is_filtered and not found.rows
    offer = offer_filters(found.filters, resource, state, is_empty=is_empty)
    forms = downloads.download_links(request, found, LISTS[resource.name])
    context = {
        "head": head.of_list(request, resource, found, forms),
        "listing": found,
        "resource": resource,
        "offer": offer,
        "chosen": chosen_values(request.GET, offer),
        "is_filtered": is_filtered,
        "is_first_page": "cursor" not in request.GET,
        "forms": forms,
    }
    extra = more(found) if callable(more) else more or {}
    return render_page(request, template, context | extra)


def answer_detail(
    request: HttpRequest,
    resource: Resource,
    key: Any,
    template: str,
    more: Callable[[dict[str, Any]], Context] | None = None,
) -> HttpResponse:
    """Answer with one record, lead on from an address it had once, or say that there is none."""
    subject = resource.subject
    record = record_detail(subject, {resource.key: key}, Loader(at=state_of_request(request).at))
    if record is None:
        return redirect_moved(request, resource, key, f"{subject.model._meta.model_name}-detail")
    citing = cite.cite_record(record, state_of_request(request).at)
    context = {"record": record, "citing": citing, **(more(record) if more else {})}
    return render_page(
        request, template, context | {"head": head.head_of_record(request, resource, record)}
    )


def redirect_moved(request: HttpRequest, resource: Resource, key: Any, route: str) -> HttpResponse:
    """Lead on from an address that a record had once, with what was asked there.

    Raises Http404 if no public record had it.
    """
    slug = moved_to(resource.subject.model, key) if resource.key == "slug" else None
    if slug is None:
        raise Http404
    return lead_on(request, reverse(route, args=[slug]))
