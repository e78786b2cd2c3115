"""What each side said and promised, side by side: of one record, and of the whole register."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Exists, F, OrderBy, OuterRef, QuerySet, Window
from django.db.models.functions import DenseRank

from cooperation.queries import generation
from cooperation.queries.commitment import COMMITMENTS
from cooperation.queries.generation import Present
from cooperation.queries.loading import Loader
from cooperation.queries.records import Subject, read
from cooperation.queries.seats import promised, said
from cooperation.queries.statement import STATEMENTS
from cooperation.vocabulary.organisation import Seat

MOST = 6

NEWEST_FIRST = {"descending": True, "nulls_last": True}
UNDATED_LAST = {"nulls_last": True}

Sides = list[dict[str, Any]]
# By seat: how many records, and the ids of the first of them.
Found = dict[str, tuple[int, list[int]]]


def of_record(record: dict[str, Any]) -> Sides:
    """Return the statements and commitments of an event's or programme's detail, by side."""
    asked = [
        seated.filter(**{f"{root}__uid__in": [row["uid"] for row in record[name]]})
        .order_by()
        .values_list(f"{root}__uid", "seat")
        for name, root, seated in (
            ("statements", "statement", said()),
            ("commitments", "commitment", promised()),
        )
        if record[name]
    ]
    seats: dict[str, set[str]] = defaultdict(set)
    for uid, seat in asked[0].union(*asked[1:]) if asked else ():
        seats[str(uid)].add(seat)
    sides = []
    for seat in Seat:
        side: dict[str, Any] = {"code": seat.value, "name": str(seat.label)}
        for name in ("statements", "commitments"):
            own = [row for row in record[name] if seat in seats.get(row["uid"], {Seat.OTHERS})]
            side |= {name: own, f"{name}_count": len(own)}
        sides.append(side)
    return sides


def of_register(
    statements: QuerySet, commitments: QuerySet, state: Present, asked: tuple[Any, ...] = ()
) -> Sides:
    """Return the first of these statements and commitments, and how many there are, by side.

    `asked` tells them from others. Statements come newest first, commitments first due first.
    """
    spoken, bound = generation.kept(
        ("side by side", state.key, asked), lambda: _found(statements, commitments)
    )
    loader = Loader(at=state.at)
    rows = {
        "statements": (spoken, _rows(STATEMENTS, spoken, loader)),
        "commitments": (bound, _rows(COMMITMENTS, bound, loader)),
    }
    sides = []
    for seat in Seat:
        side: dict[str, Any] = {"code": seat.value, "name": str(seat.label)}
        for name, (found, shown) in rows.items():
            count, pks = found.get(seat, (0, []))
            side[name] = [shown[pk] for pk in pks if pk in shown]
            side[f"{name}_count"] = count
        sides.append(side)
    return loader.resolve(sides)


def _found(statements: QuerySet, commitments: QuerySet) -> tuple[Found, Found]:
    return (
        _first(statements, said(), "statement", OrderBy(F("day_earliest"), **NEWEST_FIRST)),
        _first(commitments, promised(), "commitment", OrderBy(F("due_latest"), **UNDATED_LAST)),
    )


def _first(records: QuerySet, seated: QuerySet, root: str, order: OrderBy) -> Found:
    rows = seated.filter(**{f"{root}__in": records.order_by().values("pk")})
    counts = dict(rows.values_list("seat").annotate(Count(root, distinct=True)))
    # A record that several speak in has one rank, and counts once.
    rank = Window(DenseRank(), partition_by=F("seat"), order_by=[order, F(f"{root}_id").desc()])
    ranked = rows.annotate(rank=rank).filter(rank__lte=MOST).values_list("seat", root, "rank")
    first: dict[str, dict[int, int]] = defaultdict(dict)
    for seat, pk, place in ranked:
        first[seat][pk] = place
    found = {seat: (counts[seat], sorted(of, key=of.__getitem__)) for seat, of in first.items()}
    silent = records.filter(~Exists(seated.filter(**{root: OuterRef("pk")}))).order_by(order, "-pk")
    alone = list(silent.annotate(total=Window(Count("pk"))).values_list("pk", "total")[:MOST])
    if alone:
        count, pks = found.get(Seat.OTHERS, (0, []))
        both = records.filter(pk__in=[*pks, *(pk for pk, _total in alone)]).order_by(order, "-pk")
        found[Seat.OTHERS] = (count + alone[0][1], list(both.values_list("pk", flat=True)[:MOST]))
    return found


def _rows(subject: Subject, found: Found, loader: Loader) -> dict[int, dict[str, Any]]:
    pks = sorted({pk for _count, first in found.values() for pk in first})
    shown = read(subject, subject.public().filter(pk__in=pks), loader, brief=True) if pks else []
    return {row.pop("_pk"): row for row in shown}
