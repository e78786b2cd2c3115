"""What of a record is searched: what its page shows, and nothing that only editors see."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models

from cooperation.models import (
    Commitment,
    CommitmentUpdate,
    Document,
    Event,
    Figure,
    Identifier,
    Item,
    Organisation,
    OtherName,
    Participation,
    Person,
    Picture,
    PlanItem,
    Post,
    Programme,
    ProgrammeOrganisation,
    Source,
    Statement,
    StatementSpeaker,
)
from cooperation.models.base import Part, Record, record_models
from cooperation.publishing.public_values import day_giver
from cooperation.rules.names import make_acronyms
from cooperation.vocabulary.name import NameKind

LONGEST = 100_000
LONGEST_INITIALS = 8
LANGUAGES = ("en", "km")
# Texts in both languages, and values that are what they are.
TEXTS: dict[type[models.Model], tuple[str, ...]] = {
    Programme: ("summary", "description"),
    Event: ("summary", "venue"),
    Post: ("area",),
    Statement: ("text",),
    Commitment: ("text",),
    Item: ("text",),
    PlanItem: ("text",),
    Participation: ("role_as_stated",),
    ProgrammeOrganisation: ("role_as_stated",),
    StatementSpeaker: ("role_as_stated",),
    CommitmentUpdate: ("note",),
    Figure: ("unit", "note"),
    Picture: ("alt", "caption"),
    Document: ("title",),
}
VALUES: dict[type[models.Model], tuple[str, ...]] = {
    Source: ("publisher", "author"),
}
NAMES: dict[type[models.Model], tuple[str, ...]] = {
    Programme: ("acronym", "iati_identifier"),
    Organisation: ("acronym",),
    Person: ("sort_name",),
}
PARTS = frozenset({OtherName, Identifier, *TEXTS} - set(record_models()))
# What has initials that people go by.
ABBREVIATED = (Programme, Organisation)


@dataclass(slots=True)
class Texts:
    """What is searched of one record. `initials` are ours, the other names are stated."""

    names: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    initials: list[str] = field(default_factory=list)
    passages: dict[str, list[str]] = field(
        default_factory=lambda: {language: [] for language in LANGUAGES}
    )


def texts_of(record: Record, parts: Iterable[Part]) -> Texts:
    """Return what is searched of a record with these parts."""
    texts = Texts()
    # A statement has no title: its text is all there is of it.
    if record.name_field not in TEXTS.get(type(record), ()):
        names = (getattr(record, f"{record.name_field}_{language}") for language in LANGUAGES)
        texts.names += filter(None, names)
    for name in NAMES.get(type(record), ()):
        value = getattr(record, name)
        if value and value not in texts.names:
            (texts.aliases if name == "sort_name" else texts.short).append(value)
    _add_texts(texts, record)
    for part in parts:
        match part:
            case OtherName():
                is_short = part.kind == NameKind.ACRONYM
                (texts.short if is_short else texts.aliases).append(part.name)
            case Identifier():
                texts.short.append(part.code)
        _add_texts(texts, part)
    if isinstance(record, ABBREVIATED):
        made = {short for name in texts.names for short in make_acronyms(name)}
        texts.initials = sorted(
            short for short in made if short.isalpha() and len(short) <= LONGEST_INITIALS
        )
    return texts


def day_of(record: Record) -> dt.date | None:
    """Return the day by which a record is newer or older than others."""
    match record:
        case Programme():
            own = "actual_period" if record.actual_period else "planned_period"
            return getattr(record, f"{own}_earliest")
        case Event():
            return record.date_earliest
        case Statement():
            event = day_giver(record)
            return record.said_on_earliest or (event and event.date_earliest)
        case Commitment():
            return record.made_on_earliest or (record.made_at and record.made_at.date_earliest)
        case Source():
            return record.published_earliest
        case _:
            return None


def _add_texts(texts: Texts, row: models.Model) -> None:
    for name in TEXTS.get(type(row), ()):
        for language in LANGUAGES:
            texts.passages[language].append(getattr(row, f"{name}_{language}")[:LONGEST])
    for name in VALUES.get(type(row), ()):
        texts.passages["en"].append(getattr(row, name))
