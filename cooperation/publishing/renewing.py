"""Renews in the search index what names a record, term or place that is called otherwise now."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from django.db import models
from django.db.models import QuerySet

from cooperation.kinds.registry import KINDS, KINDS_AT_MOST, NUMBERED
from cooperation.models import SearchEntry
from cooperation.models.base import Record
from cooperation.publishing.search_columns import SEARCHED
from cooperation.publishing.telling import Ids, ids_naming, ids_telling

# An act waits for so many, the others are marked and wait for `renew_search`.
MOST_AT_ONCE = 200
MARKED_AT_ONCE = 1_000

Named = tuple[str, int]
Renew = Callable[[type[Record], Collection[int]], object]
# Whose parts stand in the texts of what is linked with them.
FOLLOWED = frozenset(
    part.model._meta.get_field(part.model.owner_fields[0]).related_model
    for searched in SEARCHED.values()
    for part in searched.followed
)


def renew_namers(model: type[models.Model], pks: Ids, renew: Renew) -> None:
    """Renew what names these rows, or is linked with what names them; the caller has the turn."""
    _renew_or_mark(ids_naming(model, pks), renew)


def renew_followers(model: type[Record], pks: Ids, renew: Renew) -> None:
    """Renew what shows parts of these records, which it is linked with."""
    if model in FOLLOWED:
        _renew_or_mark(ids_telling(model, pks), renew)


def next_marked(after: int) -> tuple[int, dict[str, list[int]]]:
    """Return some of what was marked, by kind, behind an id of the index; and the last such id."""
    marked = SearchEntry.objects.filter(is_stale=True, pk__gt=after).order_by("pk")
    some = list(marked.values_list("pk", "record_type", "record_pk")[:MOST_AT_ONCE])
    last = some[-1][0] if some else after
    return last, _by_kind((kind, pk) for _id, kind, pk in some)


def _renew_or_mark(ids: QuerySet | None, renew: Renew) -> None:
    found = sorted((row["told"] for row in ids), reverse=True) if ids is not None else []
    named = [(NUMBERED[told % KINDS_AT_MOST], told // KINDS_AT_MOST) for told in found]
    for kind, pks in _by_kind(named[:MOST_AT_ONCE]).items():
        renew(KINDS[kind].model, pks)
    for kind, pks in _by_kind(named[MOST_AT_ONCE:]).items():
        entries = SearchEntry.objects.filter(record_type=kind)
        for first in range(0, len(pks), MARKED_AT_ONCE):
            some = pks[first : first + MARKED_AT_ONCE]
            entries.filter(record_pk__in=some).update(is_stale=True)


def _by_kind(named: Iterable[Named]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for kind, pk in named:
        found[kind].append(pk)
    return found
