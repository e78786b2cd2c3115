"""Commitments as the public sees them."""

from dataclasses import replace
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from cooperation.models import Commitment, CommitmentParty, CommitmentUpdate
from cooperation.queries.loading import Loader
from cooperation.queries.parts import by_owner, parts, public_parts
from cooperation.queries.records import Subject
from cooperation.queries.shapes import Shape
from cooperation.vocabulary.commitment import SETTLED, CommitmentStatus, Side

COMMITMENT = Shape(
    Commitment,
    texts=("title", "text"),
    dates=("made_on", "due"),
    terms=("kind",),
    links=("made_at", "programme"),
)
PARTY = Shape(CommitmentParty, links=("person", "organisation"))
SIDED_PARTY = replace(PARTY, plain=("side",))
UPDATE = Shape(CommitmentUpdate, texts=("note",), dates=("date",), choices=("status",))

NO_LATER_WORD = "none"


def with_status(rows: QuerySet) -> QuerySet:
    """Add `status`, and `latest_word`: the same, with "none" where there is no later word."""
    word = Coalesce(NullIf(F("status"), Value("")), Value(NO_LATER_WORD))
    return rows.with_status().annotate(latest_word=word)


def extend(
    shown: dict[int, dict[str, Any]], raw: dict[int, dict[str, Any]], loader: Loader
) -> None:
    rows = public_parts(CommitmentParty).filter(commitment__in=list(shown))
    both = by_owner(rows, SIDED_PARTY, "commitment", loader)
    for pk, row in shown.items():
        row |= {side.value: [] for side in Side}
        for party in both.get(pk, []):
            row[party.pop("side")].append(party)
        status = raw[pk]["status"]
        row["status"] = _status(status)
        latest = raw[pk]["due_latest"]
        row["is_past_due"] = latest is not None and latest < loader.today and status not in SETTLED


def _status(code: str) -> dict[str, str] | None:
    return {"code": code, "name": str(CommitmentStatus(code).label)} if code else None


COMMITMENTS = Subject(
    COMMITMENT,
    is_tagged=True,
    annotate=with_status,
    extra=("status",),
    extend=extend,
    collections=(parts("updates", UPDATE, "commitment"),),
)
