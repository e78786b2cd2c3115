"""Uncertain dates as they can be drawn: what lies between which days, and how sure each end is."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

_DOUBT = frozenset("~?%")


class Edge(StrEnum):
    SHARP = "sharp"
    SOFT = "soft"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a date can mean; None is unbounded, and never both.

    `is_within`: a moment somewhere between them, not all the time from first to last.
    """

    earliest: dt.date | None
    latest: dt.date | None
    start: Edge = Edge.SHARP
    end: Edge = Edge.SHARP
    is_within: bool = False

    @property
    def is_firm(self) -> bool:
        return {self.start, self.end} == {Edge.SHARP} and not self.is_within


def drawn_span(edtf: str, earliest: dt.date | None, latest: dt.date | None) -> Span | None:
    """Return how a stored date with its bounds is drawn; None if it lies on no calendar.

    Open ("2019/..") and not stated ("2021-09/") are told apart; about (~), uncertain (?) and
    both (%) make an end soft. A month, year or decade alone is a moment within it.
    """
    if earliest is None and latest is None:
        return None
    start, is_period, end = edtf.partition("/")
    if is_period:
        return Span(earliest, latest, _edge(start), _edge(end))
    return Span(earliest, latest, _edge(start), _edge(start), is_within=earliest != latest)


def _edge(side: str) -> Edge:
    if side == "..":
        return Edge.OPEN
    if not side:
        return Edge.UNKNOWN
    return Edge.SOFT if _DOUBT & set(side) else Edge.SHARP
