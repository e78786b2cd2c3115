"""Known records that a name resembles."""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Q

from cooperation.models import NameKey, Organisation, OtherName, Person, Post
from cooperation.models.base import Record
from cooperation.rules.folding import VERSION, fold_text
from cooperation.rules.languages import LANGUAGES
from cooperation.rules.likeness import Likeness, Names, compare_names, likeness_keys
from cooperation.vocabulary.likeness import Reason

NAMED: tuple[type[Record], ...] = (Organisation, Person, Post)
MOST_COMPARED = 50
ORDER = list(Reason)


@dataclass(frozen=True, slots=True)
class Resemblance:
    record: Record
    likeness: Likeness


def names_of(record: Record, others: Iterable[str] | None = None) -> Names:
    """Return all that a record is called; `others` are its other names, if they are known."""
    stem = record.name_field
    own = [getattr(record, f"{stem}_{language}") for language in LANGUAGES]
    if others is None:
        others = record.other_names.values_list("name", flat=True)  # type: ignore[attr-defined]
    acronym = getattr(record, "acronym", "")
    return gather_names((*own, *others), (acronym,), type(record))


def gather_names(given: Iterable[str], acronyms: Iterable[str], model: type[Record]) -> Names:
    # A single letter is a placeholder, and no name.
    return Names(
        tuple(name for name in given if len(fold_text(name)) > 1),
        tuple(text for text in acronyms if len(fold_text(text)) > 1),
        is_person=model is Person,
    )


def find_resembling(
    model: type[Record],
    wanted: Names,
    *,
    besides: uuid.UUID | None = None,
    organisation: Organisation | None = None,
) -> list[Resemblance]:
    """Return the records of a kind that a name resembles, the surest first.

    `besides` is the record that has the name itself. Posts of another `organisation` than that
    one are left out: many have a director.
    """
    rows = model.objects.filter(uid__in=records_sharing_keys(model, name_hashes(wanted), besides))
    if organisation is not None and model is Post:
        rows = rows.filter(Q(organisation=organisation) | Q(organisation=None))
    found = [
        Resemblance(record, like)
        for record, theirs in records_with_names(model, rows)
        if (like := compare_names(wanted, theirs)) is not None
    ]
    return sorted(found, key=lambda one: (-degree_of_likeness(one.likeness), one.record.pk))


def keep_keys(record: Record, names: Names) -> None:
    """Let the keys of a record be those of its names."""
    wanted = name_hashes(names)
    kept = NameKey.objects.filter(record_uid=record.uid)
    known = set(kept.values_list("key", flat=True))
    kept.exclude(key__in=wanted).delete()
    kind = str(record._meta.model_name)
    NameKey.objects.bulk_create(
        NameKey(record_type=kind, record_uid=record.uid, key=key, folding=VERSION)
        for key in wanted - known
    )


def name_hashes(names: Names) -> set[str]:
    return {
        hashlib.blake2b(key.encode(), digest_size=8).hexdigest() for key in likeness_keys(names)
    }


def records_sharing_keys(
    model: type[Record], given: Collection[str], besides: Any
) -> list[uuid.UUID]:
    """Return the records that share the most of some keys; not all, where many share one."""
    rows = NameKey.objects.filter(record_type=model._meta.model_name, key__in=given)
    if besides is not None:
        rows = rows.exclude(record_uid=besides)
    counted = rows.values("record_uid").annotate(shared=Count("pk"))
    most = counted.order_by("-shared", "record_uid")[:MOST_COMPARED]
    return [row["record_uid"] for row in most]


def records_with_names(
    model: type[Record], rows: models.QuerySet[Any]
) -> Iterator[tuple[Record, Names]]:
    records = list(rows.order_by("pk"))
    owner = str(model._meta.model_name)
    others: dict[int, list[str]] = {record.pk: [] for record in records}
    found = OtherName.objects.filter(**{f"{owner}__in": list(others)})
    for pk, name in found.values_list(f"{owner}_id", "name"):
        others[pk].append(name)
    for record in records:
        yield record, names_of(record, others[record.pk])


def degree_of_likeness(like: Likeness) -> float:
    """Return how sure a likeness is: its reason counts most, then how much of the names agrees."""
    return round(1 - ORDER.index(like.reason) / 10 + like.degree / 20, 3)
