"""Search over all kinds of record: names first, then own words, then what is linked."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import get_language
from pyroaring import BitMap

from cooperation.documents.loading import Loader
from cooperation.documents.statement import who_spoke
from cooperation.kinds.base import Kind
from cooperation.kinds.registry import kind_of_search_id
from cooperation.models import SearchEntry
from cooperation.models.base import Record, record_models
from cooperation.models.search import record_id_of
from cooperation.models.search_match import Within
from cooperation.queries import generation
from cooperation.queries.answering import Answer, Manner, match_question
from cooperation.queries.generation import Present
from cooperation.queries.hidden_by_time import hidden_by_time
from cooperation.queries.matching import matching_records, newest_matches
from cooperation.queries.public_sets import public_sets
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


@dataclass(frozen=True, slots=True)
class _Answered:
    """How records of a kind answer a question; the ids of those that do, packed."""

    answer: Answer
    records: bytes


def find_records(question: Question, state: Present) -> Found:
    """Return what answers a question best: what is called so, then what has it in its names, then
    in its own words, then in the names of what it is linked with; of each the newest first.
    """
    key = ("search", state.key, question)
    return generation.cached_by_generation(key, lambda: _find(question, state))


def answers_question(model: type[Record], question: Question) -> Q:
    """Return the condition that a record of this kind answers a question, all of it."""
    rows = SearchEntry.objects.visible().filter(record_type=model._meta.model_name)
    found = match_question(question, rows, may_lack_one=False)
    return Q(pk__in=rows.filter(found.condition()).values("record_pk"))


def answering_records(kind: Kind, question: Question, state: Present) -> BitMap:
    """Return the ids of the visible records of a kind that answer a question, all of it."""
    return BitMap.deserialize(_answered(kind, question, state).records)


def newest_answers(kind: Kind, question: Question, state: Present) -> tuple[BitMap, bool]:
    """Return the newest records of a kind that answer a question, and whether there are more."""
    found = _answered(kind, question, state)
    records = BitMap.deserialize(found.records)
    if len(records) <= MOST:
        return records, False
    ids = _newest(found.answer.condition(), MOST, state, kind)
    return BitMap(map(record_id_of, ids)), True


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


def _find(question: Question, state: Present) -> Found:
    found = match_question(
        question,
        SearchEntry.objects.visible(at=state.at),
        may_lack_one=True,
        has=lambda condition: bool(_newest(condition, 1, state)),
    )
    if found.manner is Manner.NONE:
        return Found(found, array("q"), is_cut=False)
    ids = dict.fromkeys(
        (
            *_newest(found.called(), MOST_NAMED, state),
            *_newest(found.condition(Within.NAMES), MOST_NAMED, state),
        )
    )
    anywhere = _newest(found.condition(Within.OWN), MOST + 1, state)
    ids |= dict.fromkeys(anywhere[:MOST])
    if len(anywhere) <= MOST:
        anywhere = _newest(found.condition(), MOST + 1, state)
        ids |= dict.fromkeys(anywhere[:MOST])
    return Found(found, array("q", list(ids)[:MOST]), is_cut=len(anywhere) > MOST)


def _answered(kind: Kind, question: Question, state: Present) -> _Answered:
    key = ("answers", state.key, kind.model_name, question)
    return generation.cached_by_generation(key, lambda: _answer(kind, question, state))


def _answer(kind: Kind, question: Question, state: Present) -> _Answered:
    visible = public_sets(kind.model_name, state).visible
    records = BitMap()

    def has(condition: Q) -> bool:
        nonlocal records
        records = matching_records(condition, kind) & visible
        return bool(records)

    rows = SearchEntry.objects.visible(at=state.at).filter(record_type=kind.model_name)
    answer = match_question(question, rows, may_lack_one=False, has=has)
    return _Answered(answer, records.serialize())


def _newest(condition: Q, most: int, state: Present, kind: Kind | None = None) -> list[int]:
    """Return the ids of the newest visible rows that satisfy a condition, of one kind or of all."""
    hidden = hidden_by_time(state)
    if not hidden:
        return newest_matches(condition, most, kind)
    found = newest_matches(condition, most + sum(map(len, hidden.values())), kind)
    none = BitMap()
    seen = (pk for pk in found if record_id_of(pk) not in hidden.get(kind_of_search_id(pk), none))
    return list(islice(seen, most))


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
