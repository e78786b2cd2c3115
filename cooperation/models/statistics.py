"""What SQLite is told of the tables, so that a plan is as good for many rows as for few."""

import json
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from cooperation.models.base import record_models
from cooperation.models.search import SearchEntry

# Columns, and how many values share all rows: nearly every record is public, and of few kinds.
ALIKE = {"state": 1, "record_type": 8, "kind_id": 1}
ROWS, FEW = 100_000, 10
LED_BY = """
    SELECT made.tbl_name, made.name, leader.name,
        (SELECT COUNT(*) FROM pragma_index_info(made.name))
    FROM sqlite_master AS made JOIN pragma_index_info(made.name) AS leader
    WHERE made.type = 'index' AND leader.seqno = 0
        AND made.tbl_name IN (SELECT value FROM json_each(%s))
        AND leader.name IN (SELECT value FROM json_each(%s))
"""


@receiver(post_migrate)
def tell_statistics(sender: AppConfig, using: str, **of_signal: Any) -> None:
    """Write for SQLite which indexes begin with a column that few values stand in.

    Nobody analyses a database file, and an unknown column is taken to be a good one to begin
    with: a list then read all that is public. Counts of the day the file was made would be worse:
    where ten rows are known of, all are read. So the numbers are those of a large register
    (https://sqlite.org/lang_analyze.html, "fixed results"). PostgreSQL counts by itself.
    """
    connection = connections[using]
    if sender.label != SearchEntry._meta.app_label or connection.vendor != "sqlite":
        return
    tables = [model._meta.db_table for model in (*record_models(), SearchEntry)]
    with connection.cursor() as cursor:
        cursor.execute(LED_BY, [json.dumps(tables), json.dumps([*ALIKE])])
        led = cursor.fetchall()
        # The table of counts comes with the first of them.
        cursor.execute(f"ANALYZE {connection.ops.quote_name(tables[-1])}")
        cursor.execute("DELETE FROM sqlite_stat1")
        for table, index, first, columns in led:
            counts = (ROWS, ROWS // ALIKE[first], *[FEW] * (columns - 1))
            cursor.execute(
                "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)",
                [table, index, " ".join(map(str, counts))],
            )
        cursor.execute("ANALYZE sqlite_master")
