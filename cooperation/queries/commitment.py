"""Commitments as the public sees them."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Now, NullIf, TruncDate

from cooperation.models import Commitment, CommitmentParty, CommitmentUpdate
from cooperation.queries.loading import Loader
from cooperation.queries.parts import Collection, by_owner, public_parts, read_parts
from cooperation.queries.records import Subject
from cooperation.queries.shapes import Shape
from cooperation.rules import dates
from cooperation.vocabulary.commitment import SETTLED, CommitmentStatus, Side, Standing

COMMITMENT = Shape(
    Commitment,
    texts=("title", "text"),
    plain=("title_supplied", "is_programme_inferred", "looked_for_on"),
    dates=("made_on", "due"),
    terms=("kind", "verb"),
    links=("made_at", "reported_at", "programme"),
)
PARTY = Shape(CommitmentParty, texts=("role_as_stated",), links=("person", "organisation"))
SIDED_PARTY = replace(PARTY, plain=("side",))
UPDATE = Shape(CommitmentUpdate, texts=("note",), dates=("date",), choices=("status",))

NO_LATER_WORD = "none"


def with_status(rows: QuerySet) -> QuerySet:
    """Add `status`; `latest_word`, the same with "none" for no later word; and `standing`."""
    word = Coalesce(NullIf(F("status"), Value("")), Value(NO_LATER_WORD))
    rows = rows.with_status().annotate(latest_word=word)
    return rows.annotate(standing=standing(TruncDate(Now(), tzinfo=dates.PHNOM_PENH)))


def standing(today: Any) -> Case:
    """Return how a commitment with its status stands on a day, as `standing_of` does."""
    late = Q(due_latest__lt=today) & ~Q(status__in=SETTLED)
    return Case(
        When(late, then=Value(Standing.PAST_DUE)),
        When(~Q(status=""), then=F("status")),
        When(due="", then=Value(Standing.UNDATED)),
        default=Value(Standing.DUE),
        output_field=CharField(),
    )


def standing_of(status: str, due: str, latest: dt.date | None, today: dt.date) -> Standing:
    if latest is not None and latest < today and status not in SETTLED:
        return Standing.PAST_DUE
    if status:
        return Standing(status)
    return Standing.DUE if due else Standing.UNDATED


def extend(
    shown: dict[int, dict[str, Any]], raw: dict[int, dict[str, Any]], loader: Loader
) -> None:
    rows = public_parts(CommitmentParty).filter(commitment__in=list(shown))
    both = by_owner(rows, SIDED_PARTY, "commitment", loader)
    for pk, row in shown.items():
        row |= {side.value: [] for side in Side}
        for party in both.get(pk, []):
            row[party.pop("side")].append(party)
        status, due, latest = (raw[pk][name] for name in ("status", "due", "due_latest"))
        stands = standing_of(status, due, latest, loader.today)
        row["status"] = _status(status)
        row["standing"] = {"code": stands.value, "name": str(stands.label)}
        row["is_past_due"] = stands == Standing.PAST_DUE


def _status(code: str) -> dict[str, str] | None:
    return {"code": code, "name": str(CommitmentStatus(code).label)} if code else None


COMMITMENTS = Subject(
    COMMITMENT,
    is_tagged=True,
    annotate=with_status,
    extra=("status",),
    extend=extend,
    collections=(
        # The last of them is the latest word.
        Collection(
            "updates",
            rows=lambda pk: (
                public_parts(CommitmentUpdate)
                .filter(commitment=pk)
                .order_by(F("date_latest").asc(nulls_first=True), "position", "pk")
            ),
            read=lambda queryset, pk, loader: read_parts(queryset, UPDATE, "commitment", loader),
        ),
    ),
)
