"""How a commitment stands on a day: as a source says, else as its date does.

The register reports what it has read and judges nobody. What a source says of a commitment is
later word of it, "in progress" too. Without a source that settles it, a commitment is past due
only if all of this holds:

- a source names who is to do it;
- its verb binds: it was committed, reiterated or agreed, and not merely planned or expected;
- its date has passed, to the last day that it can mean;
- someone searched for later word of it since, and not more than `SEARCH_HOLDS` ago. A search made
  before the date was over proves nothing.
"""

import datetime as dt
from dataclasses import dataclass

from cooperation.vocabulary.commitment import OBLIGATIONS, SEARCH_HOLDS_DAYS, SETTLED, Standing

SEARCH_HOLDS = dt.timedelta(days=SEARCH_HOLDS_DAYS)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a commitment.

    `status` is what the latest source says became of it and `verb` the code of its source's own,
    each "" where there is none; `due` is an uncertain date, `due_latest` the last day that it can
    mean, None if it has no end; `has_maker` tells whether the public sees who is bound.
    """

    status: str
    verb: str
    has_maker: bool
    due: str
    due_latest: dt.date | None
    looked_for_on: dt.date | None


def standing_of(known: Known, today: dt.date) -> Standing:
    if known.status in SETTLED:
        return Standing(known.status)
    if _is_past_due(known, today):
        return Standing.PAST_DUE
    if known.status:
        return Standing(known.status)
    if not known.due:
        return Standing.NO_DATE
    return Standing.DATE_PASSED if _has_passed(known, today) else Standing.AHEAD


def turning_days(due_latest: dt.date | None, looked_for_on: dt.date | None) -> set[dt.date]:
    """Return the days that may begin with another standing, though no record has changed."""
    if due_latest is None:
        return set()
    days = {due_latest.toordinal() + 1}
    if looked_for_on is not None and looked_for_on > due_latest:
        searched = looked_for_on.toordinal()
        days |= {searched, searched + SEARCH_HOLDS_DAYS + 1}
    # After the last day that there is, nothing begins.
    return {dt.date.fromordinal(day) for day in days if day <= dt.date.max.toordinal()}


def _is_past_due(known: Known, today: dt.date) -> bool:
    is_bound = known.has_maker and known.verb in OBLIGATIONS
    return is_bound and _has_passed(known, today) and _was_looked_for(known, today)


def _has_passed(known: Known, today: dt.date) -> bool:
    return known.due_latest is not None and known.due_latest < today


def _was_looked_for(known: Known, today: dt.date) -> bool:
    looked_for_on = known.looked_for_on
    if looked_for_on is None or known.due_latest is None or looked_for_on <= known.due_latest:
        return False
    return today - SEARCH_HOLDS <= looked_for_on <= today
