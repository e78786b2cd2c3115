"""How many records each value of a list's filters would leave, within its other filters."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from pyroaring import BitMap

from cooperation.documents.parts import public_parts
from cooperation.kinds.filter import Filter
from cooperation.kinds.registry import KINDS
from cooperation.models import Organisation, Person
from cooperation.models.base import Record, is_public
from cooperation.queries import search
from cooperation.queries.crossing import Crossing
from cooperation.queries.filters import PublicFilters
from cooperation.queries.generation import Present
from cooperation.queries.public_sets import CONSTITUENT, PublicSets, public_sets
from cooperation.queries.resources import Resource
from cooperation.queries.stakeholder_filters import PeopleFilters
from cooperation.rules import record_sets
from cooperation.rules.search_text import Question


class Tally:
    """Counts what the filters of one kind of record leave; sets are crossed, no record is read.

    What has no set is asked of the database, once: words, days.
    """

    # Which filters one row of a link satisfies together.
    linking: type[PublicFilters] | None = None

    def __init__(self, filters: PublicFilters, model: type[Record], state: Present) -> None:
        self.filters, self.model, self.state = filters, model, state
        self.is_cut = False
        self.values = filters.understood()
        self.facets = {name: field for name, field in self._declared.items() if field.is_counted}
        self._asked: dict[frozenset[str], BitMap] = {}
        self._answers: dict[Question, BitMap] = {}

    @property
    def _declared(self) -> dict[str, Filter]:
        return self.filters.filters

    @cached_property
    def sets(self) -> PublicSets:
        return public_sets(str(self.model._meta.model_name), self.state)

    @cached_property
    def crossing(self) -> Crossing:
        linking = self.linking or type(self.filters)
        return Crossing(linking, self._declared, self.sets, self._newest)

    def left(self, without: Collection[str] = ()) -> int:
        """Return how many records the filters leave, but for some of them."""
        return len(self._left(without))

    def counts(self, name: str, keys: Iterable[str]) -> dict[str, int]:
        """Return how many records of each value of a facet its other filters leave."""
        if name not in self.facets:
            return {}
        field = self.facets[name]
        alike = self.crossing.alike(name, self.values)
        base = self._left([name, *alike])
        if not alike:
            return {key: base.intersection_cardinality(self.sets.of(field, key)) for key in keys}
        # One row of the link must have the value and satisfy these.
        if self.crossing.linking.link_owner:
            within = self._named_in_one_row(name, field, alike)
            return {key: base.intersection_cardinality(within(key)) for key in keys}
        rows = self.crossing.rows({other: self.values[other] for other in alike})
        return {
            key: base.intersection_cardinality(
                record_sets.records(record_sets.cross(rows, self.sets.rows_of(field, key)))
            )
            for key in keys
        }

    def _left(self, without: Collection[str]) -> BitMap:
        values = {name: value for name, value in self.values.items() if name not in without}
        left, rest = self.crossing.cross(values)
        return left & self._found(frozenset(rest)) if rest else left

    def _found(self, names: frozenset[str]) -> BitMap:
        """Return what the database finds by these filters alone."""
        if names not in self._asked:
            values = {name: self.values[name] for name in names}
            rows = self._rows(values).order_by()
            self._asked[names] = BitMap(rows.values_list("pk", flat=True))
        return self._asked[names]

    def _newest(self, question: Question) -> BitMap:
        if question not in self._answers:
            kind = KINDS[str(self.model._meta.model_name)]
            self._answers[question], is_cut = search.newest_answers(kind, question, self.state)
            self.is_cut = self.is_cut or is_cut
        return self._answers[question]

    def _rows(self, values: dict[str, Any]) -> Any:
        return self.filters.narrow(self.filters.queryset, values)

    def _named_in_one_row(self, name: str, field: Filter, alike: list[str]) -> Any:
        """Return what gives the records that parts of others name with a value and with these."""
        linking = self.crossing.linking
        paths = linking.together(self.values)
        link: Any = linking.link
        owner, root = linking.link_owner, link.owner_fields[0]
        wanted = {f"{paths[other]}__in": self.values[other] for other in alike}
        rows = public_parts(link).order_by().filter(is_public(f"{root}__"), **wanted)
        path = paths[name].removesuffix(CONSTITUENT)
        named: dict[str, list[int]] = defaultdict(list)
        pairs = rows.filter(**{f"{owner}__isnull": False}).values_list(owner, path)
        for pk, value in pairs.distinct():
            if value is not None:
                named[field.key_of(value)].append(pk)
        own = {value: BitMap(pks) for value, pks in named.items()}
        return lambda key: record_sets.union(
            own[one] for one in self.sets.with_all_below(field, key, own) if one in own
        )


class OfOneSide(Tally):
    """Counts the organisations or the people of the list of both."""

    def __init__(self, filters: PublicFilters, model: type[Record], state: Present) -> None:
        if model is Person:
            self.linking = PeopleFilters
        super().__init__(filters, model, state)

    @property
    def _declared(self) -> dict[str, Filter]:
        if self.model is Organisation:
            return self.filters.filters
        own = PeopleFilters.base_filters.items()
        return {name: field for name, field in own if name in self.filters.filters}

    def _rows(self, values: dict[str, Any]) -> Any:
        both: Any = self.filters.narrow(self.filters.queryset, values)
        return both.branches[0 if self.model is Organisation else 1]


def filter_counts(filters: PublicFilters, resource: Resource, state: Present) -> list[Tally]:
    if resource.name == "stakeholders":
        return [OfOneSide(filters, model, state) for model in (Organisation, Person)]
    return [Tally(filters, resource.subject.model, state)]
