"""Stands before Django: unchanged answers come from memory, and no queue outgrows its threads."""

import logging
import time
from collections.abc import Iterable
from threading import BoundedSemaphore, Event, Lock

from django.conf import settings

from cooperation.queries import generation_watch
from cooperation.web import concurrency, copies, kept_answers, refusals, wsgi
from cooperation.web.asked import Asked
from cooperation.web.kept_answers import Answer, KeptAnswers, Key
from cooperation.web.logs import RequestLines
from cooperation.web.watch import Seen, Watch
from cooperation.web.wsgi import Application, Environ, Headers, StartResponse

logger = logging.getLogger(__name__)

# A form takes as long as its sender lets it take; so many of them leave readers their threads.
MOST_SENT = 8
# For what needs no work, and for whoever asks how the register is.
THREADS_TO_SPARE = 2
HEALTH, READINESS = "/healthz", "/readyz"
READ = ("GET", "HEAD")
OK, NOT_MODIFIED = "200 OK", "304 Not Modified"


def answers_before(application: Application) -> "Answers":
    """Return what a server asks instead of Django's application, one in each worker."""
    lines = RequestLines(logger)
    return Answers(application, Watch(generation_watch.state_reader(), lines.write), lines)


class Answers:
    """A WSGI application around Django's; `watch` tells the state that answers hang on.

    Django logs what it answers, and what is answered here gets its line here.
    """

    def __init__(self, application: Application, watch: Watch, lines: RequestLines) -> None:
        self._application = application
        self._watch = watch
        self._lines = lines
        self._kept = KeptAnswers(settings.KEPT_ANSWERS)
        self._refusals = refusals.Refusals(application)
        self._sent = BoundedSemaphore(MOST_SENT)
        self._health: tuple[str, Headers, bytes] | None = None
        self._making: dict[tuple[int, Key], Event] = {}
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self._watch.start()
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        if path == HEALTH and method in READ:
            return self._tell_health(environ, start_response)
        if path.startswith(settings.STATIC_URL):
            return self._ask(environ, start_response)
        asked = Asked(environ, start_response, self._lines)
        key, state = kept_answers.key_of(environ), self._watch.state()
        if state is None and path != READINESS:
            return self._do_without(asked, key)
        if method == "POST":
            return self._take_in(asked)
        if key is None or state is None:
            return self._work(asked)
        return self._find(asked, state, key) or self._make(asked, state, key)

    def _find(self, asked: Asked, state: Seen, key: Key) -> Iterable[bytes] | None:
        """Answer from memory; None where that cannot be, or the client has asked too often."""
        answer = self._kept.find(state.number, key)
        if answer is None:
            return None
        is_held = answer.is_held(asked.environ)
        if (answer.body is None and not is_held) or not asked.is_within_its_rate():
            return None
        if is_held:
            return asked.give(NOT_MODIFIED, answer.headers_alone, b"")
        return asked.give(OK, answer.headers, answer.body or b"")

    def _make(self, asked: Asked, state: Seen, key: Key) -> Iterable[bytes]:
        """Have the answer worked out, unless another thread is at it: then wait for that one."""
        until = time.monotonic() + concurrency.PATIENCE_SECONDS
        with self._lock:
            making = self._making.get((state.number, key))
            if making is None:
                mine = self._making[state.number, key] = Event()
        if making is not None:
            if not concurrency.working.wait_for(making, until):
                return self._refuse(asked, refusals.BUSY)
            return self._find(asked, state, key) or self._work(asked, until)
        try:
            return self._work(asked, until, state, key)
        finally:
            with self._lock:
                del self._making[state.number, key]
            mine.set()

    def _work(
        self,
        asked: Asked,
        until: float | None = None,
        state: Seen | None = None,
        key: Key | None = None,
    ) -> Iterable[bytes]:
        """Let Django answer in its turn; with a state and a key, the answer is kept by them."""
        if not concurrency.working.enter(until or time.monotonic() + concurrency.PATIENCE_SECONDS):
            return self._refuse(asked, refusals.BUSY)
        try:
            status, headers, body = wsgi.answer_of(self._application, asked.environ)
            if state is not None and key is not None and isinstance(body, list):
                # The state was read before: what was published since makes this one miss.
                self._keep(asked.environ, state, key, (status, headers, body[0]))
        finally:
            concurrency.working.leave()
        asked.start_response(status, headers)
        return body

    def _keep(
        self, environ: Environ, state: Seen, key: Key, taken: tuple[str, Headers, bytes]
    ) -> None:
        answer = kept_answers.answer_to_keep(environ, *taken)
        if answer is not None:
            self._kept.keep(state.number, key, answer)

    def _take_in(self, asked: Asked) -> Iterable[bytes]:
        """Take what is sent at once, or refuse it."""
        if not self._sent.acquire(blocking=False):
            return self._refuse(asked, refusals.TOO_MANY_FORMS)
        try:
            return self._ask(asked.environ, asked.start_response)
        finally:
            self._sent.release()

    def _ask(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        status, headers, body = wsgi.answer_of(self._application, environ)
        start_response(status, headers)
        return body

    def _do_without(self, asked: Asked, key: Key | None) -> Iterable[bytes]:
        """Answer at once while the database is away: with a copy, marked as one, or with 503."""
        state = self._watch.last_state(within_seconds=copies.MOST_SECONDS)
        answer = self._copied(state, key) if state is not None and key is not None else None
        if answer is None or not asked.is_within_its_rate():
            return self._refuse(asked, refusals.AWAY)
        return asked.give(OK, *copies.mark_copy(answer, asked.environ["PATH_INFO"]))

    def _copied(self, state: Seen, key: Key) -> Answer | None:
        ways = (key, kept_answers.other_encoding(key))
        found = [self._kept.find(state.number, way) for way in ways]
        return next((answer for answer in found if answer and answer.body is not None), None)

    def _refuse(self, asked: Asked, reason: str) -> Iterable[bytes]:
        return asked.give(*self._refusals.answer(reason, asked.environ["PATH_INFO"], asked.id))

    def _tell_health(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self._health is None:
            self._health = wsgi.whole_answer(self._application, wsgi.made_up(HEALTH))
        # No line in the log: a probe asks every second.
        return Asked(environ, start_response).give(*self._health)
