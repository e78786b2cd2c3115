"""Answers to what went wrong, in the form that was asked for; none of them needs the database."""

import logging
import sys
from html import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from cooperation.web import languages
from cooperation.web.database import is_away, is_too_long, is_unwritable

logger = logging.getLogger(__name__)

Reasons = dict[str, list[str]]

JSON_ENDINGS = ("json", "jsonl", "geojson")
FILE_ENDINGS = frozenset(
    {
        *JSON_ENDINGS,
        *("csv", "xlsx", "ics", "atom", "graphml", "bib", "xml", "zip", "sqlite", "txt", "js"),
        *("png", "jpg", "webp", "pdf"),
    }
)
RETRY_AFTER_SECONDS = "30"
MESSAGES = {
    400: gettext_noop("This address or request cannot be read."),
    403: gettext_noop("You may not do this."),
    404: gettext_noop("There is no such page in the register."),
    405: gettext_noop("This address does not take that method."),
    429: gettext_noop("Too many attempts. Please wait a minute, then try again."),
    500: gettext_noop("Something went wrong on our side. It has been noted."),
    503: gettext_noop(
        "The register cannot reach its records right now. Please try again in a moment."
    ),
}
UNWRITABLE = gettext_noop(
    "Nothing can be saved right now: the disk of the register is full, or may not be written. "
    "Please tell the people who run it."
)
TOO_LONG = gettext_noop(
    "The register has looked for too long and given up. Ask for less at once: leave out a filter "
    "or a word. If nothing is left to leave out, please try again in a moment."
)
PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{message}</title>'
    '</head><body><main><h1>{status}</h1>{draft}<p>{message}</p><p><a href="{home}">{front}</a></p>'
    "{reference}</main></body></html>"
)


def error_answer(
    request: HttpRequest, status: int, message: str = "", *, reasons: Reasons | None = None
) -> HttpResponse:
    """An error answer in the form that the address promises; nobody may keep it.

    JSON under /api/ and where a file would be JSON, text for other files, else a page. `reasons`
    are what is wrong, by parameter.
    """
    if reasons:
        message = "\n".join(f"{name}: {' '.join(texts)}" for name, texts in reasons.items())
    message = message or _(MESSAGES[status])
    ending = file_ending(request.path)
    response: HttpResponse
    if request.path.startswith("/api/") or ending in JSON_ENDINGS:
        response = JsonResponse(reasons or {"detail": message}, status=status)
    elif ending:
        text = plain_text(status, message)
        response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    else:
        request_id = getattr(request, "request_id", "")
        response = HttpResponse(error_page(request, status, message, request_id), status=status)
    response["Cache-Control"] = "no-store"
    return response


def file_ending(path: str) -> str:
    """Return the ending of a public file's address, "" where it is a page, or of the desk."""
    ending = path.rpartition("/")[2].rpartition(".")[2]
    is_file = ending in FILE_ENDINGS and not path.startswith("/admin/")
    return ending if is_file else ""


def plain_text(status: int, message: str) -> str:
    """Return what went wrong with a file, for whoever or whatever asked for it."""
    home = settings.SITE_URL + _home()
    way = _("Correct the address, or begin again at %(address)s") % {"address": home}
    return "\n".join((message, way, "")) if status in (400, 404) else f"{message}\n"


def error_page(request: HttpRequest, status: int, message: str, request_id: str) -> str:
    if status == 405:
        return plain_page(status, message, request_id)
    context = {"status": status, "message": message, "request_id": request_id}
    if status == 503:
        context["reason"] = reason_of_absence(message)
    try:
        return engines["site"].get_template(f"errors/{status}.html").render(context, request)
    except Exception:
        # Whatever broke the page may well have broken its template too.
        logger.exception("The page for error %s could not be rendered", status)
        return plain_page(status, message, request_id)


def reason_of_absence(message: str) -> str:
    """Return why a page of 503 is given, by what it says: away, unwritable, too long or busy."""
    reasons = {
        _(MESSAGES[503]): "away",
        _(UNWRITABLE): "unwritable",
        _(TOO_LONG): "too long",
    }
    return reasons.get(message, "busy")


def plain_page(status: int, message: str, request_id: str) -> str:
    language, draft = get_language() or settings.LANGUAGE_CODE, languages.draft_note()
    reference = _("Reference:") if status >= 500 and request_id else ""
    return PAGE.format(
        language=language,
        status=status,
        message=escape(message),
        draft=f"<p>{draft}</p>" if draft else "",
        home=_home(),
        front=_("Front page"),
        reference=f"<p>{reference} {escape(request_id)}</p>" if reference else "",
    )


def _home() -> str:
    language = get_language() or settings.LANGUAGE_CODE
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def unavailable_answer(
    request: HttpRequest, message: str = "", seconds: str = RETRY_AFTER_SECONDS
) -> HttpResponse:
    if not message and is_unwritable(sys.exception()):
        message = _(UNWRITABLE)
    if not message and is_too_long(sys.exception()):
        message = _(TOO_LONG)
    response = error_answer(request, 503, message)
    response["Retry-After"] = seconds
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_answer(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_answer(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_answer(request, 404)


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    """Refuse what was asked for too often; it may be asked for again in so many seconds."""
    response = error_answer(request, 429)
    response["Retry-After"] = str(seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    # A middleware that meets the missing database ends here, past `process_exception`.
    if is_away(sys.exception()):
        return unavailable_answer(request)
    return error_answer(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_answer(
        request,
        403,
        _(
            "This form has expired, or your browser sent no cookie. "
            "Go back, reload and send it again."
        ),
    )
