"""Days as places on a line of whole years, with ticks that do not crowd."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cooperation.rules.time_spans import Edge, Span

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
MONTHS = (1, 4, 7, 10)


@dataclass(frozen=True, slots=True)
class Tick:
    """The begin of a year, or of a month of it."""

    x: float
    year: int
    month: int | None = None


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Places from `left` to `right` for the days from `first` to the end of `last`, both years."""

    first: int
    last: int
    left: float
    right: float

    def begin(self, day: dt.date) -> float:
        return self._at(day.toordinal())

    def end(self, day: dt.date) -> float:
        return self._at(day.toordinal() + 1)

    def holds(self, day: dt.date) -> bool:
        return self.first <= day.year <= self.last

    def ticks(self, room: float) -> list[Tick]:
        """Return a tick for each year that has room for its label, else for every 2nd, 5th …

        A single year is told by its months.
        """
        if self.first == self.last:
            days = [dt.date(self.first, month, 1) for month in MONTHS]
            return [Tick(round(self.begin(day), 1), day.year, day.month) for day in days]
        years = self.last - self.first + 1
        a_year = (self.right - self.left) / years
        step = next((step for step in STEPS if step * a_year >= room), STEPS[-1])
        first = -(-self.first // step) * step
        return [
            Tick(round(self.begin(dt.date(year, 1, 1)), 1), year)
            for year in range(max(first, 1), self.last + 1, step)
        ]

    def _at(self, ordinal: int) -> float:
        start = dt.date(self.first, 1, 1).toordinal()
        stop = dt.date(self.last, 12, 31).toordinal() + 1
        return self.left + (ordinal - start) / (stop - start) * (self.right - self.left)


def scale_of(spans: Iterable[Span], left: float, right: float) -> TimeScale:
    """Return the scale of the years that spans touch, one more on a side that is unbounded.

    Raises ValueError if there is no span.
    """
    found = list(spans)
    years = list(_years(found))
    if any(span.start in (Edge.OPEN, Edge.UNKNOWN) for span in found):
        years.append(max(min(years) - 1, dt.MINYEAR))
    if any(span.end in (Edge.OPEN, Edge.UNKNOWN) for span in found):
        years.append(min(max(years) + 1, dt.MAXYEAR))
    return TimeScale(min(years), max(years), left, right)


def _years(spans: Iterable[Span]) -> Iterator[int]:
    for span in spans:
        yield from (day.year for day in (span.earliest, span.latest) if day is not None)
