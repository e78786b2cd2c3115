"""Keeps the search index as the records are: each change of one writes its row, or takes it."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator

from django.db import transaction

from cooperation.models import (
    Commitment,
    Event,
    Generation,
    SearchEntry,
    SearchName,
    SearchWord,
    Statement,
    Withdrawn,
)
from cooperation.models.base import Record, record_models
from cooperation.models.search import search_id
from cooperation.publishing.search_texts import Texts, day_of, texts_of
from cooperation.rules.search_text import name_key, runs, words
from cooperation.vocabulary.workflow import State

CHUNK = 200


def follow(record: Record, *, at: dt.datetime, is_gone: bool = False) -> None:
    """Index a record as its rows are now; one that is not published, or deleted, leaves."""
    _take_turns()
    model, kind = type(record), str(record._meta.model_name)
    before = SearchEntry.objects.drop(kind, [record.pk])
    now = [] if is_gone else _published(model, [record.pk])
    after = _put(model, now, at=at)
    if after:
        Withdrawn.objects.filter(record_uid=record.uid).delete()
    for entry in before if not after else ():
        if entry.go_live_at is None or entry.go_live_at <= at:
            ended = {"record_type": kind, "at": min(at, entry.expire_at or at)}
            Withdrawn.objects.update_or_create(record_uid=record.uid, defaults=ended)
    if isinstance(record, Event) and {row.pk for row in before} != {row.pk for row in after}:
        # They are as new as the event at which they were made.
        for dependent in (Statement, Commitment):
            key = "event" if dependent is Statement else "made_at"
            pks = dependent.objects.filter(**{key: record}).values_list("pk", flat=True)
            _renew(dependent, list(pks), at=at)


def rebuild(*, at: dt.datetime) -> Iterator[int]:
    """Index everything anew, a few records at a time; give how many were, after each step.

    Each step is a transaction of its own: others may read and publish between them.
    """
    for model in record_models():
        last = 0
        while True:
            with transaction.atomic():
                rows = model.objects.select_for_update(of=("self",)).filter(pk__gt=last)
                pks = list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK])
                _take_turns()
                # What lies between two records of the register is a row of a deleted one.
                upto = {"record_pk__lte": pks[-1]} if pks else {}
                standing = SearchEntry.objects.filter(
                    record_type=model._meta.model_name, record_pk__gt=last, **upto
                )
                known = set(standing.values_list("record_pk", flat=True))
                _renew(model, sorted({*pks, *known}), at=at)
            if not pks:
                break
            last = pks[-1]
            yield len(pks)


def is_complete() -> bool:
    """Tell whether there is a row for each published record."""
    published = sum(
        model.objects.filter(state=State.PUBLISHED).count() for model in record_models()
    )
    return SearchEntry.objects.count() == published


def _take_turns() -> None:
    """Let two publications at once write the words that they share one after the other."""
    list(Generation.objects.select_for_update().filter(pk=1).values_list("pk"))


def _renew(model: type[Record], pks: Collection[int], *, at: dt.datetime) -> None:
    SearchEntry.objects.drop(str(model._meta.model_name), pks)
    _put(model, _published(model, pks), at=at)


def _published(model: type[Record], pks: Collection[int]) -> list[Record]:
    dating = {Statement: ["event"], Commitment: ["made_at"]}.get(model, [])
    rows = model.objects.filter(pk__in=pks, state=State.PUBLISHED)
    return list(rows.select_related(*dating))


def _put(model: type[Record], records: Collection[Record], *, at: dt.datetime) -> list[SearchEntry]:
    if not records:
        return []
    texts = texts_of(model, records, at=at)
    entries = [_entry(record, texts[record.pk], at) for record in records]
    names = [
        SearchName(entry_id=entry.pk, name=name, is_short=is_short)
        for entry in entries
        for name, is_short in _names(texts[entry.record_pk]).items()
    ]
    SearchEntry.objects.put(entries, names)
    SearchWord.objects.learn(
        word for entry in entries for text in (entry.names, entry.text) for word in text.split()
    )
    return entries


def _entry(record: Record, texts: Texts, at: dt.datetime) -> SearchEntry:
    kind = str(record._meta.model_name)
    names = "\n".join((*texts.names, *texts.aliases, *texts.short, *texts.initials))
    passages = {
        language: "\n".join(filter(None, found)) for language, found in texts.passages.items()
    }
    everything = "\n".join(passages.values())
    return SearchEntry(
        id=search_id(kind, record.pk, day_of(record)),
        record_type=kind,
        record_pk=record.pk,
        record_uid=record.uid,
        state=record.state,
        go_live_at=record.go_live_at,
        expire_at=record.expire_at,
        public_at=max(filter(None, (record.published_at or at, record.go_live_at))),
        names=_lines(words, names),
        text=" ".join(words(everything)),
        name_runs=_lines(runs, names),
        text_runs=" ".join(runs(everything)),
        aliases="\n".join(dict.fromkeys((*texts.aliases, *texts.short))),
        passages_en=passages["en"],
        passages_km=passages["km"],
    )


def _lines(pieces: Callable[[str], list[str]], text: str) -> str:
    return "\n".join(" ".join(pieces(line)) for line in text.split("\n"))


def _names(texts: Texts) -> dict[str, bool]:
    """Return the names as they are compared, with whether each is a short form."""
    found = {name_key(name): True for name in (*texts.short, *texts.initials)}
    found |= {name_key(name): False for name in (*texts.names, *texts.aliases)}
    return {name: is_short for name, is_short in found.items() if name}
