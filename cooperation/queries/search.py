"""Search over all kinds of record: names first, then own words, then what is linked."""

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from cooperation.documents.loading import Loader
from cooperation.documents.statement import who_spoke
from cooperation.kinds.registry import kind_of_search_id
from cooperation.models import SearchEntry
from cooperation.models.base import Record, record_models
from cooperation.models.search import record_id_of
from cooperation.models.search_match import Within
from cooperation.queries import generation
from cooperation.queries.answering import Answer, Manner, match_question
from cooperation.queries.generation import Present
from cooperation.rules import passages
from cooperation.rules.passages import Sought, Stretch
from cooperation.rules.search_text import Question

STATEMENT = "statement"
MOST_NAMED = 200
MOST = 1_000
ON_A_PAGE = 20
KIND_NAMES = {model._meta.model_name: model._meta.verbose_name for model in record_models()}
MODELS = {model._meta.model_name: model for model in record_models()}


class Passage(NamedTuple):
    stretches: list[Stretch]
    language: str


@dataclass(frozen=True, slots=True)
class Found:
    """The best of what answers a question, by their ids in the index: at most `MOST`."""

    answer: Answer
    ids: array
    is_cut: bool

    def counts(self) -> dict[str, int]:
        """Return how many of them there are of each kind."""
        return Counter(map(kind_of_search_id, self.ids))

    def of(self, kind: str) -> list[int]:
        return [pk for pk in self.ids if not kind or kind_of_search_id(pk) == kind]


def find_records(question: Question, state: Present) -> Found:
    """Return what answers a question best: what is called so, then what has it in its names, then
    in its own words, then in the names of what it is linked with; of each the newest first.
    """
    key = ("search", state.key, question)
    return generation.cached_by_generation(key, lambda: _find(question, state.at))


def answers_question(model: type[Record], question: Question) -> Q:
    """Return the condition that a record of this kind answers a question, all of it."""
    rows = SearchEntry.objects.visible().filter(record_type=model._meta.model_name)
    found = match_question(question, rows, may_lack_one=False)
    return Q(pk__in=rows.filter(found.condition()).values("record_pk"))


def newest_answers(model: type[Record], question: Question) -> tuple[list[int], bool]:
    """Return the newest records of a kind that answer a question, and whether there are more."""
    rows = SearchEntry.objects.visible().filter(record_type=model._meta.model_name)
    found = match_question(question, rows, may_lack_one=False)
    ids = _newest(rows.filter(found.condition()), MOST + 1)
    return [record_id_of(pk) for pk in ids[:MOST]], len(ids) > MOST


def read_results(ids: Iterable[int], found: Found, loader: Loader) -> list[dict[str, Any]]:
    """Show what was found, each with the stretch of its text that answers, in marked stretches."""
    order = list(ids)
    what = _what(found.answer)
    entries = SearchEntry.objects.filter(pk__in=order).in_bulk()
    said = [record_id_of(pk) for pk in order if kind_of_search_id(pk) == STATEMENT]
    speakers = who_spoke(said, loader) if said else {}
    shown = [
        {
            "record": loader.reference(MODELS[entry.record_type], entry.record_pk),
            "speakers": speakers.get(entry.record_pk, [])
            if kind_of_search_id(pk) == STATEMENT
            else [],
            "citations": loader.evidence((MODELS[entry.record_type], entry.record_pk, None)),
            "entry": entry,
        }
        for pk in order
        if (entry := entries.get(pk)) is not None
    ]
    return [
        {
            "record": row["record"],
            "acronym": row["record"].get("acronym"),
            "speakers": row["speakers"],
            "citations": row["citations"],
            **_stretches(row["record"], row.pop("entry"), what),
        }
        for row in loader.resolve(shown)
        if row["record"] is not None
    ]


def _find(question: Question, at: dt.datetime) -> Found:
    rows = SearchEntry.objects.visible(at=at)
    found = match_question(question, rows, may_lack_one=True)
    if found.manner is Manner.NONE:
        return Found(found, array("q"), is_cut=False)
    ids = dict.fromkeys(
        (
            *_newest(rows.filter(found.called()), MOST_NAMED),
            *_newest(rows.filter(found.condition(Within.NAMES)), MOST_NAMED),
        )
    )
    anywhere = _newest(rows.filter(found.condition(Within.OWN)), MOST + 1)
    ids |= dict.fromkeys(anywhere[:MOST])
    if len(anywhere) <= MOST:
        anywhere = _newest(rows.filter(found.condition()), MOST + 1)
        ids |= dict.fromkeys(anywhere[:MOST])
    return Found(found, array("q", list(ids)[:MOST]), is_cut=len(anywhere) > MOST)


def _newest(rows: QuerySet, most: int) -> list[int]:
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:most])


def _what(answered: Answer) -> Sought:
    return passages.gather_sought([tuple((piece,) for piece in answered.pieces())])


def _stretches(record: dict[str, Any], entry: SearchEntry, what: Sought) -> dict[str, Any]:
    """Return the marked title, another name if that is what was meant, and the best passage.

    Where neither a name nor a text answers, the passage is of what the record is linked with.
    """
    texts = {"en": entry.passages_en, "km": entry.passages_km}
    facts = {"en": entry.facts_en, "km": entry.facts_km}
    found = _best(texts, what)
    if record["type"] == STATEMENT:
        passage = Passage([], "") if found.stretches else _best(facts, what)
        found = found if found.stretches else _beginning(texts, what)
        title, alias, spoken = found.stretches, [], found.language
    else:
        title, alias, spoken = passages.mark_stretches(record["name"], what), [], ""
        if not _is_marked(title):
            alias = passages.best_excerpt(entry.aliases.split("\n"), what)
        passage = found
        if not passage.stretches and not _is_marked(title) and not alias:
            passage = _best(facts, what)
        if not passage.stretches:
            passage = _beginning(texts, what)
    return {
        "title": title,
        "lang": spoken or passage.language,
        "alias": alias,
        "passage": passage.stretches,
        "passage_lang": passage.language,
    }


def _languages() -> tuple[str, str]:
    """Return the language that is read, and the other."""
    return ("km", "en") if get_language() == "km" else ("en", "km")


def _best(texts: dict[str, str], what: Sought) -> Passage:
    """Return the stretch that answers, in the language that is read if it does there."""
    for language in _languages():
        if found := passages.best_excerpt(texts[language].split("\n"), what):
            return Passage(found, language)
    return Passage([], "")


def _beginning(texts: dict[str, str], what: Sought) -> Passage:
    language, other = _languages()
    spoken = language if texts[language] else other
    return Passage(passages.first_excerpt(texts[spoken], what), spoken)


def _is_marked(stretches: Iterable[Stretch]) -> bool:
    return any(stretch.is_marked for stretch in stretches)
