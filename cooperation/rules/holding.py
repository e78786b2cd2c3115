"""Who held a post, and how that is known: by a stated period, or by being seen in it.

A sighting is an event, statement or participation that shows someone in the post. What it proves
depends on its date:

- exact, a day or a range of stated days: the person was seen on each of those days;
- less exact (a month, a year, about a day): the person was seen on some day between its bounds, so
  it counts as a first or last sighting and as one "before" or "after", but never as "on" a day;
- open on a side, or no date at all: the person was seen, nobody knows when.

An open side of a stated period ("2019/..") is unbounded. Of a side that is not stated ("2021-09/")
nobody knows how far it reaches: such a period tells of no day that it was held, and of the days
before its start, or after its end, that it was not.
"""

import datetime as dt
import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cooperation.vocabulary.holding import Basis

_DAYS = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """An uncertain date: its EDTF text and bounds; None is unbounded."""

    edtf: str = ""
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def has_bounds(self) -> bool:
        return self.first is not None and self.last is not None

    @property
    def is_exact(self) -> bool:
        return bool(_DAYS.fullmatch(self.edtf))

    @property
    def is_stated_whole(self) -> bool:
        return bool(self.edtf) and not self.edtf.startswith("/") and not self.edtf.endswith("/")

    def overlaps(self, other: "Span") -> bool:
        return self.reaches(other.first) and other.reaches(self.first)

    def reaches(self, day: dt.date | None) -> bool:
        return bool(self.edtf) and (self.last is None or day is None or day <= self.last)

    def contains(self, day: dt.date) -> bool:
        return self.reaches(day) and (self.first is None or self.first <= day)


@dataclass(frozen=True, slots=True)
class Position:
    """What a source states: that someone holds a post; `period` is empty where it names none."""

    key: Any
    person: Hashable
    period: Span


@dataclass(frozen=True, slots=True)
class Sighting:
    key: Any
    person: Hashable
    date: Span


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who held the post; `basis` is None where no source dates it in any way.

    `sightings` are all in which the person was seen, `evidence` those that the answer rests on.
    """

    person: Hashable
    position: Position | None
    sightings: tuple[Sighting, ...]
    evidence: tuple[Sighting, ...]
    basis: Basis | None

    @property
    def first_seen(self) -> Sighting | None:
        dated = [sighting for sighting in self.sightings if sighting.date.has_bounds]
        return min(dated, key=start_of, default=None)

    @property
    def last_seen(self) -> Sighting | None:
        dated = [sighting for sighting in self.sightings if sighting.date.has_bounds]
        return max(dated, key=end_of, default=None)


def list_holders(positions: Sequence[Position], sightings: Iterable[Sighting]) -> list[Holder]:
    """Return all who held the post, latest first; undated ones last.

    A sighting goes with the person's position whose stated period it overlaps, else with one that
    states no period; where there is neither, it stands on its own.
    """
    seen: dict[tuple[Hashable, Position | None], list[Sighting]] = {
        (position.person, position): [] for position in positions
    }
    for sighting in sightings:
        key = (sighting.person, _position_of(sighting, positions))
        seen.setdefault(key, []).append(sighting)
    found = []
    for (person, position), of in seen.items():
        dated = [sighting for sighting in of if sighting.date.has_bounds]
        ends = (min(dated, key=start_of), max(dated, key=end_of)) if dated else of[:1]
        evidence = tuple(dict.fromkeys(ends))
        found.append(Holder(person, position, tuple(of), evidence, _basis(position, of)))
    return sorted(found, key=_latest_day, reverse=True)


def _position_of(sighting: Sighting, positions: Sequence[Position]) -> Position | None:
    own = [position for position in positions if position.person == sighting.person]
    if not sighting.date.has_bounds:
        return own[0] if own else None
    stated = (position for position in own if position.period.overlaps(sighting.date))
    return next(stated, None) or unstated_position(sighting.person, own)


def unstated_position(person: Hashable, positions: Sequence[Position]) -> Position | None:
    own = (item for item in positions if item.person == person and not item.period.edtf)
    return next(own, None)


def sightings_of(person: Hashable, sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    return tuple(item for item in sightings if item.person == person)


def _basis(position: Position | None, sightings: Sequence[Sighting]) -> Basis | None:
    if position is not None and position.period.edtf:
        return Basis.STATED
    return Basis.SEEN if sightings else None


def start_of(sighting: Sighting) -> tuple[dt.date, dt.date]:
    return (sighting.date.first or dt.date.min, sighting.date.last or dt.date.max)


def end_of(sighting: Sighting) -> tuple[dt.date, dt.date]:
    return (sighting.date.last or dt.date.max, sighting.date.first or dt.date.min)


def _latest_day(holder: Holder) -> dt.date:
    days = [dt.date.min]
    if holder.position is not None and holder.position.period.edtf:
        days.append(holder.position.period.last or dt.date.max)
    if holder.last_seen is not None:
        days.append(end_of(holder.last_seen)[0])
    return max(days)
