"""Several querysets as one list: what a list asks of a queryset, answered by all of them."""

from typing import Any, Self

from django.db import models
from django.db.models import F, IntegerField, OrderBy, Value

from cooperation.models.localized import by_name

NAME, PLACE = "sort_key", "place_key"


class Joined:
    """Querysets with the same annotations, by which they are ordered and told apart.

    `PLACE` is one of them, and different for every row of them all.
    """

    def __init__(self, *branches: models.QuerySet) -> None:
        self.branches = branches
        self._by: tuple[str, ...] = ()

    @property
    def query(self) -> Any:
        return self.branches[0].query

    @property
    def model(self) -> type[models.Model]:
        return self.branches[0].model

    def filter(self, *conditions: Any, **more: Any) -> Self:
        return self._with(tuple(rows.filter(*conditions, **more) for rows in self.branches))

    def order_by(self, *by: OrderBy) -> Self:
        """Order by columns; a union knows them by their names alone."""
        found = self._with(self.branches)
        names = [(order.descending, order.get_source_expressions()[0]) for order in by]
        found._by = tuple(f"-{column.name}" if down else column.name for down, column in names)
        return found

    def values_list(self, *columns: str) -> models.QuerySet:
        first, *others = (rows.order_by().values_list(*columns) for rows in self.branches)
        return first.union(*others, all=True).order_by(*self._by)

    def count(self) -> int:
        return self.values_list(PLACE).count()

    def _with(self, branches: tuple[models.QuerySet, ...]) -> Self:
        found = type(self).__new__(type(self))
        found.branches, found._by = branches, self._by
        return found


class Merged(Joined):
    """Querysets of which each has an index in the order asked for; merged as they are read.

    Of their union a database would put everything in order before it gives the first rows.
    """

    def values_list(self, *columns: str) -> Any:
        return _Merging(self.branches, self._by, columns)


class _Merging:
    def __init__(
        self, branches: tuple[models.QuerySet, ...], by: tuple[str, ...], columns: tuple[str, ...]
    ) -> None:
        self.branches, self.by, self.columns = branches, by, columns

    def __getitem__(self, first: slice) -> list[tuple[Any, ...]]:
        rows = [
            row
            for branch in self.branches
            for row in branch.order_by(*self.by).values_list(*self.columns)[first]
        ]
        places = [self.columns.index(name.removeprefix("-")) for name in self.by]
        is_down = self.by[0].startswith("-")
        rows.sort(key=lambda row: [row[place] for place in places], reverse=is_down)
        return rows[first]


class Together(Joined):
    """Organisations and people, in the order of their names.

    `PLACE` is twice the id, and one more for people.
    """

    def __init__(self, organisations: models.QuerySet, people: models.QuerySet) -> None:
        super().__init__(_keyed(organisations, 0), _keyed(people, 1))


def split_stakeholders(places: list[int]) -> tuple[list[int], list[int]]:
    """Return the ids of organisations and those of people."""
    return [key // 2 for key in places if not key % 2], [key // 2 for key in places if key % 2]


def _keyed(rows: models.QuerySet, odd: int) -> models.QuerySet:
    place = F("pk") * 2 + Value(odd, output_field=IntegerField())
    return rows.annotate(**{NAME: F(by_name(rows.model)), PLACE: place})
