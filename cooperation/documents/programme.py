"""What the document of a programme holds: its row and its own parts."""

from typing import Any

from django.db.models import Case, CharField, DateField, F, Q, QuerySet, When

from cooperation.documents.figures import figures_of
from cooperation.documents.files import files_of
from cooperation.documents.links import links_collection
from cooperation.documents.loading import Loader
from cooperation.documents.programme_parts import PARTNERS, PLAN
from cooperation.documents.records import Subject
from cooperation.kinds.programme import LINK, PROGRAMME
from cooperation.kinds.shapes import read_date

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


def extend_programmes(
    shown: dict[int, dict[str, Any]], raw: dict[int, dict[str, Any]], loader: Loader
) -> None:
    for pk, row in shown.items():
        row["period"] = read_date(raw[pk], "period")


PROGRAMME_DOCUMENT = Subject(
    PROGRAMME,
    annotate=with_period,
    extra=PERIOD,
    extend=extend_programmes,
    collections=(
        PARTNERS,
        PLAN,
        links_collection(LINK, "programme", "to_programme"),
        figures_of("programme"),
        *files_of("programme"),
    ),
)
