"""Which rows of the search index satisfy a condition, hidden ones among them.

SQLite asks its own index alone: joined with the rows, it would read each of them.
"""

from collections.abc import Iterator
from functools import reduce
from operator import and_, or_
from typing import Any

import orjson
from django.db import connection
from django.db.models import Q, QuerySet
from pyroaring import BitMap

from cooperation.kinds.base import Kind
from cooperation.models import SearchEntry
from cooperation.models.search import KIND_BITS, RECORD_BITS, number_of, record_id_of
from cooperation.models.search_match import Matches

OF_KIND = f" AND rowid >> {RECORD_BITS} & {(1 << KIND_BITS) - 1} = %s"
RECORD = f"rowid & {(1 << RECORD_BITS) - 1}"


def newest_matches(condition: Q, most: int, kind: Kind | None = None) -> list[int]:
    """Return the ids of the newest rows that satisfy a condition, of one kind or of all."""
    leaves = list(_one_of(condition))
    if connection.vendor != "sqlite" or any(isinstance(leaf, Q) for leaf in leaves):
        rows = SearchEntry.objects.filter(condition)
        rows = rows.filter(record_type=kind.model_name) if kind else rows
        return list(rows.order_by("-pk").values_list("pk", flat=True)[:most])
    found = {pk for leaf in leaves for pk in _newest(leaf, most, kind)}
    return sorted(found, reverse=True)[:most]


def matching_records(condition: Q, kind: Kind) -> BitMap:
    """Return the ids of the records of a kind whose rows satisfy a condition."""
    if connection.vendor != "sqlite":
        rows = SearchEntry.objects.filter(condition, record_type=kind.model_name)
        return BitMap(rows.values_list("record_pk", flat=True))
    return _records(condition, kind)


def _one_of(condition: Any) -> Iterator[Any]:
    """Give the conditions of which one suffices; one that is of several stays whole."""
    if not isinstance(condition, Q) or (
        condition.connector == Q.AND and len(condition.children) > 1
    ):
        yield condition
    else:
        for child in condition.children:
            yield from _one_of(child)


def _records(condition: Any, kind: Kind) -> BitMap:
    if isinstance(condition, Q):
        both = and_ if condition.connector == Q.AND else or_
        return reduce(both, (_records(child, kind) for child in condition.children))
    if not isinstance(condition, Matches):
        return BitMap(map(record_id_of, _listed(condition, kind)))
    table, expression = condition.in_fts()
    # One text of all ids is read in a third of the time that a row for each takes.
    question = f"SELECT json_group_array({RECORD}) FROM {table} WHERE {table} MATCH %s{OF_KIND}"
    with connection.cursor() as cursor:
        cursor.execute(question, [expression, kind.number])
        return BitMap(orjson.loads(cursor.fetchone()[0]))


def _newest(condition: Any, most: int, kind: Kind | None) -> list[int]:
    if not isinstance(condition, Matches):
        return _listed(condition, kind)
    table, expression = condition.in_fts()
    question = f"SELECT rowid FROM {table} WHERE {table} MATCH %s{OF_KIND if kind else ''}"
    values = [expression, kind.number, most] if kind else [expression, most]
    with connection.cursor() as cursor:
        cursor.execute(f"{question} ORDER BY rowid DESC LIMIT %s", values)
        return [pk for (pk,) in cursor.fetchall()]


def _listed(condition: tuple[str, Any], kind: Kind | None) -> list[int]:
    """Return the ids that are listed, or that a question to the names gives."""
    _pk_in, listed = condition
    ids = [row["entry"] for row in listed] if isinstance(listed, QuerySet) else listed
    return [pk for pk in ids if kind is None or number_of(pk) == kind.number]
