"""The rows of the search index that records have, as they are now."""

import datetime as dt
from collections.abc import Collection, Iterable

from cooperation.models import Commitment, SearchEntry, SearchName
from cooperation.models.base import Record
from cooperation.models.public_bits import write_keys
from cooperation.models.search import search_id
from cooperation.publishing.page_parts import Shown, shown_of
from cooperation.publishing.public_values import values_of
from cooperation.publishing.search_columns import SEARCHED, Searched
from cooperation.publishing.search_texts import LANGUAGES, Lines, Texts, day_of, texts_of
from cooperation.rules import folding
from cooperation.rules.search_text import indexed_line, name_key
from cooperation.vocabulary.workflow import State


def entries_of(
    model: type[Record], pks: Collection[int], *, at: dt.datetime
) -> tuple[list[SearchEntry], list[SearchName]]:
    """Return rows, not written yet, for those of the records that are published."""
    searched = SEARCHED[str(model._meta.model_name)]
    rows = model.objects.filter(pk__in=pks, state=State.PUBLISHED)
    rows = rows.with_status() if model is Commitment else rows
    # With no name at all everything would be joined.
    rows = rows.select_related(searched.kind.lent_by or None)
    records = list(rows) if pks else []
    if not records:
        return [], []
    shown = shown_of(searched, records, at=at)
    entries, names = [], []
    for record in records:
        texts = texts_of(record, searched, shown, at=at)
        entry = _entry(record, searched, texts, shown)
        entries.append(entry)
        names += [
            SearchName(entry_id=entry.pk, name=name, is_short=is_short)
            for name, is_short in _names(texts).items()
        ]
    return entries, names


def _entry(record: Record, searched: Searched, texts: Texts, shown: Shown) -> SearchEntry:
    names, name_runs = _indexed((*texts.names, *texts.aliases, *texts.short, *texts.initials))
    own, own_runs = _indexed(_both(texts.passages, texts.stated))
    linked, linked_runs = _indexed(_both(texts.linked))
    return SearchEntry(
        id=search_id(searched.kind.number, record.pk, day_of(record, searched)),
        record_type=searched.kind.model_name,
        record_pk=record.pk,
        record_uid=record.uid,
        state=record.state,
        go_live_at=record.go_live_at,
        expire_at=record.expire_at,
        public_at=record.updated_at,
        called="\n".join(texts.names),
        names=names,
        text=own.strip(),
        linked=linked.strip(),
        name_runs=name_runs,
        text_runs=own_runs.strip(),
        linked_runs=linked_runs.strip(),
        aliases="\n".join(dict.fromkeys((*texts.aliases, *texts.short))),
        passages_en="\n".join(texts.passages["en"]),
        passages_km="\n".join(texts.passages["km"]),
        facts_en="\n".join(texts.facts["en"]),
        facts_km="\n".join(texts.facts["km"]),
        folding=folding.VERSION,
        facets=write_keys(values_of(record, shown.parts[record.pk], shown.many)),
    )


def _both(*lines: Lines) -> Iterable[str]:
    """Give the lines of both languages, each once: names without Khmer stand in both."""
    return dict.fromkeys(line for some in lines for name in LANGUAGES for line in some[name])


def _indexed(lines: Iterable[str]) -> tuple[str, str]:
    """Return the words of the lines and their runs, as they stand in the index."""
    found = [indexed_line(line) for line in lines]
    return "\n".join(words for words, _runs in found), "\n".join(runs for _words, runs in found)


def _names(texts: Texts) -> dict[str, bool]:
    """Return the names as they are compared, with whether each is a short form."""
    found = {name_key(name): True for name in (*texts.short, *texts.initials)}
    found |= {name_key(name): False for name in (*texts.names, *texts.aliases)}
    return {name: is_short for name, is_short in found.items() if name}
