"""Figures over time, where a record has several of one measure; and what sources differ over."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import get_language

from cooperation.rules import figure_layout, numerals
from cooperation.rules.canvas import NARROW, WIDE
from cooperation.rules.figure_layout import FigureChart, Measured
from cooperation.rules.time_spans import Span, drawn_span
from cooperation.vocabulary.figure import Qualifier

LEAST = 2

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Chart:
    """`figures` are those that are drawn: each states when it is of."""

    name: str
    drawings: list[FigureChart]
    figures: list[Row]


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure as some sources have it; `note` is what is said beside it."""

    text: str
    citations: list[Row]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Figures of the same, at the same time, that do not agree."""

    name: str
    period: str
    claims: list[Claim]


def figure_disputes(record: Row) -> list[Dispute]:
    """Return what the sources of a record's detail differ over, each claim with its own.

    Two figures of one measure, kind and period differ where other sources stand behind them; one
    source may well count twice.
    """
    found = []
    for _key, rows in groupby(sorted(record["figures"], key=_same), key=_same):
        figures = list(rows)
        claims = _claims(record, figures)
        behind = {frozenset(c["source"]["uid"] for c in claim.citations) for claim in claims}
        if len(claims) > 1 and len(behind) > 1:
            period = figures[0]["period"]
            found.append(Dispute(_name(figures[0]), period["text"] if period else "", claims))
    return found


def _claims(record: Row, figures: list[Row]) -> list[Claim]:
    own = [_claim(record, figures, text) for text in dict.fromkeys(f["text"] for f in figures)]
    return own + [
        Claim(citation["stated_value"], [citation], citation["note"] or "")
        for figure in figures
        for citation in figure["citations"]
        if citation["stated_value"]
    ]


def _claim(record: Row, figures: list[Row], text: str) -> Claim:
    having = [figure for figure in figures if figure["text"] == text]
    whole = [citation for citation in record["citations"] if not citation["field"]]
    own = [
        citation
        for figure in having
        for citation in figure["citations"] or whole
        if not citation["stated_value"]
    ]
    return Claim(text, own, " ".join(figure["note"] for figure in having if figure["note"]))


def figure_charts(record: Row) -> list[Chart]:
    """Return a chart of each measure that a record's detail has several dated figures of.

    Figures of another unit, group or place are not of the same measure.
    """
    found = []
    for _key, rows in groupby(sorted(record["figures"], key=_series), key=_series):
        dated = [row for row in rows if _span(row)]
        if len(dated) >= LEAST:
            found.append(Chart(_name(dated[0]), _drawings(dated), dated))
    return found


def _drawings(rows: list[Row]) -> list[FigureChart]:
    measured = [
        Measured(
            Decimal(str(row["value"])),
            row["text"].removesuffix(row["unit"] or "").strip(),
            when,
            kind=row["kind"]["code"],
            is_exact=row["qualifier"]["code"] == Qualifier.EXACT,
        )
        for row in rows
        if (when := _span(row))
    ]
    return [
        figure_layout.figure_chart(measured, canvas=canvas, written=_written)
        for canvas in (NARROW, WIDE)
    ]


def _series(row: Row) -> tuple[str, ...]:
    codes = (row[name]["code"] if row[name] else "" for name in ("measure", "group", "place"))
    return (*codes, row["unit"] or "")


def _same(row: Row) -> tuple[str, ...]:
    period = row["period"]
    return (*_series(row), row["kind"]["code"], (period and period["edtf"]) or "")


def _name(row: Row) -> str:
    unit = f" ({row['unit']})" if row["unit"] else ""
    of = [row[name]["name"] for name in ("group", "place") if row[name]]
    return ", ".join([row["measure"]["name"] + unit, *of])


def _span(row: Row) -> Span | None:
    period = row["period"]
    if period is None:
        return None
    days = (dt.date.fromisoformat(day) if day else None for day in _bounds(period))
    return drawn_span(period["edtf"] or "", *days)


def _bounds(period: Row) -> tuple[str | None, str | None]:
    return period["earliest"], period["latest"]


def _written(value: Decimal) -> str:
    return numerals.number_in_words(value, get_language() or "en")
