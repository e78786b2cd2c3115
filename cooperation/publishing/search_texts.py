"""What of a record is searched: all that its page shows, in both languages, and nothing else.

What a page shows is told in `kinds`; there is no list of searched fields. What a record says is
kept apart from the names of what it is linked with.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.translation import override

from cooperation.models import Identifier, OtherName, Statement
from cooperation.models.base import Part, Record
from cooperation.publishing.page_parts import Shown, is_seen, keys_of
from cooperation.publishing.public_values import day_giver
from cooperation.publishing.search_columns import Columns, Searched
from cooperation.rules import date_words, figures
from cooperation.rules.names import make_acronyms
from cooperation.vocabulary.name import NameKind

LONGEST = 100_000
LONGEST_INITIALS = 8
LANGUAGES = ("en", "km")

Lines = dict[str, list[str]]


def _lines() -> Lines:
    return {language: [] for language in LANGUAGES}


@dataclass(slots=True)
class Texts:
    """What is searched of one record.

    `initials` are ours, the other names are stated. `passages` are its texts, `stated` its dates
    and numbers in words, `linked` the names of what it is linked with; `facts` is what its page
    shows beside its texts, a line for each part.
    """

    names: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    initials: list[str] = field(default_factory=list)
    passages: Lines = field(default_factory=_lines)
    stated: Lines = field(default_factory=_lines)
    linked: Lines = field(default_factory=_lines)
    facts: Lines = field(default_factory=_lines)


def texts_of(record: Record, searched: Searched, shown: Shown, *, at: dt.datetime) -> Texts:
    """Return what is searched of a record; what it names and cannot be seen is left out."""
    texts = Texts()
    parts = shown.parts[record.pk]
    _add_names(texts, record, searched, parts)
    _add_row(texts, record, searched.own, record, shown, at)
    for part in parts:
        if columns := searched.parts.get(type(part)):
            _add_row(texts, part, columns, record, shown, at)
    return texts


def day_of(record: Record, searched: Searched) -> dt.date | None:
    """Return the day by which a record is newer or older than others."""
    for name in searched.kind.dated:
        if getattr(record, name):
            return getattr(record, f"{name}_earliest")
    if isinstance(record, Statement):
        lender = day_giver(record)
    else:
        lender = getattr(record, searched.kind.lent_by) if searched.kind.lent_by else None
    return lender.date_earliest if lender else None


def _add_names(texts: Texts, record: Record, searched: Searched, parts: Iterable[Part]) -> None:
    if searched.name:
        own = (getattr(record, f"{searched.name}_{language}") for language in LANGUAGES)
        texts.names += filter(None, own)
    for names, columns in ((texts.aliases, searched.aliases), (texts.short, searched.short)):
        values = (getattr(record, column) for column in columns)
        names += [value for value in values if value and value not in texts.names]
    for part in parts:
        match part:
            case OtherName():
                is_short = part.kind == NameKind.ACRONYM
                (texts.short if is_short else texts.aliases).append(part.name)
            case Identifier():
                texts.short.append(part.code)
    if searched.kind.has_initials:
        made = {short for name in texts.names for short in make_acronyms(name)}
        texts.initials = sorted(
            short for short in made if short.isalpha() and len(short) <= LONGEST_INITIALS
        )


def _add_row(
    texts: Texts,
    row: models.Model,
    columns: Columns,
    record: Record,
    shown: Shown,
    at: dt.datetime,
) -> None:
    lines = [value for name in columns.lines if (value := getattr(row, name))]
    texts.passages["en"] += lines
    names = (shown.names[key] for key in keys_of(row, columns, shown.many))
    targets = [named for named in names if is_seen(named, record, at)]
    for place, language in enumerate(LANGUAGES):
        texts.passages[language] += [
            text[:LONGEST] for name in columns.texts if (text := getattr(row, f"{name}_{language}"))
        ]
        stated = [*_dates(row, columns, language), *_amounts(row, columns, language)]
        linked = [*_labels(row, columns, language), *(named.names[place] for named in targets)]
        texts.stated[language] += stated
        texts.linked[language] += linked
        if facts := [*linked, *stated]:
            texts.facts[language].append(", ".join(facts))


def _dates(row: Any, columns: Columns, language: str) -> Iterator[str]:
    for name, as_stated in columns.dates:
        edtf, words = getattr(row, name), getattr(row, as_stated) if as_stated else ""
        if edtf or words:
            yield date_words.date_in_words(edtf, as_stated=words, language=language)


def _amounts(row: Any, columns: Columns, language: str) -> Iterator[str]:
    for name, unit in columns.amounts:
        if (value := getattr(row, name)) is not None:
            measure = row.currency if unit == "currency" else _in_language(row, unit, language)
            yield figures.figure_in_words(value, row.qualifier, measure, language=language)


def _labels(row: Any, columns: Columns, language: str) -> Iterator[str]:
    for name in columns.choices:
        if value := getattr(row, name):
            yield _label(type(row), name, value, language)


def _in_language(row: Any, name: str, language: str) -> str:
    english, khmer = getattr(row, f"{name}_en"), getattr(row, f"{name}_km")
    return (khmer or english) if language == "km" else (english or khmer)


@lru_cache(maxsize=1_000)
def _label(model: type[models.Model], name: str, code: str, language: str) -> str:
    field: Any = model._meta.get_field(name)
    with override(language):
        return str(dict(field.flatchoices).get(code, ""))
