"""Queries put together once: what differs is given each time they are asked.

To put a query together takes Django several times as long as the database to answer it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import QuerySet, Value
from django.utils.translation import get_language

# What is asked of a query, where not the whole.
PART = "{} LIMIT %s OFFSET %s"
COUNT = "SELECT COUNT(*) FROM ({}) counted"


class Given:
    """Stands in a query for what is given under a name, once it is made a parameter."""

    def __init__(self, name: str, as_parameter: Callable[[Any], Any]) -> None:
        self.name, self.as_parameter = name, as_parameter


def given(name: str, field: models.Field) -> Value:
    """Return what a condition compares with: what is given under this name, as the field has it."""
    return Value(Given(name, lambda value: field.get_db_prep_value(value, connection)))


def given_id(name: str) -> Value:
    return given(name, models.BigIntegerField())


class _Statement(NamedTuple):
    sql: str
    parameters: tuple[Any, ...]
    convert: Callable[[Iterable[Any]], Iterable[Any]] | None

    def ask(self, values: Mapping[str, Any], *more: int) -> list[tuple[Any, ...]]:
        parameters = [
            one.as_parameter(values[one.name]) if isinstance(one, Given) else one
            for one in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [*parameters, *more])
            rows = cursor.fetchall()
        return rows if self.convert is None else [*map(tuple, self.convert(rows))]


class PreparedQuery:
    """A queryset that depends on what is `given` and on the active language, and on no clock but
    that of the database.
    """

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self._build = build
        self._statements: dict[Any, _Statement] = {}

    def ask(self, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a queryset of `values_list`."""
        return self.statement((), "").ask(values)

    def rows(self, **values: Any) -> "PreparedRows":
        """Return the rows as a queryset gives them, of whatever columns are asked for."""
        return PreparedRows(self, values)

    def statement(self, columns: tuple[str, ...], form: str) -> _Statement:
        """Return what is asked for these columns; `form` has a place for it where it is part."""
        key = (get_language(), columns, form)
        if key not in self._statements:
            self._statements[key] = self._put_together(columns, form)
        return self._statements[key]

    def _put_together(self, columns: tuple[str, ...], form: str) -> _Statement:
        rows = self._build()
        rows = rows.values_list(*columns) if columns else rows
        rows = rows.order_by() if form == COUNT else rows
        compiler: Any = rows.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_rest in compiler.select])

        def convert(found: Iterable[Any]) -> Iterable[Any]:
            return compiler.apply_converters(found, converters)

        has_values = converters and form != COUNT
        return _Statement(
            form.replace("{}", sql) if form else sql,
            tuple(parameters),
            convert if has_values else None,
        )


class PreparedRows:
    """Rows for what was given; they are asked for when they are read."""

    def __init__(
        self, query: PreparedQuery, values: Mapping[str, Any], part: slice | None = None
    ) -> None:
        self._query, self._values, self._part = query, values, part

    def __getitem__(self, part: slice) -> "PreparedRows":
        return PreparedRows(self._query, self._values, part)

    def values(self, *columns: str) -> "_Reading":
        return _Reading(
            lambda: [dict(zip(columns, row, strict=True)) for row in self._ask(columns)]
        )

    def values_list(self, *columns: str, flat: bool = False) -> "_Reading":
        return _Reading(
            lambda: [row[0] for row in self._ask(columns)] if flat else self._ask(columns)
        )

    def count(self) -> int:
        [(count,)] = self._query.statement(("pk",), COUNT).ask(self._values)
        return count

    def _ask(self, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        if self._part is None:
            return self._query.statement(columns, "").ask(self._values)
        first = self._part.start or 0
        return self._query.statement(columns, PART).ask(
            self._values, self._part.stop - first, first
        )


class NoRows(PreparedRows):
    """What nothing has to be asked for."""

    def __init__(self) -> None:
        super().__init__(PreparedQuery(QuerySet), {})

    def __getitem__(self, part: slice) -> "NoRows":
        return self

    def count(self) -> int:
        return 0

    def _ask(self, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        return []


class _Reading:
    def __init__(self, read: Callable[[], list[Any]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[Any]:
        return iter(self._read())


AnyRows = QuerySet | PreparedRows
