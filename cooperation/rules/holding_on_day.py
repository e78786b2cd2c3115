"""Who held a post on a day, and of whom that is not known; the evidence is that of `holding`."""

import datetime as dt
from collections.abc import Hashable, Sequence

from cooperation.rules.holding import (
    Holder,
    Position,
    Sighting,
    Span,
    end_of,
    list_holders,
    sightings_of,
    start_of,
    unstated_position,
)
from cooperation.vocabulary.holding import Answer, Basis

Positions = Sequence[Position]
Sightings = Sequence[Sighting]


def holders_on(day: dt.date, positions: Positions, sightings: Sightings) -> list[Holder]:
    """Return who held the post on a day, on the best basis that there is for that day.

    Those whose stated period contains it; else those seen in the post on it; else one who was
    seen before and after, while nobody else was, or may have been, in the post between. Whoever's
    own stated periods leave the day out is not inferred.
    """
    on_day = [item for item in sightings if item.date.is_exact and item.date.contains(day)]
    return (
        _stated_on(day, positions, sightings, on_day)
        or _seen_on(positions, sightings, on_day)
        or _seen_around(day, positions, sightings)
    )


def holding_answers(
    day: dt.date, positions: Positions, sightings: Sightings
) -> dict[Answer, list[Holder]]:
    """Return what is told, for a day, of all who are on record in the post.

    Not held: all the periods that sources state of someone leave the day out, and no sighting may
    be of it. Of whom nothing is told either way, no source says.
    """
    found: dict[Answer, list[Holder]] = {answer: [] for answer in Answer}
    found[Answer.HELD] = holders_on(day, positions, sightings)
    held = {holder.person for holder in found[Answer.HELD]}
    for holder in list_holders(positions, sightings):
        if holder.person not in held:
            is_out = _is_out(day, holder.person, positions, sightings)
            found[Answer.NOT_HELD if is_out else Answer.UNKNOWN].append(holder)
    return found


def _is_out(day: dt.date, person: Hashable, positions: Positions, sightings: Sightings) -> bool:
    own = [item.period for item in positions if item.person == person]
    if not own or any(not span.edtf or span.contains(day) for span in own):
        return False
    return not any(item.date.contains(day) for item in sightings if item.person == person)


def _stated_on(
    day: dt.date, positions: Positions, sightings: Sightings, on_day: Sightings
) -> list[Holder]:
    return [
        Holder(
            position.person,
            position,
            sightings_of(position.person, sightings),
            sightings_of(position.person, on_day),
            Basis.STATED,
        )
        for position in positions
        if position.period.is_stated_whole and position.period.contains(day)
    ]


def _seen_on(positions: Positions, sightings: Sightings, on_day: Sightings) -> list[Holder]:
    return [
        Holder(
            person,
            unstated_position(person, positions),
            sightings_of(person, sightings),
            sightings_of(person, on_day),
            Basis.SEEN,
        )
        for person in dict.fromkeys(item.person for item in on_day)
    ]


def _seen_around(day: dt.date, positions: Positions, sightings: Sightings) -> list[Holder]:
    told = {
        position.person
        for position in positions
        if position.period.edtf and not position.period.contains(day)
    }
    found = []
    for person in dict.fromkeys(sighting.person for sighting in sightings):
        evidence = None if person in told else _evidence_around(day, person, sightings)
        if evidence is not None and not _others_between(person, evidence, positions, sightings):
            position = unstated_position(person, positions)
            seen = sightings_of(person, sightings)
            found.append(Holder(person, position, seen, evidence, Basis.BETWEEN))
    return found


def _evidence_around(
    day: dt.date, person: Hashable, sightings: Sightings
) -> tuple[Sighting, Sighting] | None:
    """Return the last sighting before a day and the first one after it, if there are both."""
    own = [item for item in sightings_of(person, sightings) if item.date.has_bounds]
    before = max((item for item in own if end_of(item)[0] < day), key=end_of, default=None)
    after = min((item for item in own if start_of(item)[0] > day), key=start_of, default=None)
    return None if before is None or after is None else (before, after)


def _others_between(
    person: Hashable,
    around: tuple[Sighting, Sighting],
    positions: Positions,
    sightings: Sightings,
) -> bool:
    """Tell whether anybody else was, or may have been, in the post between two sightings."""
    others = [
        *(item.date for item in sightings if item.person != person),
        *(item.period for item in positions if item.person != person),
    ]
    before, after = around
    return any(_lies_between(span, before.date, after.date) for span in others)


def _lies_between(span: Span, before: Span, after: Span) -> bool:
    """Return whether some day of a span may lie between the two."""
    starts_early = (span.first or dt.date.min) < (after.first or dt.date.max)
    ends_late = (span.last or dt.date.max) > (before.last or dt.date.min)
    return bool(span.edtf) and starts_early and ends_late
