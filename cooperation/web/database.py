"""Tells a database that is away, locked or full from a mistake in a query."""

import sqlite3

from django.db import InterfaceError, OperationalError

AWAY_IN_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}
PRIMARY_CODE = 0xFF


def is_away(error: BaseException | None) -> bool:
    """Whether the same request may well succeed a little later."""
    if not isinstance(error, (InterfaceError, OperationalError)):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return code is not None and code & PRIMARY_CODE in AWAY_IN_SQLITE
    return True
