"""Keeps the search index as the records are: each change of one writes its row, or takes it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from functools import partial
from typing import Any

from cooperation.models import (
    Commitment,
    Event,
    Place,
    PublicBits,
    SearchEntry,
    SearchWord,
    Statement,
    Term,
    Withdrawn,
)
from cooperation.models.base import Record
from cooperation.models.public_bits import YEAR, Key, read_keys
from cooperation.publishing import renewing
from cooperation.publishing.change_numbers import Changed
from cooperation.publishing.index_entries import entries_of
from cooperation.publishing.told_values import write_told
from cooperation.publishing.turns import take_turn
from cooperation.rules.word_families import spoken
from cooperation.vocabulary.workflow import State

STEP = 200
Entries = list[SearchEntry]


def update_index(record: Record, *, at: dt.datetime, is_gone: bool = False) -> list[Changed]:
    """Index a record as its rows are now; one that is not published, or deleted, leaves.

    Returns what the public sees or saw of all that was indexed with it, itself first.
    """
    model, kind = type(record), str(record._meta.model_name)
    standing = SearchEntry.objects.filter(record_type=kind, record_pk=record.pk)
    if record.state != State.PUBLISHED and not standing.exists():
        # Most are drafts that never were public: they hold up nobody.
        return []
    take_turn()
    before, after = renew_entries(model, [record.pk], at=at, without=[record.pk] if is_gone else [])
    _renew_linked(model, before, after, at=at)
    changed = _seen([*before, *after], at)
    if any(_has_begun(entry, at) for entry in after):
        Withdrawn.objects.filter(record_uid=record.uid).delete()
    elif any(_has_begun(entry, at) for entry in before):
        ended = min([at, *(entry.expire_at for entry in before if entry.expire_at)])
        told = {"record_type": kind, "at": ended}
        Withdrawn.objects.update_or_create(record_uid=record.uid, defaults=told)
    if isinstance(record, Event) and _days(before) != _days(after):
        # What was said and promised there is of the day of the event.
        for dependent, key in ((Statement, "event"), (Commitment, "made_at")):
            pks = list(dependent.objects.filter(**{key: record}).values_list("pk", flat=True))
            if pks:
                _before, lent = renew_entries(dependent, pks, at=at)
                changed += _seen(lent, at)
    return changed


def follow_all(records: Collection[Record], *, at: dt.datetime) -> list[Changed]:
    """Index many records as their rows are now, whose state has not changed; return the same."""
    if records:
        take_turn()
    pks: dict[type[Record], list[int]] = defaultdict(list)
    for record in records:
        pks[type(record)].append(record.pk)
    changed = []
    for model, found in pks.items():
        for first in range(0, len(found), STEP):
            before, after = renew_entries(model, found[first : first + STEP], at=at)
            _renew_linked(model, before, after, at=at)
            changed += _seen(after, at)
    return changed


def renew_names_of(row: Term | Place, *, at: dt.datetime) -> None:
    """Index what names a term or place that is called otherwise now."""
    take_turn()
    renewing.renew_namers(type(row), [row.pk], partial(renew_entries, at=at))


def renew_entries(
    model: type[Record], pks: Collection[int], *, at: dt.datetime, without: Collection[int] = ()
) -> tuple[Entries, Entries]:
    """Write the rows of these records anew; return the old ones and the new ones."""
    kind = str(model._meta.model_name)
    after, names = entries_of(model, [pk for pk in pks if pk not in without], at=at)
    before = SearchEntry.objects.drop(kind, pks, but={entry.pk for entry in after})
    SearchEntry.objects.put(after, names)
    words = {
        word
        for entry in after
        for text in (entry.names, entry.text, entry.linked)
        for word in text.split()
    }
    SearchWord.objects.learn(map(spoken, words))
    values = [
        {entry.record_pk: read_keys(entry.facets) for entry in rows} for rows in (before, after)
    ]
    none: frozenset[Key] = frozenset()
    changed = {pk: (values[0].get(pk, none), values[1].get(pk, none)) for pk in pks}
    PublicBits.objects.change(kind, changed)
    write_told(kind, changed)
    return before, after


def _renew_linked(model: type[Record], before: Entries, after: Entries, *, at: dt.datetime) -> None:
    """Renew what names records that are called otherwise now, or shows parts of changed ones.

    Of what was not public nothing public could tell.
    """
    now = {entry.record_pk: entry for entry in after}
    pairs = [(entry, now.get(entry.record_pk)) for entry in before]
    renamed = [was.record_pk for was, entry in pairs if _names(was) != _names(entry)]
    if renamed:
        renewing.renew_namers(model, renamed, partial(renew_entries, at=at))
    moved = [was.record_pk for was, entry in pairs if entry and was.linked != entry.linked]
    if moved:
        renewing.renew_followers(model, moved, partial(renew_entries, at=at))


def _names(entry: SearchEntry | None) -> tuple[Any, ...]:
    """Return what others show of a record: its names, and when."""
    return (entry.called, entry.go_live_at, entry.expire_at) if entry else ()


def _seen(entries: Entries, at: dt.datetime) -> list[Changed]:
    """Return those of the records that the public sees or saw."""
    return [(entry.record_type, entry.record_uid) for entry in entries if _has_begun(entry, at)]


def _has_begun(entry: SearchEntry, at: dt.datetime) -> bool:
    return entry.go_live_at is None or entry.go_live_at <= at


def _days(entries: Entries) -> set[tuple[int, frozenset[Key]]]:
    return {
        (entry.pk, frozenset(key for key in read_keys(entry.facets) if key.dimension == YEAR))
        for entry in entries
    }
