"""Many ids as one parameter of a query, or as its one answer."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from cooperation.models.prepared import Given


def one_of_ids(ids: Iterable[int]) -> RawSQL:
    """Return what `pk__in` takes: these ids, however many."""
    return RawSQL(_listed(), [_as_parameter(ids)])


def one_of_given(name: str) -> RawSQL:
    """Return what `pk__in` takes in a prepared query: the ids that are given under this name."""
    return RawSQL(_listed(), [Given(name, _as_parameter)])


def given_alone(name: str) -> RawSQL:
    """Return what `pk__in` takes in a prepared query: one id, which is given under this name."""
    return RawSQL("SELECT %s", [Given(name, int)])


def one_of_given_uids(name: str) -> RawSQL:
    """Return what `pk__in` takes in a prepared query where ids are permanent ones."""
    if connection.vendor == "sqlite":
        return RawSQL(_listed(), [Given(name, lambda uids: json.dumps([uid.hex for uid in uids]))])
    return RawSQL("SELECT unnest(%s::uuid[])", [Given(name, list)])


def _listed() -> str:
    if connection.vendor == "sqlite":
        return "SELECT value FROM json_each(%s)"
    return "SELECT unnest(%s::bigint[])"


def _as_parameter(ids: Iterable[int]) -> Any:
    return json.dumps([*ids]) if connection.vendor == "sqlite" else [*ids]


def collect_ids(rows: QuerySet) -> list[int]:
    """Return the ids of rows, however many, in no order."""
    question, values = rows.order_by().values("pk").query.sql_with_params()
    gathered = "json_group_array" if connection.vendor == "sqlite" else "array_agg"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {gathered}(pk) FROM ({question}) AS rows", values)
        [found] = cursor.fetchone()
    return json.loads(found) if isinstance(found, str) else found or []
