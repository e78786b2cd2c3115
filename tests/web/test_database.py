import sqlite3

import pytest
from django.db import (
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
    connection,
)

from cooperation.web.database import is_away, is_unwritable


def from_sqlite(code: int) -> OperationalError:
    error = OperationalError("from SQLite")
    error.__cause__ = sqlite3.OperationalError("from SQLite")
    error.__cause__.sqlite_errorcode = code
    return error


def from_postgresql(state: str) -> InternalError:
    error = InternalError("from PostgreSQL")
    error.__cause__ = Exception("from PostgreSQL")
    error.__cause__.sqlstate = state
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (from_sqlite(sqlite3.SQLITE_BUSY), True),
        (from_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), True),
        (from_sqlite(sqlite3.SQLITE_FULL), True),
        (from_sqlite(sqlite3.SQLITE_IOERR_WRITE), True),
        (from_sqlite(sqlite3.SQLITE_CANTOPEN), True),
        (from_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), True),
        (from_sqlite(sqlite3.SQLITE_ERROR), False),
        (from_postgresql("25006"), True),
        (from_postgresql("25P02"), False),
        (OperationalError("the connection was refused"), True),
        (InterfaceError("the connection is closed"), True),
        (ProgrammingError("no such column"), False),
        (ValueError("locked"), False),
        (None, False),
    ],
)
def test_away_is_what_may_pass_by_itself(error, expected):
    assert is_away(error) is expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (from_sqlite(sqlite3.SQLITE_FULL), True),
        (from_sqlite(sqlite3.SQLITE_READONLY), True),
        (from_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), True),
        (from_sqlite(sqlite3.SQLITE_BUSY), False),
        (from_postgresql("53100"), True),
        (from_postgresql("25006"), True),
        (from_postgresql("25P02"), False),
        (OperationalError("the connection was refused"), False),
        (ValueError("full"), False),
        (None, False),
    ],
)
def test_a_full_disk_is_told_from_a_database_that_is_away(error, expected):
    assert is_unwritable(error) is expected


@pytest.mark.django_db
@pytest.mark.sqlite
def test_a_mistake_in_a_query_is_not_away():
    with pytest.raises(OperationalError) as caught, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nothing_of_that_name")

    assert is_away(caught.value) is False
