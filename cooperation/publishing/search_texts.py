"""What of a record is searched: what its page shows, and nothing that only editors see."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db import models

from cooperation.models import (
    Commitment,
    CommitmentUpdate,
    Event,
    Figure,
    Identifier,
    Item,
    Organisation,
    OtherName,
    Participation,
    Person,
    PlanItem,
    Post,
    Programme,
    ProgrammeOrganisation,
    Source,
    Statement,
    StatementSpeaker,
)
from cooperation.models.base import Part, Record, part_models
from cooperation.publishing.readiness import spans
from cooperation.rules.names import initials
from cooperation.vocabulary.name import NameKind
from cooperation.vocabulary.statement import Setting
from cooperation.vocabulary.workflow import State

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
}
VALUES: dict[type[models.Model], tuple[str, ...]] = {
    Source: ("publisher", "author"),
}
NAMES: dict[type[models.Model], tuple[str, ...]] = {
    Programme: ("acronym", "iati_identifier"),
    Organisation: ("acronym",),
    Person: ("sort_name",),
}
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


def texts_of(
    model: type[Record], records: Collection[Record], *, at: dt.datetime
) -> dict[int, Texts]:
    """Return what is searched of each of the records, by their ids: a query for a kind of part."""
    owners = {record.pk: record for record in records}
    found = {record.pk: _own(record) for record in records}
    for part, owner in part_models(model):
        if part in (OtherName, Identifier) or part in TEXTS:
            rows = part.objects.filter(**{f"{owner}__in": list(owners)})
            named = list(_named(part))
            for row in rows.select_related(*named).order_by("position", "pk"):
                pk = getattr(row, f"{owner}_id")
                # A page leaves out a part that names what cannot be seen.
                if all(_is_seen(getattr(row, name), owners[pk], at) for name in named):
                    _add_part(found[pk], row)
    for texts in found.values():
        if issubclass(model, ABBREVIATED):
            made = {short for name in texts.names for short in initials(name)}
            texts.initials = sorted(
                short for short in made if short.isalpha() and len(short) <= LONGEST_INITIALS
            )
    return found


def day_of(record: Record) -> dt.date | None:
    """Return the day by which a record is newer or older than others."""
    match record:
        case Programme():
            own = "actual_period" if record.actual_period else "planned_period"
            return getattr(record, f"{own}_earliest")
        case Event():
            return record.date_earliest
        case Statement():
            at_event = record.event if record.setting != Setting.ABOUT else None
            return record.said_on_earliest or (at_event and at_event.date_earliest)
        case Commitment():
            return record.made_on_earliest or (record.made_at and record.made_at.date_earliest)
        case Source():
            return record.published_earliest
        case _:
            return None


def _own(record: Record) -> Texts:
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
    return texts


def _add_part(texts: Texts, row: models.Model) -> None:
    match row:
        case OtherName():
            (texts.short if row.kind == NameKind.ACRONYM else texts.aliases).append(row.name)
        case Identifier():
            texts.short.append(row.code)
    _add_texts(texts, row)


def _add_texts(texts: Texts, row: models.Model) -> None:
    for name in TEXTS.get(type(row), ()):
        for language in LANGUAGES:
            texts.passages[language].append(getattr(row, f"{name}_{language}")[:LONGEST])
    for name in VALUES.get(type(row), ()):
        texts.passages["en"].append(getattr(row, name))


def _named(part: type[Part]) -> Iterator[str]:
    for key in part._meta.fields:
        target = key.related_model
        if target is not None and issubclass(target, Record) and key.name not in part.owner_fields:
            yield key.name


def _is_seen(named: Record | None, record: Record, at: dt.datetime) -> bool:
    return named is None or (named.state == State.PUBLISHED and spans(named, record, at))
