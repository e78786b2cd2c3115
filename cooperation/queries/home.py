"""What the front page shows: what comes and came, what runs, what is expected, what changed."""

import datetime as dt
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language

from cooperation.documents.commitment import COMMITMENTS
from cooperation.documents.loading import Loader
from cooperation.documents.parts import Rows
from cooperation.documents.records import Subject, read_pks, read_records
from cooperation.models import (
    Commitment,
    Event,
    Programme,
    Source,
    Statement,
)
from cooperation.models.indexes import seen_since
from cooperation.models.uncertain import overlaps_days
from cooperation.queries import generation
from cooperation.queries.event import EVENTS
from cooperation.queries.generation import Present
from cooperation.queries.programme import PROGRAMMES
from cooperation.queries.public_sets import public_sets
from cooperation.rules import date_words, dates
from cooperation.vocabulary.commitment import SETTLED
from cooperation.vocabulary.event import EventStatus
from cooperation.vocabulary.organisation import Constituent
from cooperation.vocabulary.programme import ActivityStatus

MOST = 5
MOST_CHANGES = 8
CHANGING = (Source, Event, Commitment, Statement, Programme)


def front_page_rows(state: Present) -> dict[str, Any]:
    """Return the rows of each part of the front page, and `constituents` in numbers."""
    loader = Loader(at=state.at)
    today = loader.today
    events = EVENTS.public()
    coming = events.filter(date_latest__gte=today).exclude(status=EventStatus.CANCELLED)
    found = {
        "coming": _first(EVENTS, coming.order_by("date_earliest", "pk"), loader),
        "newest": _first(
            EVENTS, events.filter(date_latest__lt=today).order_by("-date_earliest", "-pk"), loader
        ),
        "running": _first(PROGRAMMES, _running(today), loader),
        "commitments": read_pks(COMMITMENTS, _expected(today), loader, brief=True),
        "changes": [
            {"record": loader.reference(model, pk), "day": _day(at), "is_new": is_new}
            for model, pk, at, is_new in generation.cached_by_generation(
                ("changes", state.key), _changes
            )
        ],
    }
    numbers = generation.cached_by_generation(("constituents", state.key), lambda: _numbers(state))
    constituents = [
        {"code": code, "name": str(label), **{name: of[code] for name, of in numbers.items()}}
        for code, label in Constituent.choices
    ]
    return loader.resolve(found) | {"constituents": constituents}


def _first(subject: Subject, queryset: QuerySet, loader: Loader) -> Rows:
    return read_records(subject, queryset[:MOST], loader, brief=True)


def _expected(today: dt.date) -> list[int]:
    """Return what is expected next; failing that, whose date passed last."""
    waiting = COMMITMENTS.public().exclude(status__in=SETTLED)
    ahead = waiting.filter(due_latest__gte=today).order_by("due_latest", "pk")
    passed = waiting.filter(due_latest__lt=today).order_by("-due_latest", "-pk")
    found = [pk for rows in (ahead, passed) for pk in rows.values_list("pk", flat=True)[:MOST]]
    return found[:MOST]


def _running(today: Any) -> QuerySet:
    # Nobody knows whether a period whose end no source states still lasts.
    lasts = Q(status="") & overlaps_days("period", today, today) & ~Q(period__endswith="/")
    rows = PROGRAMMES.public().filter(Q(status=ActivityStatus.IMPLEMENTATION) | lasts)
    return rows.order_by(F("period_earliest").desc(nulls_last=True), "-pk")


def _changes() -> list[tuple[int, int, Any, bool]]:
    # The first of each kind by its index: of their union all would be put in order.
    rows = [
        (model, *row)
        for model in CHANGING
        # A merge touches whatever names the two records; for readers that is no news.
        for row in model.objects.published()
        .annotate(seen_at=seen_since())
        .order_by("-seen_at", "-pk")
        .values_list("pk", "seen_at", "published_at", "first_published_at")[:MOST_CHANGES]
    ]
    rows.sort(key=lambda row: row[2], reverse=True)
    return [(model, pk, at, last == first) for model, pk, at, last, first in rows[:MOST_CHANGES]]


def _numbers(state: Present) -> dict[str, dict[str, int]]:
    """Return, by what is counted, the numbers of each constituent."""
    organisations = public_sets("organisation", state).visible_of("constituent")
    counted = {
        "organisations": {code: len(members) for code, members in organisations.items()},
        "events": public_sets("event", state).constituent_counts("participations__organisation"),
        "statements": public_sets("statement", state).constituent_counts("speakers__organisation"),
    }
    none = dict.fromkeys(Constituent.values, 0)
    return {name: none | numbers for name, numbers in counted.items()}


def _day(at: Any) -> dict[str, str]:
    """Return the day of a moment, in Phnom Penh, as dates are shown."""
    day = dates.day_in_phnom_penh(at).isoformat()
    return {"edtf": day, "text": date_words.date_in_words(day, language=get_language() or "en")}
