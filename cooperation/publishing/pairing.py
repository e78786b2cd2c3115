"""Pairs of records that look like one, kept as the records change, until someone judges them."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from cooperation.models import LikelyPair, NameKey, Post, User
from cooperation.models.base import Record
from cooperation.publishing import resembling
from cooperation.publishing.permissions import require_permission
from cooperation.publishing.resembling import NAMED
from cooperation.rules.folding import VERSION, fold_text
from cooperation.rules.likeness import Likeness, Names, compare_names
from cooperation.vocabulary.likeness import Reason

# A key that more records share than this tells nothing of any two of them.
MOST_OF_A_KEY = 50
MOST = 20


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, and why."""

    pk: int
    one: Record
    other: Record
    reason: str


def update_pairs(record: models.Model) -> None:
    """Keep what is known of a record's names, and the pairs that they make, as they now are."""
    if isinstance(record, NAMED):
        names = resembling.names_of(record)
        resembling.keep_keys(record, names)
        _pair(record, names)


def forget_pairs(record: models.Model) -> None:
    """Forget the names of a record that is gone, and its pairs; those that were judged stay."""
    if isinstance(record, NAMED):
        NameKey.objects.filter(record_uid=record.uid).delete()
        _pairs_of(record).filter(dismissed_at=None).delete()


def likely_pairs(kinds: Iterable[type[Record]] = NAMED, *, limit: int = MOST) -> list[Pair]:
    """Return pairs of records that may be one, the likeliest first, unless they were judged.

    It costs a query and one for each kind, however many records there are.
    """
    open_pairs = LikelyPair.objects.filter(
        dismissed_at=None, record_type__in=[kind._meta.model_name for kind in kinds]
    )
    return load_pairs(open_pairs.order_by("-degree", "id")[:limit])


def pairs_with(record: Record) -> list[Pair]:
    """Return the pairs that a record makes with others, the likeliest first."""
    return load_pairs(_pairs_of(record).filter(dismissed_at=None).order_by("-degree", "id")[:MOST])


def dismiss_pair(one: Record, other: Record, *, by: User | None, at: dt.datetime) -> None:
    """Say for good that two records of a kind are not the same."""
    for record in (one, other):
        require_permission(by, "change", record)
    first, second = sorted((one.uid, other.uid))
    LikelyPair.objects.update_or_create(
        one=first,
        other=second,
        defaults={"dismissed_by": by, "dismissed_at": at},
        create_defaults={
            "record_type": one._meta.model_name,
            "reason": Reason.SIMILAR,
            "degree": 0,
            "dismissed_by": by,
            "dismissed_at": at,
        },
    )


def fill_pairs() -> None:
    """Make the keys and pairs of a register whose records, or whose keys, are older than they."""
    older = NameKey.objects.exclude(folding=VERSION)
    if NameKey.objects.exists() and not older.exists():
        return
    older.delete()
    for model in NAMED:
        for record in model.objects.order_by("pk").iterator(chunk_size=500):
            update_pairs(record)


def _pair(record: Record, called: Names) -> None:
    """Keep a pair for each record that looks like this one, and no other; judged ones stay."""
    kind = type(record)
    hashes = resembling.name_hashes(called)
    of_kind = NameKey.objects.filter(record_type=kind._meta.model_name, key__in=hashes)
    counted = of_kind.values("key").annotate(count=Count("pk"))
    telling = [row["key"] for row in counted if row["count"] <= MOST_OF_A_KEY]
    rows = kind.objects.filter(uid__in=resembling.records_sharing_keys(kind, telling, record.uid))
    wanted = {}
    for other, names in resembling.records_with_names(kind, rows):
        like = compare_names(called, names)
        if like is not None and _is_telling(like) and _may_be_one(record, other):
            one, two = sorted((record.uid, other.uid))
            wanted[one, two] = LikelyPair(
                record_type=kind._meta.model_name,
                one=one,
                other=two,
                reason=like.reason,
                degree=resembling.degree_of_likeness(like),
            )
    for pair in _pairs_of(record):
        _renew_pair(pair, wanted.pop((pair.one, pair.other), None))
    LikelyPair.objects.bulk_create(wanted.values(), ignore_conflicts=True)


def _renew_pair(pair: LikelyPair, wanted: LikelyPair | None) -> None:
    if wanted is None and pair.dismissed_at is None:
        pair.delete()
    elif wanted is not None and (wanted.reason, wanted.degree) != (pair.reason, pair.degree):
        pair.reason, pair.degree = wanted.reason, wanted.degree
        pair.save(update_fields=["reason", "degree"])


def load_pairs(rows: Iterable[LikelyPair]) -> list[Pair]:
    """Return pairs with both their records: a query for each kind."""
    found = list(rows)
    records: dict[uuid.UUID, Record] = {}
    for kind in {pair.record_type for pair in found}:
        model: Any = apps.get_model("cooperation", kind)
        uids = {uid for pair in found for uid in (pair.one, pair.other)}
        records |= {row.uid: row for row in model.objects.filter(uid__in=uids)}
    return [
        Pair(pair.pk, records[pair.one], records[pair.other], pair.get_reason_display())
        for pair in found
        if pair.one in records and pair.other in records
    ]


def _is_telling(like: Likeness) -> bool:
    """Tell whether two records make a pair: a name within another's is no reason by itself."""
    return like.reason != Reason.CONTAINED and not (
        like.reason == Reason.INITIALS and like.degree < 1
    )


def _may_be_one(record: Any, other: Any) -> bool:
    """Tell whether nothing but the name speaks against it: each ministry has a director."""
    if not isinstance(record, Post):
        return True
    areas = {fold_text(area) for area in (record.area_en, other.area_en)} - {""}
    return record.organisation_id == other.organisation_id and len(areas) < 2


def _pairs_of(record: Record) -> models.QuerySet[LikelyPair]:
    return LikelyPair.objects.filter(Q(one=record.uid) | Q(other=record.uid))
