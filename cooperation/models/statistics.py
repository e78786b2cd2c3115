"""What planners know of the tables, so that a plan is as good for many rows as for few."""

import json
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, models
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from cooperation.models.base import Part
from cooperation.models.place import Place
from cooperation.models.search import SearchEntry
from cooperation.models.term import Scheme, Term

# A large register: rows of a table of records or parts, and of the lists that it is told by.
ROWS, LISTED_ROWS = 300_000, 300
LISTS: tuple[type[models.Model], ...] = (Scheme, Term, Place)
# How many rows share one value of a column.
OF_A_TERM, OF_A_KIND = ROWS // 12, ROWS // 8
OF_A_RECORD, OF_AN_OWNER, OF_A_VALUE = 30, 5, 10
# Nearly every record is public, and few come or go by the clock.
OF_A_STATE = ROWS
OF_SOME_TIME = "search_entry_of_some_time"
INDEXES = """
    SELECT made.tbl_name, made.name, listed."unique", column_of.name
    FROM sqlite_master AS tables
        JOIN pragma_index_list(tables.name) AS listed
        JOIN sqlite_master AS made ON made.name = listed.name
        JOIN pragma_index_info(listed.name) AS column_of
    WHERE tables.type = 'table' AND tables.name IN (SELECT value FROM json_each(%s))
    ORDER BY made.tbl_name, made.name, column_of.seqno
"""
HELD = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'sqlite_stat_'"


@receiver(post_migrate)
def tell_statistics(sender: AppConfig, using: str, **of_signal: Any) -> None:
    """Write for SQLite how many rows share a value of each column that an index begins with.

    Nobody analyses a database file, and an unknown index is taken to be a good one: a list then
    read all that has a role, once for each event. Counts of the day the file was made would be
    worse: where ten rows are known of, all are read. So the numbers are those of a large register,
    for every table and whatever it holds (https://sqlite.org/lang_analyze.html, "fixed results").
    """
    connection = connections[using]
    if sender.label != SearchEntry._meta.app_label or connection.vendor != "sqlite":
        return
    by_table = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [json.dumps([*by_table])])
        told = _told(cursor.fetchall(), by_table)
        # The tables of counts come with the first of them.
        cursor.execute(f"ANALYZE {connection.ops.quote_name(SearchEntry._meta.db_table)}")
        cursor.execute(HELD)
        for (held,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {held}")
        cursor.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", told)
        cursor.execute("ANALYZE sqlite_master")


def count_anew(using: str = "default") -> None:
    """Let PostgreSQL count its tables now; it does so by itself only some time after an import."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in apps.get_app_config(SearchEntry._meta.app_label).get_models(True):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _told(
    indexed: list[tuple[str, str, int, str | None]], by_table: dict[str, type[models.Model]]
) -> list[tuple[str, str | None, str]]:
    """Return the rows of sqlite_stat1: one for each index, and for each table without any."""
    columns: dict[tuple[str, str, int], list[str | None]] = {}
    for table, index, is_unique, column in indexed:
        columns.setdefault((table, index, is_unique), []).append(column)
    told: list[tuple[str, str | None, str]] = []
    for (table, index, is_unique), names in columns.items():
        model = by_table[table]
        counts = [LISTED_ROWS if index == OF_SOME_TIME else _rows_of(model)]
        for name in names:
            counts.append(min(counts[-1], rows_per_value(model, name)))
        if is_unique:
            counts[-1] = 1
        told.append((table, index, " ".join(map(str, counts))))
    bare = by_table.keys() - {table for table, *_ in columns}
    return told + [(table, None, str(_rows_of(by_table[table]))) for table in sorted(bare)]


def rows_per_value(model: type[models.Model], column: str | None) -> int:
    """Return how many rows of a large table share one value of a column, None an expression."""
    field = next((field for field in model._meta.fields if field.column == column), None)
    match field:
        case None:
            return OF_A_VALUE
        case _ if field.unique:
            return 1
        case models.ForeignKey(related_model=target) if target in LISTS:
            most = OF_A_TERM
        case models.ForeignKey() if issubclass(model, Part) and field.name in model.owner_fields:
            most = OF_AN_OWNER
        case models.ForeignKey():
            most = OF_A_RECORD
        case _ if field.name == "state":
            most = OF_A_STATE
        case models.BooleanField():
            most = OF_A_KIND
        case _ if field.choices or field.name == "record_type":
            most = OF_A_KIND
        case _:
            most = OF_A_VALUE
    return min(most, _rows_of(model))


def _rows_of(model: type[models.Model]) -> int:
    return LISTED_ROWS if model in LISTS else ROWS
