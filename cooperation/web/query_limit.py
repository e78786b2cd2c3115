"""How long the database may work at one query: of a page not long, of a file or the desk longer."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponseBase

# Of the desk, of files and of what is sent; PostgreSQL is told so when it is connected to.
LONGER_SECONDS = 15.0
# SQLite asks whether to go on after so many of its own steps: a millisecond or less.
STEPS = 10_000
# Between two rows Python may work for long at the first; of a pause, so much counts at most.
MOST_COUNTED = 0.1

Execute = Callable[..., Any]


def limit_queries(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let each query of an answer take so long at most before its first byte."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with limit_each_query(settings.QUERY_LIMIT if is_page(request) else LONGER_SECONDS):
            return get_response(request)

    return middleware


def is_page(request: HttpRequest) -> bool:
    """Whether strangers wait for it: no file, nothing of the desk, nothing that is sent."""
    is_read = request.method in ("GET", "HEAD", "OPTIONS")
    is_file = "." in request.path.rpartition("/")[2]
    return is_read and not is_file and not request.path.startswith("/admin/")


@contextmanager
def limit_each_query(seconds: float) -> Iterator[None]:
    """Let each query of this thread take so many seconds at most, and then fail: `is_too_long`."""
    limits: dict[str, type[_Limit]] = {"sqlite": _SqliteLimit, "postgresql": _PostgresqlLimit}
    limit = limits[connection.vendor](connection, seconds)
    with connection.execute_wrapper(limit):
        try:
            yield
        finally:
            limit.lift()


class _Limit:
    """Set on a connection before its first query, and again where another has taken its place."""

    def __init__(self, database: BaseDatabaseWrapper, seconds: float) -> None:
        self.database, self.seconds = database, seconds
        self._set_on: Any = None

    def __call__(self, execute: Execute, *query: Any) -> Any:
        if self._set_on is not self.database.connection:
            self._set_on = self.database.connection
            self.set(self._set_on)
        self.begin()
        return execute(*query)

    def begin(self) -> None:
        """A query begins."""

    def lift(self) -> None:
        if self._set_on is not None and self._set_on is self.database.connection:
            self.unset(self._set_on)

    def set(self, raw: Any) -> None:
        raise NotImplementedError

    def unset(self, raw: Any) -> None:
        raise NotImplementedError


class _SqliteLimit(_Limit):
    """SQLite works at a query while its rows are read as well, and asks whether to go on."""

    _spent, _asked_at = 0.0, 0.0

    def set(self, raw: Any) -> None:
        raw.set_progress_handler(self._is_over, STEPS)

    def unset(self, raw: Any) -> None:
        raw.set_progress_handler(None, 0)

    def begin(self) -> None:
        self._spent, self._asked_at = 0.0, time.monotonic()

    def _is_over(self) -> bool:
        now = time.monotonic()
        self._spent += min(now - self._asked_at, MOST_COUNTED)
        self._asked_at = now
        return self._spent > self.seconds


class _PostgresqlLimit(_Limit):
    def set(self, raw: Any) -> None:
        raw.execute(f"SET statement_timeout = {int(self.seconds * 1000)}")

    def unset(self, raw: Any) -> None:
        # The connection goes back to others; one that is broken goes nowhere.
        if raw.closed or raw.info.transaction_status == raw.info.transaction_status.INERROR:
            return
        raw.execute("RESET statement_timeout")
