"""Programmes as the public sees them."""

from typing import Any

from django.db.models import Case, CharField, DateField, F, Q, QuerySet, When

from cooperation.kinds.programme import LINK, PROGRAMME
from cooperation.kinds.shapes import text, uncertain
from cooperation.models import (
    EventLink,
    PlanItem,
    Programme,
    ProgrammeOrganisation,
)
from cooperation.queries.cited_order import as_cited
from cooperation.queries.commitment import COMMITMENTS
from cooperation.queries.event import EVENTS, NEWEST_FIRST
from cooperation.queries.figures import figures_of
from cooperation.queries.files import files_of
from cooperation.queries.links import links
from cooperation.queries.loading import Loader
from cooperation.queries.parts import Collection, public_parts
from cooperation.queries.programme_parts import PLAN_ORDER, partners, plan
from cooperation.queries.programme_roll_up import ROLLED_UP
from cooperation.queries.records import Subject, records
from cooperation.queries.statement import STATEMENTS

LATEST_FIRST = F("period_earliest").desc(nulls_last=True)
PERIOD = ("period", "period_earliest", "period_latest")


def with_period(rows: QuerySet) -> QuerySet:
    """Add `period`, its bounds and words: the actual period, else the planned one."""
    return rows.annotate(
        **{
            f"period{part}": Case(
                When(~Q(actual_period=""), then=F(f"actual_period{part}")),
                default=F(f"planned_period{part}"),
                output_field=DateField() if part else CharField(),
            )
            for part in ("", "_earliest", "_latest")
        }
    )


def extend(
    shown: dict[int, dict[str, Any]], raw: dict[int, dict[str, Any]], loader: Loader
) -> None:
    for pk, row in shown.items():
        row["period"] = uncertain(raw[pk], "period")


PROGRAMMES: Subject = Subject(
    PROGRAMME,
    annotate=with_period,
    extra=PERIOD,
    extend=extend,
    collections=(
        records("children", lambda: PROGRAMMES, lambda pk: Q(parent=pk), LATEST_FIRST),
        Collection(
            "organisations",
            rows=lambda pk: public_parts(ProgrammeOrganisation).filter(programme=pk),
            read=partners,
        ),
        Collection(
            "plan_items",
            rows=lambda pk: public_parts(PlanItem).filter(programme=pk).order_by(*PLAN_ORDER),
            read=plan,
        ),
        links(LINK, "programme", "to_programme"),
        records(
            "events",
            lambda: EVENTS,
            lambda pk: Q(pk__in=EventLink.objects.filter(programme=pk).values("event")),
            NEWEST_FIRST,
        ),
        figures_of("programme"),
        records(
            "statements", lambda: STATEMENTS, lambda pk: Q(programme=pk), *as_cited("statement")
        ),
        records(
            "commitments", lambda: COMMITMENTS, lambda pk: Q(programme=pk), *as_cited("commitment")
        ),
        *ROLLED_UP,
        *files_of("programme"),
    ),
)


def describe(record: dict[str, Any]) -> None:
    """Add to the detail of a programme its `description`, which lists leave out."""
    found = Programme.objects.filter(uid=record["uid"])
    row = found.values("description_en", "description_km").get()
    record["description"] = text(row, "description")
    for language, texts in record["translations"].items():
        texts["description"] = row[f"description_{language}"] or None
