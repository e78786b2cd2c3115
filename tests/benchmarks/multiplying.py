"""Writes a row many times inside the database, each with its number in what differs."""

import datetime as dt

from django.db import connection, models

FIRST_DAY, DAYS = dt.date(2018, 1, 1), 3_000
NUMBERS = """
    WITH RECURSIVE numbers(n) AS (
        SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s
    )
"""


def multiply(template: models.Model, count: int, **expressions: str) -> None:
    """Write a row so many times; an expression gives a column its value by the number `n`."""
    model = type(template)
    columns = [field.column for field in model._meta.concrete_fields]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    values = [expressions.get(name, f"template.{quote(name)}") for name in columns]
    assert set(expressions) <= set(columns), set(expressions) - set(columns)
    key = model._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(map(quote, columns))}) {NUMBERS} "
            f"SELECT {', '.join(values)} FROM {table} AS template CROSS JOIN numbers "
            f"WHERE template.{quote(key.column)} = %s".replace(" % ", " %% "),
            [count - 1, key.get_db_prep_value(template.pk, connection)],
        )


def uuid() -> str:
    sqlite = connection.vendor == "sqlite"
    return "lower(hex(randomblob(16)))" if sqlite else "gen_random_uuid()"


def date(name: str) -> dict[str, str]:
    """Return the columns of an uncertain date: the days in turn."""
    if connection.vendor == "sqlite":
        day = f"date('{FIRST_DAY}', (n % {DAYS}) || ' days')"
    else:
        day = f"(date '{FIRST_DAY}' + n % {DAYS})"
    return {name: f"CAST({day} AS varchar)", f"{name}_earliest": day, f"{name}_latest": day}


def one_of(values: list[str]) -> str:
    listed = " ".join(f"WHEN {number} THEN '{value}'" for number, value in enumerate(values))
    return f"CASE n % {len(values)} {listed} END"
