"""What a list's filters offer: only values that some public record has, with what each leaves."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language

from cooperation.kinds.filter import Filter, Known
from cooperation.kinds.filter_values import MOST_VALUES
from cooperation.models import Organisation, Place, Term
from cooperation.models.localized import localized
from cooperation.queries import generation
from cooperation.queries.facets import Tally, filter_counts
from cooperation.queries.filters import PublicFilters
from cooperation.queries.generation import Present
from cooperation.queries.resources import Resource
from cooperation.queries.values_below import TARGETS

# Of more values than this only those are offered that leave most.
MOST, MOST_OF_MANY = 60, 20
# How values are written in addresses, how readers see them, and what tells them apart.
NAMED_BY: dict[type[models.Model], tuple[str, str, str]] = {
    Term: ("code", "label", "scheme__code"),
    Place: ("code", "name", "kind"),
    Organisation: ("slug", "name", "constituent"),
}

SHOWN = ("row_code", "row_label", "row_group")


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool
    count: int


@dataclass(frozen=True, slots=True)
class FilterControl:
    """One filter of a form: its choices if they can be listed, else what was typed.

    `chosen` gives a label for each value that is asked for; `left` is how many records the
    others would leave without it, where it is asked for and nothing is left.
    """

    name: str
    label: str
    input_type: str
    options: tuple[Option, ...]
    values: tuple[str, ...]
    errors: tuple[str, ...]
    chosen: tuple[tuple[str, str], ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """The filters of a list's form, in order; `is_cut` if the counts are of the newest alone."""

    controls: tuple[FilterControl, ...]
    is_cut: bool


Offered = dict[str, tuple[Known, ...]]
Facets = dict[str, tuple[Filter, set[str]]]


def offer_filters(
    filters: PublicFilters, resource: Resource, state: Present, *, is_empty: bool = False
) -> Offer:
    """Return the filters of a list's form; of an empty list, what to loosen too."""
    found = filter_counts(filters, resource, state)
    return offer_of(found, filters, resource.name, state, is_empty=is_empty)


def offer_of(
    found: list[Tally], filters: PublicFilters, name: str, state: Present, *, is_empty: bool = False
) -> Offer:
    """Return the filters of a form whose choices are counted by these; `name` tells it apart."""
    key = ("options", state.key, name, get_language())
    offered = generation.cached_by_generation(key, lambda: _offered(found))
    asked = tuple((name, _asked(filters.form.data.getlist(name))) for name in filters.filters)
    counts, is_cut = generation.cached_by_generation(
        ("facets", state.key, name, asked), lambda: _counts(found, offered)
    )
    controls = []
    for name, values in asked:
        known = offered.get(name, ())
        options = _options(known, values, counts.get(name, {}))
        labels = {item.value: item.label for item in known}
        unknown = [value for value in values if value and value not in labels]
        labels |= filters.filters[name].labels_of(unknown) if unknown else {}
        controls.append(
            FilterControl(
                name,
                str(filters.filters[name].label),
                filters.filters[name].input_type,
                options,
                values,
                errors=tuple(filters.form.errors.get(name, ())),
                chosen=tuple((value, labels.get(value, value)) for value in values if value),
                left=sum(tally.left([name]) for tally in found) if is_empty and values else 0,
            )
        )
    return Offer(tuple(controls), is_cut)


def _asked(given: list[str]) -> tuple[str, ...]:
    """Return each value once, and of too many the first: all of them would fill a page for nothing.

    The form has said that there are too many.
    """
    return tuple(dict.fromkeys(given))[:MOST_VALUES]


def _counts(found: list[Tally], offered: Offered) -> tuple[dict[str, dict[str, int]], bool]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in offered}
    for name, known in offered.items():
        for tally in found:
            counts[name].update(tally.counts(name, [item.key for item in known]))
    return {**counts}, any(tally.is_cut for tally in found)


def _options(
    known: tuple[Known, ...], values: tuple[str, ...], counts: dict[str, int]
) -> tuple[Option, ...]:
    """Return what would leave a record, and what is chosen."""
    options = [
        Option(item.value, item.label, item.value in values, counts.get(item.key, 0))
        for item in known
        if counts.get(item.key) or item.value in values
    ]
    if len(known) > MOST:
        most = {option.value for option in sorted(options, key=_rank)[:MOST_OF_MANY]}
        options = [option for option in options if option.value in most or option.is_chosen]
    names = {item.value for item in known}
    extra = [value for value in values if value and value not in names]
    return tuple(options + [Option(value, value, True, 0) for value in extra if known])


def _rank(option: Option) -> tuple[int, str]:
    return -option.count, option.label


def _offered(found: list[Tally]) -> Offered:
    facets: Facets = {}
    for tally in found:
        for name, field in tally.facets.items():
            facets.setdefault(name, (field, set()))[1].update(tally.sets.used(field))
    rows = _rows(facets)
    return {name: field.offered(used, rows) for name, (field, used) in facets.items()}


def _rows(facets: Facets) -> dict[Any, list[tuple[str, Known, str]]]:
    """Return the rows that are values of facets, by their model and label, with their group."""
    found = []
    for target in TARGETS:
        keys = (used for field, used in facets.values() if field.target is target)
        public: Any = target._default_manager.filter(pk__in=list(map(int, set().union(*keys))))
        public = public.published() if target is Organisation else public
        code, label, group = NAMED_BY[target]
        texts = {
            name: Cast(column, TextField())
            for name, column in zip(SHOWN, (code, localized(label), group), strict=True)
        }
        of = Value(target.__name__, output_field=TextField())
        rows = public.order_by().annotate(row_of=of, **texts)
        found.append(rows.values_list("row_of", "pk", *SHOWN))
    by_target: dict[Any, list[tuple[str, Known, str]]] = {target: [] for target in TARGETS}
    targets = {target.__name__: target for target in TARGETS}
    for name, pk, code, label, group in (
        found[0].union(*found[1:], all=True).order_by(*SHOWN[1::-1])
    ):
        by_target[targets[name]].append((str(pk), Known(code, label, str(pk)), group))
    return by_target
