from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cooperation.queries.preview import kept_preview
from cooperation.web.rendering import preview_key


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show a page that was rendered and kept at the desk; nothing is read or written for it."""
    key = preview_key(token)
    html = None if key is None else kept_preview(key, at=timezone.now())
    if html is None:
        raise Http404
    return HttpResponse(
        html, headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}
    )
