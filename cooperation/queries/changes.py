"""What became public or ceased to be, record by record: for whoever keeps copies.

Each record stands here once, with its last change. Of one that the public sees no more nothing is
told but its permanent id, its kind and the moment.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest, Now
from django.utils.translation import gettext_lazy as _

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows
from cooperation.kinds.filters import Choices
from cooperation.kinds.registry import NUMBERED
from cooperation.kinds.shapes import plain_value
from cooperation.models import SearchEntry, Withdrawn
from cooperation.queries.filters import PublicFilters
from cooperation.queries.search import KIND_NAMES, MODELS
from cooperation.queries.search_fields import UpdatedSince
from cooperation.queries.stakeholder_union import PLACE, Joined
from cooperation.vocabulary.workflow import State

AT = "changed_at"
Kind = models.TextChoices(  # type: ignore[call-overload]
    "Kind", [(kind.upper(), (kind, KIND_NAMES[kind])) for kind in NUMBERED.values()]
)


class ChangedSince(UpdatedSince):
    def filter(self, queryset: Any, value: Any) -> Any:
        return queryset if value is None else queryset.filter(**{f"{AT}__gte": value})


class ChangeFilters(PublicFilters):
    q = source = locator = None  # type: ignore[assignment]

    kind = Choices(Kind, "record_type", label=_("Kind"))
    updated_since = ChangedSince()


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
        return [_shown(row, loader) for row in rows if row is not None]


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
