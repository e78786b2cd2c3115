"""Sources as the public sees them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Rows
from cooperation.documents.records import Subject
from cooperation.documents.source import SOURCE_DOCUMENT
from cooperation.models import Source
from cooperation.queries import supported_facts
from cooperation.queries.supported_facts import WHOLE, Passage
from cooperation.rules import locators
from cooperation.vocabulary.source import LocatorType

MOST_OF_A_PASSAGE, MOST_ON_A_PAGE = 50, 500


def sources_subject(*conditions: Any) -> Subject:
    """Return sources whose detail shows the facts that meet the conditions."""
    return replace(
        SOURCE_DOCUMENT, collections=(supported_facts.facts_collection("facts", *conditions),)
    )


SOURCES = sources_subject()


def passages_of_source(slug: str, loader: Loader) -> dict[str, Any]:
    """Return what each passage of a source supports, its facts by record.

    `paragraphs` are all that the source has, or those that are cited where nobody has counted;
    a range stands under each of its paragraphs. `others` are pages and sections, `whole` what
    names no passage. `beyond` are the kinds of record that more facts of a passage are of, where
    there are too many to show. `is_cut` tells that the source has more passages than a page can
    show: then the paragraphs end with the last one shown.
    """
    source = Source.objects.published().filter(slug=slug)
    pk, count = source.values_list("pk", "paragraph_count").first() or (None, None)
    found = supported_facts.first_of_each_passage(pk, MOST_OF_A_PASSAGE)[: MOST_ON_A_PAGE + 1]
    facts = supported_facts.read_facts(found, loader)
    is_cut = len(facts) > MOST_ON_A_PAGE
    by_passage = _by_passage(facts[:MOST_ON_A_PAGE])
    is_full = any(len(rows) >= MOST_OF_A_PASSAGE for rows in by_passage.values())
    beyond = supported_facts.kinds_beyond(pk, MOST_OF_A_PASSAGE) if is_full else {}
    by_paragraph = _by_paragraph(by_passage, None if is_cut else count or 0)

    def shown_of(keys: Iterable[Passage], **named: Any) -> dict[str, Any]:
        return {**named, **_support(keys, by_passage, beyond)}

    return {
        "paragraphs": [shown_of(keys, number=n) for n, keys in sorted(by_paragraph.items())],
        "others": [
            shown_of([key], label=locators.locator_label(*key))
            for key in by_passage
            if _is_page_or_section(key)
        ],
        "whole": shown_of(key for key in by_passage if not key[1]),
        "is_cut": is_cut,
    }


def _support(
    keys: Iterable[Passage],
    by_passage: Mapping[Passage, Rows],
    beyond: Mapping[Passage, Iterable[str]],
) -> dict[str, Any]:
    passages = list(keys)
    rows = [fact for key in passages for fact in by_passage[key]]
    kinds = {kind for key in passages for kind in beyond.get(key, ())}
    return {"records": _by_record(rows), "beyond": sorted(kinds)}


def _passage(fact: dict[str, Any]) -> Passage:
    kind = fact["locator_type"]
    return (kind["code"], fact["locator"]) if kind else WHOLE


def _is_page_or_section(key: Passage) -> bool:
    return bool(key[1]) and key[0] != LocatorType.PARAGRAPH


def _by_passage(facts: Rows) -> dict[Passage, Rows]:
    found: dict[Passage, Rows] = defaultdict(list)
    for fact in facts:
        found[_passage(fact)].append(fact)
    return found


def _by_paragraph(passages: Iterable[Passage], count: int | None) -> dict[int, list[Passage]]:
    """Return the passages that are paragraphs, a range under each of its own.

    Up to `count`, to the last one named if it is None, each paragraph has a place.
    """
    found: dict[int, list[Passage]] = {}
    for key in passages:
        if key[0] == LocatorType.PARAGRAPH and key[1]:
            start, end = locators.parse_locator(key[1])
            for number in range(start, min(end, start + MOST_ON_A_PAGE) + 1):
                found.setdefault(number, []).append(key)
    last = max(found, default=0) if count is None else count
    for number in range(1, min(last, MOST_ON_A_PAGE) + 1):
        found.setdefault(number, [])
    return found


def _by_record(rows: Rows) -> Rows:
    """Return the records that facts are of, each with its facts by what they say of it."""
    found: dict[str, dict[str, Any]] = {}
    for fact in sorted(rows, key=lambda fact: fact["record"]["type"]):
        record = fact["record"]
        one = found.setdefault(record["uid"], {"record": record, "lines": defaultdict(list)})
        one["lines"][fact["part"]["label"] if fact["part"] else fact["label"]].append(fact)
    return [{"record": one["record"], "lines": dict(one["lines"])} for one in found.values()]
