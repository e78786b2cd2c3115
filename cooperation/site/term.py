from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.documents.loading import Loader
from cooperation.queries.resources import (
    COMMITMENT_LIST,
    EVENT_LIST,
    PROGRAMME_LIST,
    STATEMENT_LIST,
    Resource,
)
from cooperation.queries.term import under_term
from cooperation.site.pages import render_page
from cooperation.vocabulary.term import SchemeCode
from cooperation.web.conditional import conditional, state_of_request

LISTS = {
    "programme-list": PROGRAMME_LIST,
    "event-list": EVENT_LIST,
    "statement-list": STATEMENT_LIST,
    "commitment-list": COMMITMENT_LIST,
}


@require_safe
@conditional
def theme_detail(request: HttpRequest, code: str) -> HttpResponse:
    return _term(request, SchemeCode.THEME, code, parameter="theme")


@require_safe
@conditional
def goal_detail(request: HttpRequest, code: str) -> HttpResponse:
    return _term(request, SchemeCode.SDG_GOAL, code, parameter="goal")


@require_safe
@conditional
def strategy_detail(request: HttpRequest, code: str) -> HttpResponse:
    return _term(request, SchemeCode.STRATEGY, code, parameter="strategy")


def _term(request: HttpRequest, scheme: SchemeCode, code: str, *, parameter: str) -> HttpResponse:
    term = under_term(scheme, code, Loader(at=state_of_request(request).at))
    if term is None:
        raise Http404
    lists = {
        resource.name: f"{reverse(name)}?{parameter}={code}"
        for name, resource in LISTS.items()
        if _takes(resource, parameter)
    }
    headings = {
        "programmes": _("Programmes"),
        "events": _("Events"),
        "statements": _("Statements"),
        "commitments": _("Commitments"),
    }
    context = {"term": term, "kicker": scheme.label, "lists": lists, "headings": headings}
    return render_page(request, "terms/detail.html", context)


def _takes(resource: Resource, parameter: str) -> bool:
    return parameter in resource.filters.get_filters()
