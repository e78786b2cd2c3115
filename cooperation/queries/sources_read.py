"""Which sources the register has read so far: how far "no later report" reaches."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Subquery, Window

from cooperation.documents.statement import STATEMENTS
from cooperation.models import Citation, Source
from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.rules import dates


@dataclass(frozen=True, slots=True)
class SourcesRead:
    """How many public sources there are, and the newest date that is known of any.

    `newest` is an uncertain date, "" where none is known: that of publication; of a source that
    states none, the month of the last words it reports, which it cannot be older than.
    """

    count: int = 0
    newest: str = ""


def sources_read(state: Present) -> SourcesRead:
    """Return what was read, in the whole register; it is asked once for each state of that."""
    return generation.cached_by_generation(("sources read", state.key), _read)


def _read() -> SourcesRead:
    newest_first = F("published_latest").desc(nulls_last=True), F("published_earliest").desc()
    rows = Source.objects.published().annotate(
        count=Window(Count("pk")), told=Subquery(_told_by_undated().values("day")[:1])
    )
    found = rows.order_by(*newest_first).values_list("count", "published", "told").first()
    if found is None:
        return SourcesRead()
    count, published, told = found
    dated = [published, _month(told or "")]
    return SourcesRead(count, max(dated, key=lambda date: dates.latest_day(date) or dt.date.min))


def _told_by_undated() -> QuerySet:
    """Return what sources without a date of their own have of people's words, newest first."""
    undated = Source.objects.published().filter(published="").order_by()
    cited = Citation.objects.filter(source__in=undated.values("pk"), statement__isnull=False)
    told = STATEMENTS.public().filter(day_latest__isnull=False)
    return told.filter(pk__in=cited.values("statement")).order_by("-day_latest", "-day_earliest")


def _month(day: str) -> str:
    """Return the month of a day; a date that is no exact day as it is."""
    days = dates.whole_days(day)
    return days[1].isoformat()[:7] if days else day
