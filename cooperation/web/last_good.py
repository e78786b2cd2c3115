"""The last good copies of public answers, for the time in which the database cannot answer."""

from collections import OrderedDict
from threading import Lock

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from cooperation.queries.generation import Present
from cooperation.web import framing
from cooperation.web.conditional import STATE

MOST = 300
LARGEST = 200_000
MAIN = b'<main id="main">'


class LastGood:
    """Keeps answers of one state of the register in memory; those of an older one are forgotten.

    What was withdrawn does not come back while the database is away: a worker that has seen the
    withdrawal holds no copy from before it.
    """

    def __init__(self) -> None:
        self._copies: OrderedDict[str, tuple[bytes, str, str, bool]] = OrderedDict()
        self._key = ""
        self._lock = Lock()

    def keep(self, request: HttpRequest, response: HttpResponseBase) -> None:
        state: Present | None = getattr(request, STATE, None)
        if state is None or request.method != "GET":
            return
        with self._lock:
            if state.key != self._key:
                self._key = state.key
                self._copies.clear()
            if not isinstance(response, HttpResponse) or response.status_code != 200:
                return
            if response.cookies or len(response.content) > LARGEST:
                return
            moment = response.get("Last-Modified", "")
            is_framed = framing.is_allowed(response)
            copy = (response.content, response["Content-Type"], moment, is_framed)
            self._copies[self._name(request)] = copy
            while len(self._copies) > MOST:
                self._copies.popitem(last=False)

    def answer(self, request: HttpRequest) -> HttpResponse | None:
        """Return the copy of what was asked for, marked as such; None if there is none."""
        if request.method not in ("GET", "HEAD"):
            return None
        with self._lock:
            found = self._copies.get(self._name(request))
        if found is None:
            return None
        content, content_type, moment, is_framed = found
        note = _("The register cannot reach its records right now. This is its last good copy.")
        marked = content.replace(MAIN, MAIN + f'<p class="note">{note}</p>'.encode(), 1)
        response = HttpResponse(marked, content_type=content_type)
        response["Cache-Control"] = "no-store"
        response["Warning"] = '110 - "Response is Stale"'
        if moment:
            response["Last-Modified"] = moment
        if is_framed:
            framing.allow(response)
        return response

    def _name(self, request: HttpRequest) -> str:
        return f"{request.get_host()}{request.get_full_path()}"
