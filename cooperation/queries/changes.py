"""What became public or ceased to be, record by record: for whoever keeps copies.

Each record stands here once, with its last change. Of one that the public sees no more nothing is
told but its permanent id, its kind and the moment. By number (`change_numbers`) terms and places
stand among them.
"""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest, Now
from django.utils.translation import gettext_lazy as _

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows
from cooperation.kinds.filter import Filter
from cooperation.kinds.filter_values import MOST_SEQUENCE, SequenceField
from cooperation.kinds.filters import Choices
from cooperation.kinds.registry import KINDS, REFERENCE_LISTS
from cooperation.kinds.shapes import plain_value
from cooperation.models import ChangeNumber, SearchEntry, Withdrawn
from cooperation.models.change_number import has_begun
from cooperation.queries.change_numbers import NumberedChange, Numbers
from cooperation.queries.filters import PublicFilters
from cooperation.queries.listed_references import listed_references
from cooperation.queries.search import KIND_NAMES, MODELS
from cooperation.queries.search_fields import UpdatedSince
from cooperation.queries.stakeholder_union import PLACE, Joined
from cooperation.vocabulary.workflow import State

AT = "changed_at"


def _kinds(names: dict[str, Any]) -> type[models.TextChoices]:
    return models.TextChoices(  # type: ignore[call-overload]
        "Kind", [(kind.upper(), (kind, name)) for kind, name in names.items()]
    )


RECORDS = {kind: KIND_NAMES[kind] for kind in KINDS}
LISTED = {kind: listed.model._meta.verbose_name for kind, listed in REFERENCE_LISTS.items()}


class ChangedSince(UpdatedSince):
    def filter(self, queryset: Any, value: Any) -> Any:
        return queryset if value is None else queryset.filter(**{f"{AT}__gte": value})


class After(Filter):
    """Changes after the one with a number, in the order of the numbers: `web` asks for them."""

    field_class = SequenceField
    schema: ClassVar = {"type": "integer", "minimum": 0, "maximum": MOST_SEQUENCE}
    meaning = (
        "The greatest `sequence` that you hold, or 0: what has changed since, in the order of "
        "`sequence`, terms and places included. Not together with `updated_since`, `ordering` or "
        "`cursor`."
    )
    tried = ("0",)

    def usual_label(self) -> Any:
        return _("After the change")


class HistoryFilters(PublicFilters):
    q = source = locator = None  # type: ignore[assignment]

    kind = Choices(_kinds(RECORDS), "record_type", label=_("Kind"))
    updated_since = ChangedSince()


class ChangeFilters(HistoryFilters):
    kind = Choices(
        _kinds(RECORDS | LISTED),
        "record_type",
        label=_("Kind"),
        meaning="`term` and `place` with `after` alone.",
    )
    after = After()


class Changes:
    """Reads records as rows of one change each, the newest first."""

    model = SearchEntry
    collections: tuple[Collection, ...] = ()

    def public(self) -> Any:
        live = SearchEntry.objects.visible().annotate(**{AT: F("public_at"), PLACE: F("id")})
        return Joined(
            live,
            expired_records().annotate(**{PLACE: F("id")}),
            withdrawn_records().annotate(**{PLACE: -F("id")}),
        )

    def rows(self, pks: Iterable[int], loader: Loader, *, brief: bool = False) -> Rows:
        places = list(pks)
        entries = SearchEntry.objects.in_bulk([place for place in places if place >= 0])
        withdrawn = Withdrawn.objects.in_bulk([-place for place in places if place < 0])
        rows: Any = [
            entries.get(place) if place >= 0 else withdrawn.get(-place) for place in places
        ]
        rows = [row for row in rows if row is not None]
        numbers = Numbers.at_present().of(row.record_uid for row in rows)
        return [_shown(row, loader) | {"sequence": numbers.get(row.record_uid)} for row in rows]


def rows_of(changes: Iterable[NumberedChange], loader: Loader) -> Rows:
    """Show numbered changes as rows; one of which nothing is known any more is left out."""
    given = list(changes)
    uids = [change.record_uid for change in given]
    rows: dict[UUID, Any] = {}
    for row in Withdrawn.objects.filter(record_uid__in=uids):
        rows[row.record_uid] = _shown(row, loader)
    for row in SearchEntry.objects.filter(has_begun(), record_uid__in=uids):
        rows[row.record_uid] = _shown(row, loader)
    told = [change for change in given if change.record_type in REFERENCE_LISTS]
    rows |= _listed(told)
    return [
        rows[change.record_uid] | {"sequence": change.number}
        for change in given
        if change.record_uid in rows
    ]


def _listed(changes: list[NumberedChange]) -> dict[UUID, dict[str, Any]]:
    """Return the changes of terms and places; those that are gone are withdrawn."""
    uids = [change.record_uid for change in changes]
    given = ChangeNumber.objects.filter(record_uid__in=uids)
    moments = dict(given.values_list("record_uid", "given_at"))
    references = listed_references(uids)
    return {
        change.record_uid: {
            "change": "published" if change.record_uid in references else "withdrawn",
            "type": change.record_type,
            "uid": str(change.record_uid),
            "at": plain_value(moments.get(change.record_uid)),
            "record": references.get(change.record_uid),
        }
        for change in changes
    }


def withdrawn_records() -> QuerySet:
    """Return what the public saw once, but for what has come, or has ended, by the clock since."""
    begun = Q(go_live_at__isnull=True) | Q(go_live_at__lte=Now())
    back = SearchEntry.objects.filter(begun, record_uid=OuterRef("record_uid"))
    return Withdrawn.objects.filter(~Exists(back)).annotate(**{AT: F("at")})


def expired_records() -> QuerySet:
    """Return what has ended by the clock, with its end; or when it was given one in the past."""
    past = Q(state=State.PUBLISHED, expire_at__lte=Now())
    return SearchEntry.objects.filter(past).annotate(**{AT: Greatest("expire_at", "public_at")})


def _shown(row: Any, loader: Loader) -> dict[str, Any]:
    record, at = None, getattr(row, "at", None)
    if isinstance(row, SearchEntry):
        ended = row.expire_at
        is_over = ended is not None and ended <= loader.at
        at = max(ended, row.public_at) if ended is not None and is_over else row.public_at
        if not is_over:
            record = loader.reference(MODELS[row.record_type], row.record_pk)
    return {
        "change": "published" if record else "withdrawn",
        "type": row.record_type,
        "uid": str(row.record_uid),
        "at": plain_value(at),
        "record": record,
    }


CHANGES = Changes()
