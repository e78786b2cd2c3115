"""What the register knows of the words in a paragraph: names, dates and numbers, as offers.

An offer is a value that stands in the text by its letters or by a plain rule. Nothing of it is
saved before an editor has put it into a field.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from cooperation.models import (
    Event,
    Organisation,
    OtherName,
    Person,
    Place,
    Post,
    Programme,
    Term,
)
from cooperation.rules import recognising_dates, recognising_names, recognising_numbers
from cooperation.vocabulary.name import Language
from cooperation.vocabulary.term import TAG_SCHEMES, SchemeCode

NAMED: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Person, ("name_en", "name_km")),
    (Organisation, ("name_en", "name_km", "acronym")),
    (Post, ("label_en", "label_km")),
    (Place, ("name_en", "name_km")),
    (Programme, ("title_en", "title_km", "acronym")),
    (Event, ("title_en", "title_km")),
)
LABELLING = (
    SchemeCode.EVENT_KIND,
    SchemeCode.EVENT_ROLE,
    SchemeCode.COMMITMENT_KIND,
    SchemeCode.COMMITMENT_VERB,
    SchemeCode.MEASURE,
)
TAG = "tag"
DATE, DAY_WORDS, NUMBER = "date", "words", "number"


@dataclass(frozen=True, slots=True)
class Offer:
    """`kind` says which fields it suits; `value` is a key, an EDTF text or a number."""

    kind: str
    value: str
    label: str
    meaning: str
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph; with an offer if it is known."""

    text: str
    offer: Offer | None = None


def known_names(text: str) -> dict[str, list[Offer]]:
    """Return what the register knows under any phrase of a text, by phrase.

    Two queries for each kind, of which the database compares names with the text's phrases.
    """
    asked = recognising_names.phrases_in_text(text)
    is_khmer = recognising_names.SPACELESS.search(text) is not None
    known: dict[str, list[Offer]] = defaultdict(list)
    for name, offer in _all_named(asked, is_khmer):
        phrase = recognising_names.phrase_of_name(name)
        if phrase and offer not in known[phrase]:
            known[phrase].append(offer)
    return dict(known)


def list_offers(paragraph: str, known: dict[str, list[Offer]]) -> list[tuple[int, str, Offer]]:
    """Return what can be offered of a paragraph: (where, as it stands there, the offer)."""
    found = [
        (item.start, item.text, item.key) for item in recognising_names.find_names(paragraph, known)
    ]
    dates = recognising_dates.find_dates(paragraph)
    for date in dates:
        kind, meaning = (DATE, _("date")) if date.edtf else (DAY_WORDS, _("day in words"))
        offer = Offer(kind, date.edtf or date.text, date.text, meaning)
        found.append((date.start, date.text, offer))
    taken = [(start, start + len(text)) for start, text, _offer in found]
    for number in recognising_numbers.find_numbers(paragraph):
        end = number.start + len(number.text)
        if any(number.start < last and first < end for first, last in taken):
            continue
        value = f"{number.value.normalize():f}"
        offer = Offer(NUMBER, value, number.text, _("number"), number.qualifier.value)
        found.append((number.start, number.text, offer))
    return sorted(found, key=lambda item: item[0])


def distinct_offers(found: Sequence[tuple[int, str, Offer]]) -> list[Offer]:
    return list(dict.fromkeys(offer for _start, _text, offer in found))


def offered_runs(paragraph: str, found: Sequence[tuple[int, str, Offer]]) -> Iterator[Run]:
    """Give the paragraph cut where known words begin and end."""
    at = 0
    for start, text, offer in found:
        if start < at:
            continue
        if start > at:
            yield Run(paragraph[at:start])
        yield Run(text, offer)
        at = start + len(text)
    if at < len(paragraph):
        yield Run(paragraph[at:])


def _all_named(asked: set[str], is_khmer: bool) -> Iterator[tuple[str, Offer]]:
    for model, fields in NAMED:
        kind, meaning = str(model._meta.model_name), str(model._meta.verbose_name)
        for field in fields:
            for row in _rows(model, field, asked, is_khmer):
                yield getattr(row, field), Offer(kind, str(row.pk), str(row), meaning)
    owners = [str(model._meta.model_name) for model, _fields in NAMED]
    others = _rows(OtherName, "name", asked, is_khmer).select_related(*owners)
    for other in others:
        owner = next((getattr(other, name) for name in owners if getattr(other, name)), None)
        if owner is not None:
            kind, meaning = str(owner._meta.model_name), str(owner._meta.verbose_name)
            yield other.name, Offer(kind, str(owner.pk), str(owner), meaning)
    yield from _all_terms(asked, is_khmer)


def _all_terms(asked: set[str], is_khmer: bool) -> Iterator[tuple[str, Offer]]:
    schemes = [scheme.value for scheme in (*LABELLING, *TAG_SCHEMES)]
    for field in ("label_en", "label_km"):
        terms = _rows(Term, field, asked, is_khmer).select_related("scheme")
        for term in terms.filter(scheme__code__in=schemes):
            code = term.scheme.code
            kind = code if code in LABELLING else TAG
            meaning = str(SchemeCode(code).label)
            yield getattr(term, field), Offer(kind, str(term.pk), str(term), meaning)


def _rows(
    model: type[models.Model], field: str, asked: Iterable[str], is_khmer: bool
) -> models.QuerySet[Any]:
    """Return the rows whose name may stand in the text; the rule then looks at the letters."""
    rows = model._default_manager.annotate(low=Lower(field))
    condition = Q(low__in=list(asked))
    if is_khmer and field.endswith("_km"):
        condition |= Q(**{f"{field}__gt": ""})
    elif is_khmer and model is OtherName:
        condition |= Q(language=Language.KHMER)
    return rows.filter(condition).order_by("pk")
