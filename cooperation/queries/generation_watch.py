"""Reads the state of the register outside of any request, over a connection of its own."""

import datetime as dt
import json
import os
import selectors
import sqlite3
import time
from typing import Any, Protocol
from urllib.parse import quote

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from cooperation.models import Generation
from cooperation.queries import generation
from cooperation.queries.generation import Present

# A server that has gone without a word would otherwise be waited for.
MOST_SECONDS = 1
# How soon it is seen that another file stands where the register was.
LOOK_EVERY = dt.timedelta(seconds=0.2)
STATE = f"SELECT token, changed_at, edges FROM {Generation._meta.db_table} WHERE id = 1"


class UnreachableError(Exception):
    """The state cannot be read now."""


class Reader(Protocol):
    def read(self, at: dt.datetime) -> Present:
        """Return the state at a moment; raises UnreachableError."""


def state_reader() -> Reader:
    """Return what reads the state of this register; it is for one thread at a time."""
    database = connections["default"]
    if database.vendor == "sqlite":
        return SqliteReader(str(database.settings_dict["NAME"]))
    return PostgresqlReader(database)


class SqliteReader:
    """Asks SQLite whether anything was written, and reads the state only after that.

    It never makes a file, and lets go of one that was moved away or replaced.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._file = (0, 0)
        self._looked_at = generation.BEGINNING
        self._version = -1
        self._state: Present | None = None

    def read(self, at: dt.datetime) -> Present:
        try:
            return self._read(at)
        except (OSError, sqlite3.Error) as error:
            self._close()
            raise UnreachableError(str(error)) from error

    def _read(self, at: dt.datetime) -> Present:
        if self._connection is None or not self._looked_at <= at < self._looked_at + LOOK_EVERY:
            self._connection = self._connected(at)
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        if self._state is None or version != self._version or at >= self._state.until:
            row = self._connection.execute(STATE).fetchone()
            # Asked before the row was read: a write between the two is seen the next time.
            self._version, self._state = version, _state(row, at)
        return self._state

    def _connected(self, at: dt.datetime) -> sqlite3.Connection:
        """Return a connection to the file that stands there now."""
        present = os.stat(self._path)
        file = (present.st_dev, present.st_ino)
        self._looked_at = at
        if self._connection is not None and file == self._file:
            return self._connection
        self._close()
        self._file = file
        address = f"file:{quote(self._path)}?mode=ro"
        return sqlite3.connect(address, uri=True, timeout=MOST_SECONDS, check_same_thread=False)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection, self._state = None, None


class PostgresqlReader:
    """Reads the state each time; a server that says nothing is given up soon.

    It may be there and yet not answer: no setting of a connection ends the wait for that.
    """

    def __init__(self, database: BaseDatabaseWrapper) -> None:
        self._driver = database.Database
        self._parameters = _own_parameters(database.get_connection_params())
        self._connection: Any = None

    def read(self, at: dt.datetime) -> Present:
        try:
            if self._connection is None:
                self._connection = self._driver.connect(**self._parameters)
            row = self._row(self._connection.pgconn)
        except (self._driver.Error, TimeoutError) as error:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
            # The kind alone: the text may name hosts and users.
            raise UnreachableError(type(error).__name__) from error
        return _state(row, at)

    def _row(self, connection: Any) -> tuple[str, ...] | None:
        """Return the texts of the one row; TimeoutError where they do not come in time."""
        connection.send_query(STATE.encode())
        until = time.monotonic() + MOST_SECONDS
        with selectors.DefaultSelector() as selector:
            selector.register(connection.socket, selectors.EVENT_READ)
            while connection.is_busy():
                if not selector.select(max(0, until - time.monotonic())):
                    raise TimeoutError
                connection.consume_input()
        row = None
        while (result := connection.get_result()) is not None:
            if result.status != self._driver.pq.ExecStatus.TUPLES_OK:
                raise self._driver.OperationalError(result.get_error_message())
            if result.ntuples:
                row = tuple(result.get_value(0, n).decode() for n in range(result.nfields))
        return row


def _own_parameters(of_django: dict[str, Any]) -> dict[str, Any]:
    own = {k: v for k, v in of_django.items() if k not in ("context", "cursor_factory")}
    options = (
        f"{own.get('options', '')} -c datestyle=ISO -c statement_timeout={MOST_SECONDS * 1000}"
    )
    # libpq knows no shorter wait for a connection than two seconds.
    limits = {"connect_timeout": 2, "tcp_user_timeout": MOST_SECONDS * 1000}
    return own | limits | {"autocommit": True, "options": options}


def _state(row: tuple[Any, Any, Any] | None, at: dt.datetime) -> Present:
    token, changed_at, edges = row or ("", generation.BEGINNING, [])
    if isinstance(changed_at, str):
        changed_at = dt.datetime.fromisoformat(changed_at)
    if changed_at.tzinfo is None:
        # SQLite knows no zones; all that stands there is UTC.
        changed_at = changed_at.replace(tzinfo=dt.UTC)
    if isinstance(edges, str):
        edges = json.loads(edges)
    return generation.state_named(token, changed_at, edges, at)
