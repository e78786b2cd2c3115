"""The rows of the search index that records have, as they are now."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable

from cooperation.kinds.registry import KINDS
from cooperation.models import Commitment, SearchEntry, SearchName, Statement
from cooperation.models.base import Part, Record
from cooperation.models.search import search_id
from cooperation.publishing import search_texts
from cooperation.publishing.page_parts import parts_on_page
from cooperation.publishing.public_values import parts_with_values, values_of, written
from cooperation.publishing.search_texts import Texts, day_of, texts_of
from cooperation.rules import folding
from cooperation.rules.search_text import name_key, search_words, unspaced_runs
from cooperation.vocabulary.workflow import State

# Others are joined with nothing: no name at all would join everything.
NAMED_WITH: dict[type[Record], tuple[str | None, ...]] = {
    Statement: ("event",),
    Commitment: ("made_at",),
}


def entries_of(
    model: type[Record], pks: Collection[int], *, at: dt.datetime
) -> tuple[list[SearchEntry], list[SearchName]]:
    """Return rows, not written yet, for those of the records that are published."""
    rows = model.objects.filter(pk__in=pks, state=State.PUBLISHED)
    rows = rows.with_status() if model is Commitment else rows
    many = [field.name for field in model._meta.many_to_many if field.name == "places"]
    records = list(
        rows.select_related(*NAMED_WITH.get(model, (None,))).prefetch_related(*many) if pks else ()
    )
    if not records:
        return [], []
    told = search_texts.PARTS | parts_with_values(model)
    parts = parts_on_page(model, records, told, at=at)
    entries, names = [], []
    for record in records:
        texts = texts_of(record, parts[record.pk])
        entry = _entry(record, texts, parts[record.pk])
        entries.append(entry)
        names += [
            SearchName(entry_id=entry.pk, name=name, is_short=is_short)
            for name, is_short in _names(texts).items()
        ]
    return entries, names


def _entry(record: Record, texts: Texts, parts: Iterable[Part]) -> SearchEntry:
    kind = str(record._meta.model_name)
    names = "\n".join((*texts.names, *texts.aliases, *texts.short, *texts.initials))
    passages = {
        language: "\n".join(filter(None, found)) for language, found in texts.passages.items()
    }
    everything = "\n".join(passages.values())
    return SearchEntry(
        id=search_id(KINDS[kind].number, record.pk, day_of(record)),
        record_type=kind,
        record_pk=record.pk,
        record_uid=record.uid,
        state=record.state,
        go_live_at=record.go_live_at,
        expire_at=record.expire_at,
        public_at=record.updated_at,
        names=_lines(search_words, names),
        text=" ".join(search_words(everything)),
        name_runs=_lines(unspaced_runs, names),
        text_runs=" ".join(unspaced_runs(everything)),
        aliases="\n".join(dict.fromkeys((*texts.aliases, *texts.short))),
        passages_en=passages["en"],
        passages_km=passages["km"],
        folding=folding.VERSION,
        facets=written(values_of(record, parts)),
    )


def _lines(pieces: Callable[[str], list[str]], text: str) -> str:
    return "\n".join(" ".join(pieces(line)) for line in text.split("\n"))


def _names(texts: Texts) -> dict[str, bool]:
    """Return the names as they are compared, with whether each is a short form."""
    found = {name_key(name): True for name in (*texts.short, *texts.initials)}
    found |= {name_key(name): False for name in (*texts.names, *texts.aliases)}
    return {name: is_short for name, is_short in found.items() if name}
