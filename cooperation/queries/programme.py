"""Programmes as the public sees them."""

from typing import Any

from django.db import models
from django.db.models import Case, CharField, DateField, F, Q, QuerySet, When

from cooperation.models import (
    EventLink,
    PlanItem,
    Programme,
    ProgrammeLink,
    ProgrammeOrganisation,
)
from cooperation.queries.commitment import COMMITMENTS
from cooperation.queries.event import EVENTS, NEWEST_FIRST
from cooperation.queries.figures import figures_of
from cooperation.queries.files import files_of
from cooperation.queries.links import links
from cooperation.queries.loading import Loader
from cooperation.queries.parts import Collection, Rows, public_parts, read_parts
from cooperation.queries.records import Subject, records
from cooperation.queries.shapes import Shape, text, uncertain
from cooperation.queries.statement import STATEMENTS

PROGRAMME = Shape(
    Programme,
    texts=("title", "summary"),
    plain=("title_supplied", "acronym", "is_parent_inferred", "iati_identifier"),
    dates=("planned_period", "actual_period"),
    choices=("status", "scope"),
    terms=("kind", "dac_sector"),
    links=("parent",),
)
PLAN_ITEM = Shape(PlanItem, texts=("text",), plain=("code",), terms=("kind",))
PARTNER = Shape(
    ProgrammeOrganisation,
    texts=("role_as_stated",),
    plain=("amount", "currency"),
    dates=("amount_period",),
    choices=("qualifier",),
    terms=("role",),
    links=("organisation",),
)
LINK = Shape(ProgrammeLink, choices=("kind",), links=("programme", "to_programme"))

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


def _read_partners(queryset: models.QuerySet, pk: int, loader: Loader) -> Rows:
    shown = read_parts(queryset, PARTNER, "programme", loader)
    for row in shown:
        if row["amount"] is None:
            row["qualifier"] = None
    return shown


def _read_plan(queryset: models.QuerySet, pk: int, loader: Loader) -> Rows:
    above = dict(queryset.values_list("pk", "parent_id"))
    shown = read_parts(queryset, PLAN_ITEM, "programme", loader)
    for row, parent in zip(shown, above.values(), strict=True):
        row["parent"] = str(parent) if parent else None
    return shown


PROGRAMMES: Subject = Subject(
    PROGRAMME,
    is_tagged=True,
    has_places=True,
    annotate=with_period,
    extra=PERIOD,
    extend=extend,
    collections=(
        records("children", lambda: PROGRAMMES, lambda pk: Q(parent=pk), LATEST_FIRST),
        Collection(
            "organisations",
            rows=lambda pk: public_parts(ProgrammeOrganisation).filter(programme=pk),
            read=_read_partners,
        ),
        Collection(
            "plan_items",
            rows=lambda pk: public_parts(PlanItem).filter(programme=pk),
            read=_read_plan,
        ),
        links(LINK, "programme", "to_programme"),
        records(
            "events",
            lambda: EVENTS,
            lambda pk: Q(pk__in=EventLink.objects.filter(programme=pk).values("event")),
            NEWEST_FIRST,
        ),
        figures_of("programme"),
        records("statements", lambda: STATEMENTS, lambda pk: Q(programme=pk)),
        records("commitments", lambda: COMMITMENTS, lambda pk: Q(programme=pk)),
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
