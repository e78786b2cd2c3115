"""What was typed outlives the session in which it was: it comes back, to be sent again."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse

from cooperation.web import errors

OURS = {"csrfmiddlewaretoken"}


def is_worth_keeping(request: HttpRequest) -> bool:
    """Tell whether a form of the desk was sent, and from a page of the desk.

    What was typed to sign in is a secret, and is typed again.
    """
    origin = request.headers.get("Origin", "")
    is_from_here = origin == f"{request.scheme}://{request.get_host()}"
    is_of_desk = request.path.startswith("/admin/")
    is_secret = request.path.startswith("/admin/account/")
    return request.method == "POST" and is_from_here and is_of_desk and not is_secret


def resume_page(request: HttpRequest) -> HttpResponse:
    """Return a page that holds what was sent, and sends it again once its editor has signed in."""
    get_token(request)
    context = {
        "fields": list(_fields(request)),
        "has_files": bool(request.FILES),
        "is_signed_in": request.user.is_authenticated,
        "login": resolve_url(settings.LOGIN_URL),
    }
    response = TemplateResponse(request, "admin/cooperation/kept.html", context, status=403)
    response["Cache-Control"] = "private, no-store"
    return response.render()


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if is_worth_keeping(request):
        return resume_page(request)
    return errors.csrf_failure(request, reason)


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in OURS:
            yield from ((name, str(value)) for value in values)
