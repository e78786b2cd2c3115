"""For whom people and organisations speak and promise: the seats of the tripartite view.

Whoever speaks on behalf of a post acts for its body; else for the body that the source names with
the speaker; else for that of the posts it names; else for that of the posts which sources state
for that day, if all of these have one seat. Who acts for none of them sits with the others.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import (
    Case,
    CharField,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from pyroaring import BitMap

from cooperation.documents.built_once import built_once
from cooperation.documents.parts import parts_of_public
from cooperation.documents.statement import with_day
from cooperation.models import (
    CommitmentParty,
    Identifier,
    Organisation,
    StatementSpeaker,
)
from cooperation.models.base import is_public
from cooperation.queries.post_evidence import stated_positions
from cooperation.vocabulary.commitment import Side
from cooperation.vocabulary.organisation import ILO_IDENTIFIER, Constituent, Seat

# How many bodies deep the ILO goes: headquarters, region, country, project and what is below.
ILO_LEVELS = 5
OTHERS = Value(Seat.OTHERS.value, output_field=CharField())
OF_CONSTITUENTS = {
    Constituent.GOVERNMENT: Seat.GOVERNMENT,
    Constituent.EMPLOYERS: Seat.EMPLOYERS,
    Constituent.WORKERS: Seat.WORKERS,
}


def part_of_ilo() -> Q:
    """Return the condition that an organisation is the ILO or part of it."""
    vocabulary, code = ILO_IDENTIFIER
    named = Identifier.objects.filter(vocabulary=vocabulary, code=code).order_by()
    above = (f"{'parent__' * level}pk" for level in range(ILO_LEVELS))
    return reduce(or_, (Q(**{f"{path}__in": named.values("organisation")}) for path in above))


def bodies_of_ilo() -> BitMap:
    """Return the ids of the organisations that are the ILO or part of it."""
    vocabulary, code = ILO_IDENTIFIER
    named = Identifier.objects.filter(vocabulary=vocabulary, code=code, organisation__isnull=False)
    level = found = BitMap(named.values_list("organisation", flat=True))
    for _below in range(ILO_LEVELS - 1):
        parts = Organisation.objects.filter(parent__in=list(level)).order_by()
        level = BitMap(parts.values_list("pk", flat=True)) - found if level else level
        found |= level
    return found


@built_once
def speakers_with_seats() -> QuerySet:
    """Return who speaks in public statements: rows with their `seat` and the statement's `day`.

    A row stands once for each post that it names.
    """
    rows = parts_of_public(StatementSpeaker, "statement")
    # A post matters only where it alone tells the body; what is hidden tells nothing.
    has_body = Q(organisation__isnull=False) | Q(on_behalf_of_post__isnull=False)
    rows = rows.filter(has_body | Q(posts__isnull=True) | is_public("posts__"))
    rows = with_day(rows, "statement__")
    body = Coalesce("on_behalf_of_post__organisation", "organisation", "posts__organisation")
    return _seated(rows, body, Coalesce("on_behalf_of", "person"), "day")


@built_once
def parties_with_seats(*sides: Side) -> QuerySet:
    """Return by whom public commitments are made: rows with their `seat` and when that is due.

    `sides` asks for other parties to them.
    """
    wanted = sides or (Side.BY,)
    rows = parts_of_public(CommitmentParty, "commitment").filter(side__in=wanted)
    rows = rows.annotate(due_latest=F("commitment__due_latest"))
    return _seated(rows, F("organisation"), F("person"), "commitment__made_on")


def has_seat(rows: QuerySet, root: str, seats: Iterable[str], unseated: str) -> Q:
    """Return the condition that a record has one of the seats.

    `rows` are `speakers_with_seats` or `parties_with_seats`, `root` is their key to the record;
    `unseated` is the seat of a record without any such row.
    """
    chosen = list(seats)
    found = Q(pk__in=rows.filter(seat__in=chosen).values(root))
    return found | ~Q(pk__in=rows.values(root)) if unseated in chosen else found


def _seated(rows: QuerySet, body: F | Coalesce, person: F | Coalesce, day: str) -> QuerySet:
    rows = rows.annotate(who=person, body=body)
    held = (
        stated_positions()
        .filter(
            is_public("post__"),
            Q(period_earliest__isnull=True) | Q(period_earliest__lte=OuterRef(f"{day}_earliest")),
            Q(period_latest__isnull=True) | Q(period_latest__gte=OuterRef(f"{day}_latest")),
            person=OuterRef("who"),
        )
        # Of a side that is not stated nobody knows whether it reaches the day.
        .exclude(Q(period="") | Q(period__startswith="/") | Q(period__endswith="/"))
        .annotate(seat=_seat_of("post__organisation"))
        .values("person")
        .annotate(first=Min("seat"), last=Max("seat"))
        .filter(first=F("last"))
    )
    alone = When(body__isnull=True, then=Coalesce(Subquery(held.values("first")), OTHERS))
    return rows.annotate(seat=Case(alone, default=_seat_of("body"), output_field=CharField()))


def _seat_of(body: str) -> Coalesce:
    """Return the seat of a body, by its key; one that is hidden sits with the others."""
    of_constituents = (
        When(constituent=constituent, then=Value(seat.value))
        for constituent, seat in OF_CONSTITUENTS.items()
    )
    is_ilo = When(part_of_ilo(), then=Value(Seat.ILO.value))
    seat = Case(is_ilo, *of_constituents, default=OTHERS, output_field=CharField())
    # By its key, body for body: lists of all that have a seat would be made first.
    bodies = Organisation.objects.published().order_by().filter(pk=OuterRef(body))
    return Coalesce(Subquery(bodies.values_list(seat)), OTHERS, output_field=CharField())
