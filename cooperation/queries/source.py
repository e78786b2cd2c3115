"""Sources as the public sees them."""

from collections import defaultdict
from typing import Any

from cooperation.models import Source
from cooperation.queries import facts
from cooperation.queries.loading import Loader
from cooperation.queries.parts import Rows
from cooperation.queries.records import Subject
from cooperation.queries.shapes import Shape
from cooperation.rules import locators
from cooperation.vocabulary.source import LocatorType

MOST_ON_A_PAGE = 2000

SOURCE = Shape(
    Source,
    texts=("title",),
    plain=(
        "title_supplied",
        "publisher",
        "author",
        "url",
        "archived_url",
        "accessed_on",
        "paragraph_count",
    ),
    dates=("published",),
    choices=("language", "derivation"),
    terms=("kind",),
    links=("derived_from",),
    names={"url": "source_url"},
)


def sources(*conditions: Any) -> Subject:
    """Return sources whose detail shows the facts that meet the conditions."""
    return Subject(SOURCE, collections=(facts.facts("facts", *conditions),))


SOURCES = sources()


def passages(slug: str, loader: Loader) -> dict[str, Any]:
    """Return what each passage of a source supports, its facts by record.

    `paragraphs` are all that the source has, or those that are cited where nobody has counted;
    a range stands under each of its paragraphs. `others` are pages and sections, `whole` what
    names no passage. `is_cut` tells that there is more than a page can show.
    """
    source = Source.objects.published().filter(slug=slug)
    pk, count = source.values_list("pk", "paragraph_count").first() or (None, None)
    found = facts.read(facts.facts_of(pk)[: MOST_ON_A_PAGE + 1], loader)
    shown = found[:MOST_ON_A_PAGE]
    by_paragraph: dict[int, Rows] = {
        number: [] for number in range(1, min(count or 0, MOST_ON_A_PAGE) + 1)
    }
    by_locator: dict[str, Rows] = defaultdict(list)
    for fact in shown:
        kind = fact["locator_type"] and fact["locator_type"]["code"]
        if kind == LocatorType.PARAGRAPH:
            start, end = locators.parse(fact["locator"])
            for number in range(start, min(end, start + MOST_ON_A_PAGE) + 1):
                by_paragraph.setdefault(number, []).append(fact)
        else:
            by_locator[locators.label(kind, fact["locator"]) if kind else ""].append(fact)
    whole = by_locator.pop("", [])
    return {
        "paragraphs": [
            {"number": number, "records": _by_record(rows)}
            for number, rows in sorted(by_paragraph.items())
        ],
        "others": [
            {"label": label, "records": _by_record(rows)} for label, rows in by_locator.items()
        ],
        "whole": _by_record(whole),
        "is_cut": len(found) > MOST_ON_A_PAGE,
    }


def _by_record(rows: Rows) -> Rows:
    """Return the records that facts are of, each with its facts by what they say of it."""
    found: dict[str, dict[str, Any]] = {}
    for fact in sorted(rows, key=lambda fact: fact["record"]["type"]):
        record = fact["record"]
        one = found.setdefault(record["uid"], {"record": record, "lines": defaultdict(list)})
        one["lines"][fact["part"]["label"] if fact["part"] else fact["label"]].append(fact)
    return [{"record": one["record"], "lines": dict(one["lines"])} for one in found.values()]
