"""What the filters of a list leave, as far as there are sets of it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial, reduce
from typing import Any

from django.db import models
from django.db.models import QuerySet
from pyroaring import BitMap

from cooperation.kinds.base import Kind
from cooperation.kinds.filter import Filter
from cooperation.kinds.registry import KINDS
from cooperation.models.members import one_of_ids
from cooperation.queries.filters import PublicFilters
from cooperation.queries.generation import Present
from cooperation.queries.public_sets import PublicSets, public_sets
from cooperation.queries.search import answering_records
from cooperation.queries.stakeholder_filters import (
    OrganisationFilters,
    PeopleFilters,
    StakeholderFilters,
)
from cooperation.queries.stakeholder_union import Joined
from cooperation.rules import record_sets
from cooperation.rules.record_sets import Pieces
from cooperation.rules.search_text import Question

# So many records are looked up and put in order; more are met soon on the way through all.
FEW = 5_000
QUESTION = "q"
BLOCK = 200


class Crossing:
    """Crosses the sets of what is asked for; `linking` tells which filters look at one row.

    `answers` gives the records that answer a question.
    """

    def __init__(
        self,
        linking: type[PublicFilters],
        filters: Mapping[str, Filter],
        sets: PublicSets,
        answers: Callable[[Question], BitMap],
    ) -> None:
        self.linking, self.filters, self.sets = linking, filters, sets
        self.answers = answers

    def cross(self, values: Mapping[str, Any]) -> tuple[BitMap, list[str]]:
        """Return the visible records that the filters leave, and which filters have no sets."""
        linked = [name for name in self.linking.together(values) if name in values]
        in_one_row = linked if len(linked) > 1 else []
        left, rest = self.sets.visible, []
        needed = {other for name in values for other in self.linking.needs.get(name, ())}
        for name in values:
            # Rows of others name what is listed: each value by itself leaves too much.
            is_asked = name in in_one_row
            if is_asked and not self.linking.link_owner:
                continue
            members = self._members(name, values)
            if members is not None:
                left = left & members
            if is_asked or name in needed or members is None:
                rest.append(name)
        if in_one_row and not self.linking.link_owner:
            rows = self.rows({name: values[name] for name in in_one_row})
            left = left & record_sets.records(rows)
        return left, rest

    def alike(self, name: str, values: Mapping[str, Any]) -> list[str]:
        """Return the other filters asked for that one row must satisfy together with this."""
        linked = self.linking.together(values)
        return [other for other in values if other in linked and other != name and name in linked]

    def rows(self, values: Mapping[str, Iterable[Any]]) -> Pieces:
        """Return the rows that satisfy all of these filters of the link."""
        return reduce(
            record_sets.cross,
            (
                self.sets.rows_of_any(self.filters[name], map(self.filters[name].key_of, value))
                for name, value in values.items()
            ),
        )

    def _members(self, name: str, values: Mapping[str, Any]) -> BitMap | None:
        """Return the published records that one filter leaves, None if no set tells it."""
        if name == QUESTION:
            return self.answers(values[name])
        if find := self.linking.found_by.get(name):
            return find(values[name], self.sets.state)
        if name not in self.filters or (name == "source" and "locator" in values):
            return None
        field = self.filters[name]
        is_told = self.sets.has(field)
        return self.sets.of_any(field, map(field.key_of, values[name])) if is_told else None


class CrossedRows:
    """The rows of a queryset that are in a set, as pages ask for them.

    `is_whole` tells that the queryset holds whatever is in the set.
    """

    def __init__(self, rows: QuerySet, members: BitMap, *, is_whole: bool) -> None:
        self.rows, self.members, self.is_whole = rows, members, is_whole

    @property
    def query(self) -> Any:
        return self.rows.query

    @property
    def model(self) -> type[models.Model]:
        return self.rows.model

    def filter(self, *conditions: Any, **more: Any) -> "CrossedRows":
        return CrossedRows(self.rows.filter(*conditions, **more), self.members, is_whole=False)

    def order_by(self, *by: Any) -> "CrossedRows":
        return CrossedRows(self.rows.order_by(*by), self.members, is_whole=self.is_whole)

    def values_list(self, *columns: str) -> "_Reading":
        return _Reading(self, columns)

    def count(self) -> int:
        return len(self.members) if self.is_whole else self.queryset().order_by().count()

    def queryset(self) -> QuerySet:
        return self.rows.filter(pk__in=one_of_ids(self.members))


class _Reading:
    """Reads the first rows in order: by their ids where these are few, else from the beginning."""

    def __init__(self, crossed: CrossedRows, columns: tuple[str, ...]) -> None:
        self.crossed, self.columns = crossed, columns

    def __getitem__(self, part: slice) -> list[tuple[Any, ...]]:
        members = self.crossed.members
        if len(members) <= FEW:
            return list(self.crossed.queryset().values_list(*self.columns)[part])
        rows = self.crossed.rows.values_list("pk", *self.columns)
        found: dict[int, tuple[Any, ...]] = {}
        first, size = 0, BLOCK
        while len(found) < part.stop:
            block = list(rows[first : first + size])
            found |= {pk: row for pk, *row in block if pk in members}
            if len(block) < size:
                break
            first, size = first + size, size * 2
        return [tuple(row) for row in found.values()][part]


def crossed_members(
    filters: PublicFilters, state: Present, *, without: Collection[str] = ()
) -> BitMap:
    """Return the visible records of one kind that its list's filters leave, but for some of them.

    The database is asked for what has no sets.
    """
    understood = filters.understood().items()
    values = {name: value for name, value in understood if name not in without}
    kind = KINDS[str(filters.queryset.model._meta.model_name)]
    members, rest = _crossing_of(filters, kind, state).cross(values)
    if rest:
        asked = {name: values[name] for name in rest}
        rows = filters.narrow(filters.queryset, asked).order_by()
        members = members & BitMap(rows.values_list("pk", flat=True))
    return members


def crossed_rows(filters: PublicFilters, state: Present, *, is_whole: bool = True) -> Any:
    """Return the public rows that a list's filters leave, as pages and counts ask for them.

    Sets are crossed first; the database is asked for what has none. Lists of what has no sets
    are asked of it whole. `is_whole` tells that the list shows every record of its kind.
    """
    kind = filters.of_kind
    if isinstance(filters, StakeholderFilters):
        return _crossed_stakeholders(filters, state)
    if not isinstance(kind, Kind):
        return filters.filter_queryset(filters.queryset)
    values = filters.understood()
    crossing = _crossing_of(filters, kind, state)
    members, rest = crossing.cross(values)
    rows, asked = filters.queryset, {name: values[name] for name in rest}
    if values and len(rest) == len(values) and members == crossing.sets.visible:
        return filters.narrow(rows, asked)
    if rest and len(members) <= FEW:
        rows = rows.filter(pk__in=one_of_ids(members))
    # In the order of dates those of a year stand together, maybe far from the beginning.
    asked |= {name: of for name, of in values.items() if filters.filters[name].is_of_years}
    return CrossedRows(filters.narrow(rows, asked), members, is_whole=is_whole and not rest)


def _crossing_of(filters: PublicFilters, kind: Kind, state: Present) -> Crossing:
    answers = partial(answering_records, kind, state=state)
    return Crossing(type(filters), filters.filters, public_sets(kind.model_name, state), answers)


def _crossed_stakeholders(filters: StakeholderFilters, state: Present) -> Joined:
    values, branches = filters.understood(), []
    of_both = (("organisation", OrganisationFilters), ("person", PeopleFilters))
    for number, (kind, of_kind) in enumerate(of_both):
        sets = public_sets(kind, state)
        answers = partial(answering_records, KINDS[kind], state=state)
        own = {name: of for name, of in of_kind.base_filters.items() if name in filters.filters}
        members, rest = Crossing(of_kind, own, sets, answers).cross(values)
        both = filters.narrow(filters.queryset, {name: values[name] for name in rest})
        rows = both.branches[number]
        # Of all that there are nobody needs a list.
        some = members != sets.visible
        branches.append(rows.filter(pk__in=one_of_ids(members)) if some else rows)
    return Joined(*branches)
