"""The pages read last, kept by the reader's own browser for when there is no connection."""

import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from cooperation.site.pages import render_page
from cooperation.web import languages
from cooperation.web.conditional import build_name, conditional

SCRIPT = "cooperation/service-worker.js"


@require_safe
@conditional
def offline(request: HttpRequest) -> HttpResponse:
    return render_page(request, "offline.html", {})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the script at the root: a worker rules the addresses below its own alone."""
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(script(), content_type="text/javascript; charset=utf-8", headers=headers)


@cache
def script() -> str:
    """Return the worker, told of what it cannot know; with other code running, it is another."""
    known = json.dumps({"build": build_name(), "offline": _offline()})
    found = Path(str(finders.find(SCRIPT)))
    return f"const KNOWN = {known};\n\n{found.read_text()}"


def _offline() -> list[str]:
    """Return the path of the page in each language, the default one first."""
    found = []
    for code in languages.languages_with_addresses():
        with override(code):
            found.append(reverse("offline"))
    return found
