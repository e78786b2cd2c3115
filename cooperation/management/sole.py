"""One process in the whole register: whoever holds this, until it ends, whichever way."""

import fcntl
import os

from django.conf import settings
from django.db import DatabaseError, connection

FILE = "tend.lock"
# Of no meaning but that nobody else takes the same.
ADVISORY_KEY = 7_341_092_265


class Sole:
    """On SQLite a lock on a file of the data folder, on PostgreSQL one of the database.

    Both are given back by the system when a process ends.
    """

    def __init__(self) -> None:
        self._file: int | None = None

    def take(self) -> bool:
        """Tell whether this process holds it from now on; never waits."""
        if connection.vendor == "postgresql":
            return self._ask(f"SELECT pg_try_advisory_lock({ADVISORY_KEY})")
        if self._file is None:
            path = settings.DATA_DIR / FILE
            self._file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def is_held(self) -> bool:
        """Tell whether it is still held: a database that went away has given it back."""
        return connection.vendor != "postgresql" or self._ask("SELECT true")

    def _ask(self, question: str) -> bool:
        # It hangs on this very connection, which nobody else may be given meanwhile.
        try:
            with connection.cursor() as cursor:
                cursor.execute(question)
                return bool(cursor.fetchone()[0])
        except DatabaseError:
            connection.close()
            return False
