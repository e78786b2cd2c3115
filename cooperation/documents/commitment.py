"""Commitments as the public sees them."""

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Now, NullIf, TruncDate

from cooperation.documents.loading import Loader
from cooperation.documents.parts import by_owner, parts_collection, public_parts
from cooperation.documents.records import Subject
from cooperation.kinds.commitment import COMMITMENT, NO_LATER_WORD, SIDED_PARTY, UPDATE
from cooperation.kinds.shapes import code_and_label
from cooperation.models import CommitmentParty, Term
from cooperation.rules import dates
from cooperation.rules.standing import SEARCH_HOLDS, Known, standing_of
from cooperation.vocabulary.commitment import (
    OBLIGATIONS,
    SETTLED,
    CommitmentStatus,
    Side,
    Standing,
)
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.wording import Wording


def with_status(rows: QuerySet) -> QuerySet:
    """Add `status`; `latest_word`, the same with "none" for no later word; and `standing`."""
    word = Coalesce(NullIf(F("status"), Value("")), Value(NO_LATER_WORD))
    rows = rows.with_status().annotate(latest_word=word)
    return rows.annotate(standing=standing_expression(Now()))


def standing_expression(at: Any) -> Case:
    """Return how a commitment with its status stands at a moment, as `standing_of` does."""
    return Case(
        When(past_due(at), then=Value(Standing.PAST_DUE)),
        When(~Q(status=""), then=F("status")),
        When(due="", then=Value(Standing.NO_DATE)),
        When(due_latest__lt=_day(at), then=Value(Standing.DATE_PASSED)),
        default=Value(Standing.AHEAD),
        output_field=CharField(),
    )


def past_due(at: Any) -> Q:
    """Return the condition that a commitment with its status is past due at a moment."""
    makers = public_parts(CommitmentParty).order_by().filter(side=Side.BY)
    binding = Term.objects.filter(scheme__code=SchemeCode.COMMITMENT_VERB, code__in=OBLIGATIONS)
    # What is cheap to ask, and seldom so, comes first.
    return (
        Q(due_latest__lt=_day(at), looked_for_on__gt=F("due_latest"))
        & Q(looked_for_on__range=(_day(at - SEARCH_HOLDS), _day(at)))
        & Q(verb__in=binding.order_by().values("pk"))
        & Q(Exists(makers.filter(commitment=OuterRef("pk"))))
        & ~Q(status__in=SETTLED)
    )


def _day(at: Any) -> Any:
    """Return the day in Phnom Penh at a moment, which the database may be asked for."""
    return (
        dates.day_in_phnom_penh(at)
        if isinstance(at, dt.datetime)
        else TruncDate(at, tzinfo=dates.PHNOM_PENH)
    )


def extend_commitments(
    shown: dict[int, dict[str, Any]], raw: dict[int, dict[str, Any]], loader: Loader
) -> None:
    rows = public_parts(CommitmentParty).filter(commitment__in=list(shown))
    both = by_owner(rows, SIDED_PARTY, "commitment", loader)
    for pk, row in shown.items():
        row |= {side.value: [] for side in Side}
        for party in both.get(pk, []):
            row[party.pop("side")].append(party)
        found = raw[pk]
        known = Known(
            status=found["status"],
            verb=found["verb__code"] or "",
            has_maker=bool(row[Side.BY]),
            due=found["due"],
            due_latest=found["due_latest"],
            looked_for_on=found["looked_for_on"],
        )
        stands = standing_of(known, loader.today)
        row["status"] = _status(known.status)
        row["standing"] = {"code": stands.value, "name": str(stands.label)}
        row["wording"] = code_and_label(Wording.OURS)
        row["is_past_due"] = stands == Standing.PAST_DUE


def _status(code: str) -> dict[str, str] | None:
    return {"code": code, "name": str(CommitmentStatus(code).label)} if code else None


COMMITMENTS = Subject(
    COMMITMENT,
    annotate=with_status,
    extra=("status",),
    extend=extend_commitments,
    collections=(
        # The last of them is the latest word.
        parts_collection(
            "updates",
            UPDATE,
            "commitment",
            (F("date_latest").asc(nulls_first=True), "position", "pk"),
        ),
    ),
)
