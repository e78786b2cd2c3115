"""Keeps the search index as the records are: each change of one writes its row, or takes it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max

from cooperation.kinds.registry import KINDS
from cooperation.models import (
    Commitment,
    Event,
    OtherName,
    Place,
    PublicBits,
    SearchEntry,
    SearchWord,
    Statement,
    Term,
    Withdrawn,
)
from cooperation.models.base import Record, record_models
from cooperation.models.public_bits import Key
from cooperation.publishing import change_numbers, generation, renewing
from cooperation.publishing.change_numbers import Changed
from cooperation.publishing.index_entries import entries_of
from cooperation.publishing.isolation import Failure, note_failure
from cooperation.publishing.public_values import YEAR, read
from cooperation.publishing.turns import take_turn
from cooperation.rules import record_sets
from cooperation.rules.folding import VERSION
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
    before, after = _renew(model, [record.pk], at=at, without=[record.pk] if is_gone else [])
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
                _before, lent = _renew(dependent, pks, at=at)
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
            before, after = _renew(model, found[first : first + STEP], at=at)
            _renew_linked(model, before, after, at=at)
            changed += _seen(after, at)
    return changed


def renew_names_of(row: Term | Place, *, at: dt.datetime) -> None:
    """Index what names a term or place that is called otherwise now."""
    take_turn()
    renewing.renew_namers(type(row), [row.pk], partial(_renew, at=at))


def renew_marked(*, at: dt.datetime) -> Iterator[int | Failure]:
    """Index what was marked as naming what is called otherwise now, as `rebuild_index` does."""
    last, is_any = -1, False
    while True:
        with transaction.atomic():
            take_turn()
            last, marked = renewing.next_marked(last)
            failures = [
                failure
                for kind, pks in marked.items()
                for failure in _renew_each(KINDS[kind].model, pks, at=at)
            ]
        if not marked:
            break
        is_any = True
        yield from failures
        yield sum(map(len, marked.values())) - len(failures)
    if is_any:
        generation.renew_generation(at)


def rebuild_index(*, at: dt.datetime) -> Iterator[int | Failure]:
    """Index everything anew, a few records at a time; give how many were, after each step.

    A record that cannot be indexed stays as it was, and is given as a failure.

    Each step is a transaction of its own: others may read and publish between them. What readers
    keep of the counts is renewed at the end.
    """
    for model in record_models():
        last = 0
        while True:
            with transaction.atomic():
                rows = model.objects.select_for_update(of=("self",)).filter(pk__gt=last)
                pks = list(rows.order_by("pk").values_list("pk", flat=True)[:STEP])
                take_turn()
                # What lies between two records of the register is a row of a deleted one.
                upto = {"record_pk__lte": pks[-1]} if pks else {}
                standing = SearchEntry.objects.filter(
                    record_type=model._meta.model_name, record_pk__gt=last, **upto
                )
                known = set(standing.values_list("record_pk", flat=True))
                _fold_anew(model, pks)
                failures = list(_renew_each(model, sorted({*pks, *known}), at=at))
            yield from failures
            if not pks:
                break
            last = pks[-1]
            yield len(pks) - len(failures)
        _lay_bits(str(model._meta.model_name))
    change_numbers.number_the_rest(at=at)
    generation.renew_generation(at)


def _fold_anew(model: type[Record], pks: Collection[int]) -> None:
    """Write what editors look for in records and in their other names, as texts fold today."""
    owner = str(model._meta.model_name)
    others = OtherName.objects.filter(**{f"{owner}__in": pks})
    for rows in (model.objects.filter(pk__in=pks), others):
        first = rows.model._meta.get_field("sought").sources[0]
        rows.model._default_manager.bulk_update(rows, [first], batch_size=STEP)


def is_complete() -> bool:
    """Tell whether there is a whole row for each published record, folded as texts are today."""
    published = sum(
        model.objects.filter(state=State.PUBLISHED).count() for model in record_models()
    )
    whole = SearchEntry.objects.filter(folding=VERSION).exclude(facets="")
    return whole.count() == published


def _renew(
    model: type[Record], pks: Collection[int], *, at: dt.datetime, without: Collection[int] = ()
) -> tuple[Entries, Entries]:
    """Write the rows of these records anew; return the old ones and the new ones."""
    kind = str(model._meta.model_name)
    before = SearchEntry.objects.drop(kind, pks)
    after, names = entries_of(model, [pk for pk in pks if pk not in without], at=at)
    SearchEntry.objects.put(after, names)
    SearchWord.objects.learn(
        spoken(word)
        for entry in after
        for text in (entry.names, entry.text, entry.linked)
        for word in text.split()
    )
    values = [{entry.record_pk: read(entry.facets) for entry in rows} for rows in (before, after)]
    none: frozenset[Key] = frozenset()
    PublicBits.objects.change(
        kind, {pk: (values[0].get(pk, none), values[1].get(pk, none)) for pk in pks}
    )
    return before, after


def _renew_linked(model: type[Record], before: Entries, after: Entries, *, at: dt.datetime) -> None:
    """Renew what names records that are called otherwise now, or shows parts of changed ones.

    Of what was not public nothing public could tell.
    """
    now = {entry.record_pk: entry for entry in after}
    pairs = [(entry, now.get(entry.record_pk)) for entry in before]
    renamed = [was.record_pk for was, entry in pairs if _names(was) != _names(entry)]
    if renamed:
        renewing.renew_namers(model, renamed, partial(_renew, at=at))
    moved = [was.record_pk for was, entry in pairs if entry and was.linked != entry.linked]
    if moved:
        renewing.renew_followers(model, moved, partial(_renew, at=at))


def _names(entry: SearchEntry | None) -> tuple[Any, ...]:
    """Return what others show of a record: its names, and when."""
    return (entry.called, entry.go_live_at, entry.expire_at) if entry else ()


def _seen(entries: Entries, at: dt.datetime) -> list[Changed]:
    """Return those of the records that the public sees or saw."""
    return [(entry.record_type, entry.record_uid) for entry in entries if _has_begun(entry, at)]


def _has_begun(entry: SearchEntry, at: dt.datetime) -> bool:
    return entry.go_live_at is None or entry.go_live_at <= at


def _renew_each(model: type[Record], pks: Sequence[int], *, at: dt.datetime) -> Iterator[Failure]:
    """Write the rows anew: all together, or one by one where one of them is in the way."""
    try:
        with transaction.atomic():
            _renew(model, pks, at=at)
    except Exception as error:
        if len(pks) == 1:
            yield note_failure(f"{model._meta.model_name} {pks[0]}", error)
        else:
            for pk in pks:
                yield from _renew_each(model, [pk], at=at)


def _days(entries: Entries) -> set[tuple[int, frozenset[Key]]]:
    return {
        (entry.pk, frozenset(key for key in read(entry.facets) if key.dimension == YEAR))
        for entry in entries
    }


def _lay_bits(kind: str) -> None:
    entries = SearchEntry.objects.filter(record_type=kind)
    last, _place = record_sets.place_of(entries.aggregate(last=Max("record_pk"))["last"] or 0)
    last = max(last, PublicBits.objects.filter(kind=kind).aggregate(last=Max("chunk"))["last"] or 0)
    for chunk in range(last + 1):
        first = chunk << record_sets.CHUNK_BITS
        with transaction.atomic():
            take_turn()
            within = entries.filter(record_pk__gte=first, record_pk__lt=first + record_sets.CHUNK)
            values = within.values_list("record_pk", "facets").iterator()
            PublicBits.objects.lay(kind, chunk, ((pk, read(text)) for pk, text in values))
