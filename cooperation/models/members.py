"""Many ids as one parameter of a query."""

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL


def one_of_ids(ids: Iterable[int]) -> RawSQL:
    """Return what `pk__in` takes: these ids, however many."""
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps([*ids])])
    return RawSQL("SELECT unnest(%s::bigint[])", [[*ids]])
