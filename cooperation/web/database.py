"""Tells a database that is away, locked, full or stopped from a mistake in a query."""

import sqlite3

from django.db import InterfaceError, InternalError, OperationalError

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
UNWRITABLE_IN_SQLITE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY}
# disk_full, read_only_sql_transaction
UNWRITABLE_IN_POSTGRESQL = {"53100", "25006"}
STOPPED_IN_POSTGRESQL = "57014"


def is_away(error: BaseException | None) -> bool:
    """Whether the same request may well succeed a little later."""
    if is_unwritable(error) or is_too_long(error):
        return True
    if not isinstance(error, (InterfaceError, OperationalError)):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return code is not None and code & PRIMARY_CODE in AWAY_IN_SQLITE
    return True


def is_unwritable(error: BaseException | None) -> bool:
    """Whether the database can be read, but its disk is full or may not be written."""
    if not isinstance(error, OperationalError | InternalError):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", 0) & PRIMARY_CODE
    state = getattr(error.__cause__, "sqlstate", "")
    return code in UNWRITABLE_IN_SQLITE or state in UNWRITABLE_IN_POSTGRESQL


def is_too_long(error: BaseException | None) -> bool:
    """Whether a query was stopped because it took longer than it may."""
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", 0) & PRIMARY_CODE
    state = getattr(error.__cause__, "sqlstate", "")
    return code == sqlite3.SQLITE_INTERRUPT or state == STOPPED_IN_POSTGRESQL
