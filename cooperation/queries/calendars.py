"""What has its place in a calendar: events with whole days, commitments with a last day."""

from dataclasses import replace
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from pyroaring import BitMap

from cooperation.documents.loading import Loader
from cooperation.documents.parts import by_owner, public_parts
from cooperation.kinds.event import PARTICIPATION
from cooperation.models import Participation
from cooperation.models.members import collect_ids
from cooperation.queries.event import EVENTS
from cooperation.queries.generation import Present, cached_by_generation
from cooperation.queries.resources import COMMITMENT_LIST, EVENT_LIST, Resource


def _with_whole_days(rows: models.QuerySet) -> models.QuerySet:
    """Keep those whose date is what `dates.whole_days` takes, without a look at each text.

    Of all that a date may be, only a day has ten signs and neither slash nor X, and only a first
    and a last day have 21.
    """
    is_day = Q(signs=10) & ~Q(date__contains="/") & ~Q(date__contains="X")
    return rows.alias(signs=Length("date")).filter(is_day | Q(signs=21))


def _with_participants(
    shown: dict[int, dict[str, Any]], raw: dict[int, dict[str, Any]], loader: Loader
) -> None:
    rows = public_parts(Participation).filter(event__in=list(shown))
    found = by_owner(rows, PARTICIPATION, "event", loader)
    for pk, row in shown.items():
        row["participants"] = found.get(pk, [])


def _with_last_day(rows: models.QuerySet) -> models.QuerySet:
    return COMMITMENT_LIST.subject.annotate(rows).filter(due_latest__isnull=False)


CALENDAR_OF_EVENTS = replace(
    EVENT_LIST,
    name="events-with-whole-days",
    is_whole=False,
    subject=replace(EVENTS, annotate=_with_whole_days, extend=_with_participants, collections=()),
)
CALENDAR_OF_COMMITMENTS = replace(
    COMMITMENT_LIST,
    name="commitments-with-a-last-day",
    is_whole=False,
    subject=replace(COMMITMENT_LIST.subject, annotate=_with_last_day, collections=()),
)


def placed_records(calendar: Resource, state: Present) -> BitMap:
    """Return the ids of the public records that have their place in a calendar."""
    key = ("in calendar", state.key, calendar.name)
    public = calendar.subject.public()
    packed = cached_by_generation(key, lambda: BitMap(collect_ids(public)).serialize())
    return BitMap.deserialize(packed)
