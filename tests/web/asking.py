"""Asks the wrapper before Django as a server would, without one."""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http.response import ResponseHeaders

from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.queries.generation_watch import UnreachableError
from cooperation.web.answers import Answers
from cooperation.web.logs import RequestLines
from cooperation.web.watch import Watch
from cooperation.web.wsgi import Application, made_up

SOON = dt.timedelta(days=1)


@dataclass
class Given:
    status: int
    headers: ResponseHeaders
    body: bytes


class Told:
    """A state that a test tells; None while the database is away."""

    def __init__(self, key: str | None = "first") -> None:
        self.key = key
        self.lasts = SOON

    def read(self, at: dt.datetime) -> Present:
        if self.key is None:
            raise UnreachableError("no server")
        return Present(self.key, at, at, at + self.lasts)


class OfTheTest:
    """The state of the rows that a test has made, in its own transaction."""

    is_away = False

    def read(self, at: dt.datetime) -> Present:
        if self.is_away:
            raise UnreachableError("no server")
        return generation.present_state(at)


class Counted:
    """A small application whose answers are numbered, and public unless a test says else."""

    def __init__(self, *, status: str = "200 OK", body: bytes = b"", **headers: str) -> None:
        self.asked = 0
        self.status = status
        self.body = body
        self.headers = {"Cache-Control": "public", "Content-Type": "text/html"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        self.seen = environ
        start_response(self.status, [*self.headers.items()])
        return Whole([self.body or str(self.asked).encode()])


class Whole(list[bytes]):
    """What Django's answers are: not given piece by piece, and closed at their end."""

    streaming = False

    def close(self) -> None:
        self.is_closed = True


class StillWatch(Watch):
    """Does by itself only what a test makes it do."""

    def start(self) -> None:
        pass


def wrapped(application: Application | None = None, reader: Any = None) -> Answers:
    reader = reader or OfTheTest()
    watch = StillWatch(reader)
    lines = RequestLines(logging.getLogger("cooperation.web.answers"))
    return Answers(application or WSGIHandler(), watch, lines)


def look_again(answers: Answers) -> None:
    """Let the watch do what its thread does by itself."""
    answers._watch._read(tries_while_away=True)


@contextmanager
def one_connection() -> Iterator[None]:
    """Let no request close the connection in which a test has made its rows."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def ask(answers: Application, address: str, method: str = "GET", **environ: Any) -> Given:
    path, _mark, query = address.partition("?")
    request = made_up(path) | {"REQUEST_METHOD": method, "QUERY_STRING": query}
    del request["cooperation.request_id"]
    request |= {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost"} | environ
    given: list[Any] = []
    with one_connection():
        body = answers(request, lambda status, headers, *_error: given.extend((status, headers)))
        try:
            content = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
    return Given(int(given[0][:3]), ResponseHeaders(dict(given[1])), content)
