from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from cooperation.queries.preview import kept_preview
from cooperation.rules.files import parse_file_name
from cooperation.web import files
from cooperation.web.rendering import preview_key

HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show a page that was rendered and kept at the desk; nothing is read or written for it."""
    return HttpResponse(_page(token), headers=HEADERS)


@require_safe
def preview_file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """Answer with a file that a kept preview shows, public or not."""
    found = parse_file_name(name)
    if found is None or f"media/{name}" not in _page(token):
        raise Http404
    response = files.file_answer(request, found)
    for header, value in HEADERS.items():
        response[header] = value
    return response


def _page(token: str) -> str:
    key = preview_key(token)
    html = None if key is None else kept_preview(key, at=timezone.now())
    if html is None:
        raise Http404
    return html
