"""SQLite that trusts no schema, and makes no file where a register was."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.management.base import CommandError
from django.db.backends.sqlite3 import base, features

from cooperation.management import register_mark

File = tuple[int, int]


class DatabaseFeatures(features.DatabaseFeatures):
    # Asked of the database, it would have to be there before `migrate` makes it.
    supports_json_field = True


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
    # The check of such a column calls a function, which an untrusting SQLite refuses to run.
    data_type_check_constraints: dict[str, Any] = {
        kind: check
        for kind, check in base.DatabaseWrapper.data_type_check_constraints.items()
        if kind != "JSONField"
    }
    _opened: File | None = None

    def prepare_database(self) -> None:
        """Make the file, which `migrate` alone may do; not where it has been before."""
        path = self._path()
        if path is None or path.exists():
            return
        if register_mark.is_held():
            raise CommandError(register_mark.refusal_text(f"There is no file {path}"))
        path.touch(mode=0o600)

    def get_connection_params(self) -> dict[str, Any]:
        parameters = super().get_connection_params()
        if (path := self._path()) is not None:
            parameters["database"] = f"file:{quote(str(path))}?mode=rw"
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        self._opened = self._present()
        return connection

    def close_if_unusable_or_obsolete(self) -> None:
        # An open connection goes on reading a file that was moved away or replaced.
        if self.connection and not self.in_atomic_block and self._opened != self._present():
            self.close()
        super().close_if_unusable_or_obsolete()

    def is_usable(self) -> bool:
        """Asked after an error: one that lost its file fails for ever, and a new one is cheap."""
        return self._path() is None

    def _path(self) -> Path | None:
        """Return where the file is or should be; None for a database in memory."""
        name = self.settings_dict["NAME"]
        return None if self.is_in_memory_db() else Path(name)

    def _present(self) -> File | None:
        path = self._path()
        try:
            found = path and os.stat(path)
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found else None
