"""The register in time: what is newest or of one year, what has no date, how much each year."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Rows
from cooperation.documents.programme import PERIOD, extend_programmes, with_period
from cooperation.documents.records import Subject, read_records
from cooperation.kinds.shapes import Shape
from cooperation.models import Commitment, Event, Programme
from cooperation.models.localized import by_name
from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.queries.public_sets import public_sets

MOST_PROGRAMMES, MOST_EVENTS, MOST_COMMITMENTS, MOST_UNDATED = 12, 30, 10, 25

_EVENTS = Subject(
    Shape(Event, texts=("title",), dates=("date",), terms=("kind",), choices=("status",))
)
_COMMITMENTS = Subject(Shape(Commitment, texts=("title",), dates=("due",), terms=("kind",)))
_PROGRAMMES = Subject(
    Shape(
        Programme,
        texts=("title",),
        dates=("planned_period", "actual_period"),
        terms=("kind",),
    ),
    annotate=with_period,
    extra=PERIOD,
    extend=extend_programmes,
)


LINES = (
    ("programmes", _PROGRAMMES, "period", MOST_PROGRAMMES),
    ("events", _EVENTS, "date", MOST_EVENTS),
    ("commitments", _COMMITMENTS, "due", MOST_COMMITMENTS),
)


def register_timeline(state: Present, year: int | None = None) -> dict[str, Any]:
    """Return the newest `programmes`, `events` and `commitments`, or the newest of one year.

    `counts` says of how many. `undated` are the programmes and events that have no first day.
    """
    loader = Loader(at=state.at)
    rows: dict[str, Rows] = {"undated": []}
    counts = {}
    for name, subject, date, most in LINES:
        newest = _newest(subject, date, year)
        rows[name] = read_records(subject, newest[:most], loader, brief=True)
        counts[name] = generation.cached_by_generation(
            ("timeline", state.key, name, year), newest.count
        )
    if year is None:
        for _name, subject, date, _most in LINES[:2]:
            rows["undated"] += _undated(subject, date, loader)
    return loader.resolve(rows) | {"counts": counts}


def by_year(state: Present) -> list[dict[str, int]]:
    """Return each year with the numbers of events and programmes that began in it."""
    return generation.cached_by_generation(("by_year", state.key), lambda: _by_year(state))


def _by_year(state: Present) -> list[dict[str, int]]:
    events, programmes = (
        public_sets(kind, state).beginning_counts() for kind in ("event", "programme")
    )
    return [
        {"year": year, "events": events.get(year, 0), "programmes": programmes.get(year, 0)}
        for year in sorted({*events, *programmes})
    ]


def _newest(subject: Subject, date: str, year: int | None) -> models.QuerySet:
    earliest = f"{date}_earliest"
    rows = subject.public().filter(**{f"{earliest}__isnull": False})
    if year is not None:
        latest = f"{date}_latest"
        lasts = Q(**{f"{latest}__isnull": True}) | Q(**{f"{latest}__gte": dt.date(year, 1, 1)})
        rows = rows.filter(lasts, **{f"{earliest}__lte": dt.date(year, 12, 31)})
    return rows.order_by(F(earliest).desc(nulls_last=True), "-pk")


def _undated(subject: Subject, date: str, loader: Loader) -> Rows:
    rows = subject.public().filter(**{f"{date}_earliest__isnull": True})
    return read_records(
        subject, rows.order_by(by_name(subject.model), "pk")[:MOST_UNDATED], loader, brief=True
    )
