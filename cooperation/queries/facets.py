"""How many records each value of a list's filters would leave, within its other filters."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from cooperation.documents.parts import public_parts
from cooperation.kinds.filter import Filter
from cooperation.models import Organisation, Person
from cooperation.models.base import Record, is_public
from cooperation.queries import search
from cooperation.queries.facet_sets import ByValue, Sets, by_constituent, union, value_sets
from cooperation.queries.filters import PublicFilters
from cooperation.queries.generation import Present
from cooperation.queries.resources import Resource
from cooperation.queries.stakeholder_filters import PeopleFilters
from cooperation.rules import bitsets


class Tally:
    """Counts what the filters of one kind of record leave; sets are crossed, no record is read.

    What has no set is asked of the database, once: words, days, single records.
    """

    def __init__(self, filters: PublicFilters, model: type[Record], state: Present) -> None:
        self.filters, self.model, self.state = filters, model, state
        self.is_cut = False
        self.values = filters.understood()
        self.facets = {name: field for name, field in filters.filters.items() if field.is_counted}
        # Which filters one row of a link satisfies together.
        self.linking = type(filters)
        self._asked: dict[frozenset[str], int] = {}

    @cached_property
    def sets(self) -> Sets:
        return value_sets(str(self.model._meta.model_name), self.state)

    def left(self, without: Collection[str] = ()) -> int:
        """Return how many records the filters leave, but for some of them."""
        return self._left(without).bit_count()

    def counts(self, name: str, keys: Iterable[str]) -> dict[str, int]:
        """Return how many records of each value of a facet its other filters leave."""
        if name not in self.facets:
            return {}
        field = self.facets[name]
        linked = self.linking.together(self.values)
        alike = [other for other in self.values if other in linked and other != name]
        if name in linked and alike:
            # One row of the link must have the value and satisfy these.
            found = self._paired(name, field, alike)
            base = self._left([name, *alike])
        else:
            found, base = self.sets.of(field), self._left([name])
        return {key: (base & found.get(key, 0)).bit_count() for key in keys}

    def _left(self, without: Collection[str]) -> int:
        values = {name: value for name, value in self.values.items() if name not in without}
        linked = [name for name in self.linking.together(values) if name in values]
        crossed = [
            name
            for name in values
            if name in self.facets and (name not in linked or len(linked) == 1)
        ]
        bits = self.sets.visible
        for name in crossed:
            found = self.sets.of(self.facets[name])
            bits &= union(found.get(self.facets[name].key_of(one), 0) for one in values[name])
        rest = frozenset(name for name in values if name not in crossed)
        return bits & self._found(rest) if rest else bits

    def _found(self, names: frozenset[str]) -> int:
        """Return what the database finds by these filters alone."""
        if names not in self._asked:
            values = {name: self.values[name] for name in names}
            self._asked[names] = bitsets.of(self._ask(values))
        return self._asked[names]

    def _ask(self, values: dict[str, Any]) -> Iterable[int]:
        question = values.pop("q", None)
        rows = self._rows(values).order_by()
        if question is None:
            return rows.values_list("pk", flat=True)
        newest, is_cut = search.newest_answers(self.model, question)
        self.is_cut = self.is_cut or is_cut
        return rows.filter(pk__in=newest).values_list("pk", flat=True) if values else newest

    def _rows(self, values: dict[str, Any]) -> Any:
        return self.filters.narrow(self.filters.queryset, values)

    def _paired(self, name: str, field: Filter, alike: list[str]) -> ByValue:
        paths = self.linking.together(self.values)
        link: Any = self.linking.link
        owner = self.linking.link_owner or link.owner_fields[0]
        wanted = {f"{paths[other]}__in": self.values[other] for other in alike}
        rows = public_parts(link).order_by().filter(**wanted)
        if owner not in link.owner_fields:
            rows = rows.filter(
                is_public(f"{link.owner_fields[0]}__"), **{f"{owner}__isnull": False}
            )
        path = paths[name]
        is_derived = path.endswith("__constituent")
        found: dict[str, list[int]] = defaultdict(list)
        pairs = rows.values_list(owner, path.removesuffix("__constituent"))
        for pk, value in pairs.distinct():
            if value is not None:
                found[field.key_of(value)].append(pk)
        own = {value: bitsets.of(pks) for value, pks in found.items()}
        return by_constituent(own) if is_derived else self.sets.closed(field, own)


class OfOneSide(Tally):
    """Counts the organisations or the people of the list of both."""

    def __init__(self, filters: PublicFilters, model: type[Record], state: Present) -> None:
        super().__init__(filters, model, state)
        if model is Person:
            self.linking = PeopleFilters
            self.facets = {"constituent": PeopleFilters.base_filters["constituent"]}

    def _rows(self, values: dict[str, Any]) -> Any:
        both: Any = self.filters.narrow(self.filters.queryset, values)
        return both.branches[0 if self.model is Organisation else 1]


def filter_counts(filters: PublicFilters, resource: Resource, state: Present) -> list[Tally]:
    if resource.name == "stakeholders":
        return [OfOneSide(filters, model, state) for model in (Organisation, Person)]
    return [Tally(filters, resource.subject.model, state)]
