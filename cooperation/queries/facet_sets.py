"""The sets of public records that have a value, read once for each state of the register."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from operator import or_

from django.db import models
from django.db.models import TextField, Value

from cooperation.kinds.filter import Filter
from cooperation.kinds.stakeholder_filters import ACTS_FOR
from cooperation.models import FacetBits, Organisation, Place, SearchEntry, Term
from cooperation.models.base import is_public
from cooperation.models.facets import ALL
from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.queries.person import list_acts
from cooperation.rules import bitsets, years

# One set, of ids as bits, for each value.
ByValue = Mapping[str, int]
YEAR = "year"
MOST = 200
# The models whose rows are values of filters.
TARGETS: tuple[type[models.Model], ...] = (Term, Place, Organisation)

_held: dict[str, tuple[str, "Sets"]] = {}


class Sets:
    """The sets of one kind of record, by path and value."""

    def __init__(self, kind: str, state: Present) -> None:
        self.visible = 0
        self._by_path: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._made: dict[tuple[str, ...], ByValue] = {}
        rows = FacetBits.objects.filter(record_type=kind)
        for name, chunk, bits in rows.values_list("name", "chunk", "bits"):
            path, _equals, value = name.partition("=")
            found = bitsets.placed(bitsets.unpack(bits), chunk)
            if path == ALL:
                self.visible |= found
            else:
                self._by_path[path][value] |= found
        key = ("hidden by time", state.key)
        self.visible &= ~generation.cached_by_generation(key, lambda: _hidden(state)).get(kind, 0)
        if kind == "person":
            self._by_path[ACTS_FOR] = _acting()

    def used(self, field: Filter) -> list[str]:
        """Return the values that some visible record has itself: of very many, the commonest."""
        made = self.of(field)
        if field.target is None or field.counted.endswith("__constituent"):
            return [value for value, bits in made.items() if bits & self.visible]
        own = {value for path in _paths(field) for value in self._by_path[path]}
        seen = [value for value in own if made.get(value, 0) & self.visible]
        if len(seen) <= MOST:
            return seen
        return sorted(seen, key=lambda value: (-made[value].bit_count(), int(value)))[:MOST]

    def of(self, field: Filter) -> ByValue:
        """Return the set of each value that a filter takes, with what lies below it."""
        key = (type(field).__name__, *_paths(field))
        if key not in self._made:
            self._made[key] = self._make(field)
        return self._made[key]

    def closed(self, field: Filter, own: Mapping[str, int]) -> ByValue:
        """Return the sets with those of the values below added to those above."""
        target = field.target
        if target is None:
            return own
        above = self._above[target.__name__]
        found: dict[str, int] = defaultdict(int, own)
        for value, bits in own.items():
            seen = {value}
            while (value := above.get(value, "")) and value not in seen:
                seen.add(value)
                found[value] |= bits
        return found

    @cached_property
    def _above(self) -> dict[str, dict[str, str]]:
        """Return what each term, place and organisation lies in, by the name of its model."""
        first, *others = (
            model._default_manager.filter(parent__isnull=False)
            .order_by()
            .values_list(Value(model.__name__, output_field=TextField()), "pk", "parent_id")
            for model in TARGETS
        )
        found: dict[str, dict[str, str]] = {model.__name__: {} for model in TARGETS}
        for name, pk, parent in first.union(*others, all=True):
            found[name][str(pk)] = str(parent)
        return found

    def _make(self, field: Filter) -> ByValue:
        if field.is_of_years:
            kept = self._by_path[YEAR]
            return {
                f"{year:04}": union(kept[value] for value in years.values_with_year(kept, year))
                for year in years.years_named(kept)
            }
        path = field.counted
        if path.endswith("__constituent"):
            return by_constituent(self._by_path[path.removesuffix("__constituent")])
        own: dict[str, int] = defaultdict(int)
        for one in _paths(field):
            for value, bits in self._by_path[one].items():
                own[value] |= bits
        return self.closed(field, own)


def value_sets(kind: str, state: Present) -> Sets:
    """Return the sets as they are in a state of the register; only the last one is kept."""
    key, sets = _held.get(kind, ("", None))
    if sets is None or key != state.key:
        sets = Sets(kind, state)
        _held[kind] = (state.key, sets)
    return sets


def union(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def by_constituent(of_organisations: Mapping[str, int]) -> ByValue:
    """Return the sets of constituents from those of organisations, as far as they are public."""
    public = Organisation.objects.published().filter(pk__in=list(map(int, of_organisations)))
    found: dict[str, int] = defaultdict(int)
    for pk, constituent in public.values_list("pk", "constituent"):
        found[constituent] |= of_organisations[str(pk)] if constituent else 0
    return found


def _paths(field: Filter) -> tuple[str, ...]:
    return (field.counted, *field.also)


def _hidden(state: Present) -> dict[str, int]:
    """Return what is published and yet not to be seen, before its time or after it, by kind."""
    timed = SearchEntry.objects.exclude(go_live_at=None, expire_at=None)
    hidden = timed.exclude(is_public(at=state.at)).values_list("record_type", "record_pk")
    pks: dict[str, list[int]] = defaultdict(list)
    for kind, pk in hidden:
        pks[kind].append(pk)
    return {kind: bitsets.of(found) for kind, found in pks.items()}


def _acting() -> dict[str, int]:
    """Return the people who act for each organisation."""
    people: dict[str, list[int]] = defaultdict(list)
    for act in list_acts():
        people[str(act.organisation)].append(act.person)
    return {organisation: bitsets.of(found) for organisation, found in people.items()}
