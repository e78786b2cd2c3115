"""The cache in a database: what every worker counts is counted once, and a full disk is heard."""

import base64
import datetime as dt
import pickle
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.utils import timezone

FOR_EVER = dt.datetime.max.replace(tzinfo=dt.UTC)


class SharedCache(DatabaseCache):
    """Django's own, whose `add` and `incr` are single steps and raise what the database raises.

    Django's take a write that failed for one that came too late, lose a count where two workers
    count in one moment, and let what was counted end after the default time.
    """

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self.database = router.db_for_write(self.cache_model_class)
        self.table = connections[self.database].ops.quote_name(table)

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        name = self.make_and_validate_key(key, version=version)
        until = self.get_backend_timeout(timeout)
        end = FOR_EVER if until is None else dt.datetime.fromtimestamp(until, tz=dt.UTC)
        row = [name, self._packed(value), self._moment(end)]
        with transaction.atomic(using=self.database), self._cursor() as cursor:
            # What has ended makes room, for this name among others.
            now = self._moment(timezone.now())
            cursor.execute(f"DELETE FROM {self.table} WHERE expires <= %s", [now])
            cursor.execute(
                f"INSERT INTO {self.table} (cache_key, value, expires) VALUES (%s, %s, %s) "
                "ON CONFLICT (cache_key) DO NOTHING",
                row,
            )
            return cursor.rowcount == 1

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        name = self.make_and_validate_key(key, version=version)
        with transaction.atomic(using=self.database), self._cursor() as cursor:
            asked = f"SELECT value FROM {self.table} WHERE cache_key = %s AND expires > %s"
            if connections[self.database].features.has_select_for_update:
                asked += " FOR UPDATE"
            cursor.execute(asked, [name, self._moment(timezone.now())])
            row = cursor.fetchone()
            if row is None:
                raise ValueError(f"Key {key!r} not found")
            count = pickle.loads(base64.b64decode(row[0])) + delta
            cursor.execute(
                f"UPDATE {self.table} SET value = %s WHERE cache_key = %s",
                [self._packed(count), name],
            )
        return count

    def _cursor(self) -> Any:
        return connections[self.database].cursor()

    def _moment(self, at: dt.datetime) -> Any:
        return connections[self.database].ops.adapt_datetimefield_value(at.replace(microsecond=0))

    def _packed(self, value: Any) -> str:
        return base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("latin1")
