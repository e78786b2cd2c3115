"""The sets of public records by the values of filters, in one state of the register."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from pyroaring import BitMap

from cooperation.kinds.filter import Filter
from cooperation.kinds.registry import KINDS
from cooperation.kinds.told import dimensions_told_of
from cooperation.models.public_bits import YEAR
from cooperation.queries.generation import Present, cached_by_generation
from cooperation.queries.hidden_by_time import hidden_by_time
from cooperation.queries.kept_sets import KeptSets, kept_sets
from cooperation.queries.told_sets import ToldSets
from cooperation.queries.values_below import children_of_values
from cooperation.rules import record_sets, years
from cooperation.rules.record_sets import Pieces

CONSTITUENT = "__constituent"
MOST = 200

_held: dict[str, tuple[str, "PublicSets"]] = {}


class PublicSets:
    """The sets of one kind of record."""

    def __init__(self, kind: str, state: Present) -> None:
        self._kind, self.state = kind, state
        self._kept: KeptSets = kept_sets(kind)
        hidden = hidden_by_time(state)
        self.hidden: BitMap = hidden.get(kind, BitMap())
        self._sets = ToldSets(self._kept, hidden, self._posts_of_organisations)
        self.visible: BitMap = self._kept.all() - self.hidden

    def has(self, field: Filter) -> bool:
        """Tell whether there are sets of the values of a filter."""
        dimensions = {*KINDS[self._kind].dimensions(), *dimensions_told_of(self._kind)}
        return field.is_of_years or (field.has_sets and {*paths_of(field)} <= dimensions)

    def used(self, field: Filter) -> list[str]:
        """Return the values that some visible record has itself: of very many, the commonest."""
        if field.is_of_years:
            return [value for value in self._years if self.of(field, value) & self.visible]
        if field.counted.endswith(CONSTITUENT):
            return [value for value in self._by_constituent(field) if self.is_seen(field, value)]
        seen = [value for value in self._own_values(field) if self._is_used(field, value)]
        if len(seen) <= MOST or field.target is None:
            return seen
        return sorted(seen, key=lambda value: (-self._count(field, value), int(value)))[:MOST]

    def is_seen(self, field: Filter, value: str) -> bool:
        return self.of(field, value).intersect(self.visible)

    def of(self, field: Filter, value: str) -> BitMap:
        """Return the published records with a value, or with one below it."""
        if field.is_of_years:
            kept = self._years_kept
            held = years.values_with_year(kept, int(value))
            return record_sets.union(self._kept.records(YEAR, year) for year in held)
        return record_sets.union(
            self._sets.records(path, one)
            for path in paths_of(field)
            for one in self.with_all_below(field, value)
        )

    def of_any(self, field: Filter, values: Iterable[str]) -> BitMap:
        """Return the published records that have one of these values themselves."""
        if field.is_of_years:
            return record_sets.union(self.of(field, value) for value in values)
        chosen = self._fetched(field, values)
        return record_sets.union(
            self._sets.records(path, value) for path in paths_of(field) for value in chosen
        )

    def rows_of_any(self, field: Filter, values: Iterable[str]) -> Pieces:
        """Return the rows of parts that have one of these values themselves."""
        chosen = self._fetched(field, values)
        return record_sets.join(
            self._kept.rows(path, value) for path in paths_of(field) for value in chosen
        )

    def rows_of(self, field: Filter, value: str) -> Pieces:
        """Return the rows of parts with a value, or with one below it."""
        if field.counted.endswith(CONSTITUENT):
            return self.rows_of_any(field, [value])
        return self.rows_of_any(field, self.with_all_below(field, value))

    def rows_of_values(self, path: str, values: Iterable[str]) -> Pieces:
        """Return the rows of records that this path leads from to one of these values."""
        return record_sets.join(self._kept.rows(path, value) for value in values)

    def count_naming(self, paths: Iterable[str], values: Collection[str]) -> int:
        """Return how many visible records any of these paths leads from to one of the values."""
        found = (self._kept.records(path, value) for path in paths for value in values)
        return record_sets.union(found).intersection_cardinality(self.visible)

    def visible_of(self, path: str) -> dict[str, BitMap]:
        """Return the visible records by the values that this path leads to."""
        found = {
            value: self._kept.records(path, value) & self.visible
            for value in self._kept.values(path)
        }
        return {value: records for value, records in found.items() if records}

    def visible_by(self, path: str) -> Iterator[tuple[int, BitMap]]:
        """Give each row that visible records lead to by this path, by id, with these records."""
        for value, records in sorted(self.visible_of(path).items(), key=lambda of: int(of[0])):
            yield int(value), records

    def beginning_counts(self) -> dict[int, int]:
        """Return in how many visible records the date begins in each year, of those known."""
        found: dict[int, int] = defaultdict(int)
        for value in self._years_kept:
            if (year := years.first_year(value)) is not None:
                # A date of several years is kept with each: it begins in the first.
                before = self._kept.records(YEAR, f"{year - 1:04}")
                records = self._kept.records(YEAR, value) & self.visible
                found[year] += len(records - before)
        return {year: count for year, count in found.items() if count}

    def constituent_counts(self, path: str) -> dict[str, int]:
        """Return how many records name organisations of each constituent by this path to them."""
        found = {}
        for constituent, named in self._of_constituents(self._kept.values(path)).items():
            rows = self.rows_of_values(path, named)
            found[constituent] = record_sets.records(rows).intersection_cardinality(self.visible)
        return found

    def _fetched(self, field: Filter, values: Iterable[str]) -> list[str]:
        """Return the values, of constituents their organisations, whose sets are read at once."""
        if field.counted.endswith(CONSTITUENT):
            return [one for value in values for one in self._by_constituent(field).get(value, ())]
        chosen = list(values)
        for path in paths_of(field):
            self._sets.fetch(path, chosen)
        return chosen

    def _own_values(self, field: Filter) -> Collection[str]:
        return dict.fromkeys(value for path in paths_of(field) for value in self._sets.values(path))

    def _is_used(self, field: Filter, value: str) -> bool:
        for path in paths_of(field):
            if self._sets.count(path, value) > len(self.hidden):
                return True
            if self._sets.records(path, value).intersect(self.visible):
                return True
        return False

    def _count(self, field: Filter, value: str) -> int:
        """Return how many published records have a value, or one below it."""
        [*paths], below = paths_of(field), self.with_all_below(field, value)
        if len(paths) > 1 or len(below) > 1:
            return len(self.of(field, value))
        return self._sets.count(paths[0], value)

    def with_all_below(
        self, field: Filter, value: str, own: Collection[str] | None = None
    ) -> Collection[str]:
        """Return a value and those below it; of a constituent, its organisations among `own`."""
        if field.counted.endswith(CONSTITUENT):
            of = self._by_constituent(field) if own is None else self._of_constituents(own)
            return of.get(value, ())
        if field.target is None:
            return (value,)
        children = self._children[field.target.__name__]
        if value not in children:
            return (value,)
        found, level = {value: None}, [value]
        while level:
            level = [one for above in level for one in children.get(above, ()) if one not in found]
            found |= dict.fromkeys(level)
        return found

    @cached_property
    def _children(self) -> dict[str, dict[str, list[str]]]:
        """Return what lies directly in each term, place and organisation, by name of model."""
        return cached_by_generation(("children", self.state.key), children_of_values)

    def _posts_of_organisations(self) -> dict[str, BitMap]:
        return public_sets("post", self.state).visible_of("organisation")

    @cached_property
    def _years_kept(self) -> list[str]:
        return [year for year in self._kept.values(YEAR) if self._kept.count(YEAR, year)]

    @property
    def _years(self) -> list[str]:
        return [f"{year:04}" for year in years.years_named(self._years_kept)]

    def _by_constituent(self, field: Filter) -> dict[str, list[str]]:
        """Return the public organisations that records name, by their constituent."""
        path = field.counted.removesuffix(CONSTITUENT)
        key = ("by constituent", self.state.key, self._kind, path)
        return cached_by_generation(key, lambda: self._of_constituents(self._sets.values(path)))

    def _of_constituents(self, named: Iterable[str]) -> dict[str, list[str]]:
        """Return the public ones of these organisations by their constituent."""
        pks = BitMap(map(int, named))
        organisations = public_sets("organisation", self.state).visible_of("constituent")
        found = {constituent: pks & members for constituent, members in organisations.items()}
        return {constituent: [*map(str, of)] for constituent, of in found.items() if of}


def public_sets(kind: str, state: Present) -> PublicSets:
    """Return the sets as they are in a state of the register; only the last one is kept."""
    key, sets = _held.get(kind, ("", None))
    if sets is None or key != state.key:
        sets = PublicSets(kind, state)
        _held[kind] = (state.key, sets)
    return sets


def paths_of(field: Filter) -> tuple[str, ...]:
    return tuple(path.removesuffix(CONSTITUENT) for path in (field.counted, *field.also))
