"""What each side said and promised, side by side: of one record, and of the whole register."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.db.models import F, OrderBy, QuerySet
from pyroaring import BitMap

from cooperation.documents.commitment import COMMITMENTS
from cooperation.documents.loading import Loader
from cooperation.documents.records import Subject, read_records
from cooperation.documents.statement import STATEMENTS
from cooperation.queries import generation
from cooperation.queries.absence import explain_absence
from cooperation.queries.generation import Present
from cooperation.queries.seat_sets import commitments_by_seat, statements_by_seat
from cooperation.queries.tripartite_sides import parties_with_seats, speakers_with_seats
from cooperation.rules import record_sets
from cooperation.vocabulary.organisation import NOBODY, Seat

MOST = 6

NEWEST_FIRST = {"descending": True, "nulls_last": True}
UNDATED_LAST = {"nulls_last": True}

Sides = list[dict[str, Any]]
# The ids of the first records of each seat.
Found = dict[str, list[int]]
# Sides, then what nobody is named for, by code and name.
SEATS = (*Seat.choices, NOBODY)
# Where a record sits that names nobody who speaks or is bound.
UNSEATED = {"statements": Seat.OTHERS.value, "commitments": NOBODY[0]}


def record_side_by_side(record: dict[str, Any]) -> Sides:
    """Return the statements and commitments of an event's or programme's detail, by side.

    Those of a programme's parts and events follow its own. What a side said elsewhere is not
    missing here: nothing is said of that.
    """
    rows = {name: [*record[name], *record.get(f"rolled_up_{name}", ())] for name in UNSEATED}
    asked = [
        seated()
        .filter(**{f"{root}__uid__in": [row["uid"] for row in rows[name]]})
        .order_by()
        .values_list(f"{root}__uid", "seat")
        for name, root, seated in (
            ("statements", "statement", speakers_with_seats),
            ("commitments", "commitment", parties_with_seats),
        )
        if rows[name]
    ]
    seats: dict[str, set[str]] = defaultdict(set)
    for uid, seat in asked[0].union(*asked[1:]) if asked else ():
        seats[str(uid)].add(seat)
    sides = []
    for seat, label in SEATS:
        side: dict[str, Any] = {"code": seat, "name": str(label)}
        for name, unseated in UNSEATED.items():
            side[name] = [row for row in rows[name] if seat in seats.get(row["uid"], {unseated})]
            side[f"has_more_{name}"] = False
            side[f"no_{name}"] = None
        sides.append(side)
    return _heard(sides)


def register_side_by_side(
    statements: QuerySet, commitments: QuerySet, state: Present, asked: tuple[Any, ...] = ()
) -> Sides:
    """Return the first of these statements and commitments, and whether there are more, by side.

    `asked` tells them from others. Statements come newest first, commitments first due first.
    Where a side has none, `no_statements` and `no_commitments` are what may be said of that.
    """
    spoken, bound = generation.cached_by_generation(
        ("side by side", state.key, asked), lambda: _found(statements, commitments, state)
    )
    loader = Loader(at=state.at)
    rows = {
        "statements": (spoken, _rows(STATEMENTS, spoken, loader)),
        "commitments": (bound, _rows(COMMITMENTS, bound, loader)),
    }
    sides = []
    for seat, label in SEATS:
        side: dict[str, Any] = {"code": seat, "name": str(label)}
        for name, (found, shown) in rows.items():
            pks = found.get(seat, [])
            side[name] = [shown[pk] for pk in pks[:MOST] if pk in shown]
            side[f"has_more_{name}"] = len(pks) > MOST
            says_nothing = side[name] or seat in UNSEATED.values()
            side[f"no_{name}"] = None if says_nothing else explain_absence(name, Seat(seat), state)
        sides.append(side)
    return loader.resolve(_heard(sides))


def _heard(sides: Sides) -> Sides:
    """Return the sides of which there is something to show or to say."""
    names = ("statements", "commitments", "no_statements", "no_commitments")
    return [side for side in sides if any(side[name] for name in names)]


def _found(statements: QuerySet, commitments: QuerySet, state: Present) -> tuple[Found, Found]:
    newest = OrderBy(F("day_earliest"), **NEWEST_FIRST)
    first_due = OrderBy(F("due_latest"), **UNDATED_LAST)
    return (
        _first(statements.order_by(newest, "-pk"), statements_by_seat(state), "statements"),
        _first(commitments.order_by(first_due, "-pk"), commitments_by_seat(state), "commitments"),
    )


def _first(records: QuerySet, by_seat: Mapping[str, BitMap], name: str) -> Found:
    """Return the first records of each seat, one more than are shown; `name` is what they are."""
    pks, unseated = list(records.values_list("pk", flat=True)), UNSEATED[name]
    every = BitMap(pks)
    found = {seat: members & every for seat, members in by_seat.items()}
    silent = every - record_sets.union(found.values())
    found[unseated] = found.get(unseated, BitMap()) | silent
    return {
        # No more is looked for than there is.
        seat: list(islice((pk for pk in pks if pk in members), min(MOST + 1, len(members))))
        for seat, members in found.items()
    }


def _rows(subject: Subject, found: Found, loader: Loader) -> dict[int, dict[str, Any]]:
    pks = sorted({pk for first in found.values() for pk in first[:MOST]})
    shown = (
        read_records(subject, subject.public().filter(pk__in=pks), loader, brief=True)
        if pks
        else []
    )
    return {row.pop("_pk"): row for row in shown}
