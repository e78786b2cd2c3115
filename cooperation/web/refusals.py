"""Quick answers of 503: each is worked out once, and costs nothing in a rush."""

from collections.abc import Callable
from threading import Lock

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cooperation.web import errors, languages
from cooperation.web.wsgi import NO_REQUEST, Application, WholeAnswer, made_up, whole_answer

REFUSAL = "cooperation.refusal"

AWAY, BUSY, TOO_MANY_FORMS = "away", "busy", "too many forms"
MESSAGES = {
    AWAY: errors.MESSAGES[503],
    BUSY: gettext_noop("The register is very busy right now. Please try again in a few seconds."),
    TOO_MANY_FORMS: gettext_noop(
        "Too many forms are being sent. Go back and send yours again in a moment."
    ),
}
RETRY_AFTER_SECONDS = {AWAY: "5", BUSY: "2", TOO_MANY_FORMS: "30"}
# The API tells other sites, too, when to come back; it answers all of them alike.
ANY_SITE = "https://other.invalid"


def refuse_marked(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse what the server's wrapper asks to be refused; no client can ask for it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        reason = request.META.get(REFUSAL)
        if reason is None:
            return get_response(request)
        return errors.unavailable_answer(request, _(MESSAGES[reason]), RETRY_AFTER_SECONDS[reason])

    return middleware


class Refusals:
    """Has Django refuse an address of each form once, and says that again to all others."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._made: dict[tuple[str, str], WholeAnswer] = {}
        self._lock = Lock()

    def answer(self, reason: str, path: str, request_id: str) -> WholeAnswer:
        """Return the refusal in the form and language that a path promises."""
        form = _form_of(path)
        # Many are refused in the same instant: one of them has it made.
        with self._lock:
            if (reason, form) not in self._made:
                self._made[reason, form] = self._make(reason, form)
            status, headers, body = self._made[reason, form]
        return status, headers, body.replace(NO_REQUEST.encode(), request_id.encode())

    def _make(self, reason: str, form: str) -> WholeAnswer:
        asked = made_up(form) | {REFUSAL: reason, "HTTP_ORIGIN": ANY_SITE}
        return whole_answer(self._application, asked)


def _form_of(path: str) -> str:
    """Return the address whose refusal is that of a path."""
    for start in ("/api/", "/admin/"):
        if path.startswith(start):
            return start
    code, ending = languages.of_path(path), errors.file_ending(path)
    home = "/" if code == languages.DEFAULT else f"/{code}/"
    return f"{home}file.{ending}" if ending else home
