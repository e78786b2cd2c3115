"""Pages about the register itself."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.exchange.formats import FORMS
from cooperation.queries import resources
from cooperation.queries.resources import Resource
from cooperation.site.pages import render_page
from cooperation.web.conditional import conditional

RESOURCES = [found for found in vars(resources).values() if isinstance(found, Resource)]


@require_safe
@conditional
def about(request: HttpRequest) -> HttpResponse:
    return render_page(request, "about.html", {})


@require_safe
@conditional
def accessibility(request: HttpRequest) -> HttpResponse:
    return render_page(request, "accessibility.html", {})


@require_safe
@conditional
def data(request: HttpRequest) -> HttpResponse:
    return render_page(request, "data.html", {"resources": RESOURCES, "forms": FORMS})
