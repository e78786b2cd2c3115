"""Days as places on a line of whole years, with ticks that do not crowd."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cooperation.rules.time_spans import Edge, Span

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
MONTHS = (1, 4, 7, 10)
# A line of more years than that is folded where it has so long a stretch without anything.
MOST_YEARS, LONG_GAP = 100, 25
FOLD = 26


@dataclass(frozen=True, slots=True)
class Tick:
    """The begin of a year, or of a month of it, or of a stretch that is not to scale."""

    x: float
    year: int
    month: int | None = None
    is_fold: bool = False


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Places from `left` to `right` for the days from `first` to the end of `last`, both years.

    Days outside them all stand at an edge that is set apart for them: `folds_before` at the left,
    `folds_after` at the right.
    """

    first: int
    last: int
    left: float
    right: float
    folds_before: bool = False
    folds_after: bool = False

    def begin(self, day: dt.date) -> float:
        if day.year < self.first:
            return self.left
        return self._end if day.year > self.last else self._at(day.toordinal())

    def end(self, day: dt.date) -> float:
        if day.year < self.first:
            return self._begin
        return self.right if day.year > self.last else self._at(day.toordinal() + 1)

    def holds(self, day: dt.date) -> bool:
        return self.first <= day.year <= self.last

    def is_folded(self, span: Span) -> bool:
        """Tell whether an end of a span has no place to scale."""
        ends = (span.earliest, span.latest)
        return any(not self.holds(day) for day in ends if day is not None)

    def ticks(self, room: float) -> list[Tick]:
        """Return a tick for each year that has room for its label, else for every 2nd, 5th …

        A single year is told by its months. What is not to scale has a tick of its own.
        """
        before = [Tick(round(self.left, 1), self.first, is_fold=True)] if self.folds_before else []
        after = [Tick(round(self._end, 1), self.last, is_fold=True)] if self.folds_after else []
        return [*before, *self._ticks(room), *after]

    def _ticks(self, room: float) -> Iterator[Tick]:
        if self.first == self.last:
            days = [dt.date(self.first, month, 1) for month in MONTHS]
            yield from (Tick(round(self.begin(day), 1), day.year, day.month) for day in days)
            return
        years = self.last - self.first + 1
        a_year = (self._end - self._begin) / years
        step = next((step for step in STEPS if step * a_year >= room), STEPS[-1])
        first = -(-self.first // step) * step
        for year in range(max(first, 1), self.last + 1, step):
            yield Tick(round(self.begin(dt.date(year, 1, 1)), 1), year)

    @property
    def _begin(self) -> float:
        return self.left + (self._fold if self.folds_before else 0)

    @property
    def _end(self) -> float:
        return self.right - (self._fold if self.folds_after else 0)

    @property
    def _fold(self) -> float:
        return min(FOLD, (self.right - self.left) / 4)

    def _at(self, ordinal: int) -> float:
        start = dt.date(self.first, 1, 1).toordinal()
        stop = dt.date(self.last, 12, 31).toordinal() + 1
        return self._begin + (ordinal - start) / (stop - start) * (self._end - self._begin)


def scale_of(spans: Iterable[Span], left: float, right: float) -> TimeScale:
    """Return the scale of the years that spans touch, one more on a side that is unbounded.

    Where a few years lie so far from the others that these would share one place, the others have
    the scale and the few are folded. Raises ValueError if there is no span.
    """
    found = list(spans)
    touched = sorted(_years(found))
    years = _stretch(touched)
    first, last = years[0], years[-1]
    folds_before, folds_after = first > touched[0], last < touched[-1]
    if not folds_before and any(span.start in (Edge.OPEN, Edge.UNKNOWN) for span in found):
        first = max(first - 1, dt.MINYEAR)
    if not folds_after and any(span.end in (Edge.OPEN, Edge.UNKNOWN) for span in found):
        last = min(last + 1, dt.MAXYEAR)
    return TimeScale(first, last, left, right, folds_before, folds_after)


def _stretch(years: Sequence[int]) -> Sequence[int]:
    """Return the years that have the scale: all of them, or the most without a long gap."""
    if not years:
        raise ValueError("No span touches a year.")
    if years[-1] - years[0] <= MOST_YEARS:
        return years
    gaps = [at for at, (year, after) in enumerate(pairwise(years), 1) if after - year > LONG_GAP]
    stretches = [years[a:b] for a, b in pairwise([0, *gaps, len(years)])]
    # The latest of those that have as many.
    return max(reversed(stretches), key=len)


def _years(spans: Iterable[Span]) -> Iterator[int]:
    for span in spans:
        yield from (day.year for day in (span.earliest, span.latest) if day is not None)
