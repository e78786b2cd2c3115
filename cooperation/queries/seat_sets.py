"""The sets of statements and commitments by the seats of those who speak or are bound in them.

Where all of these are organisations, sets of records by organisation tell it. Of records in which
a person stands alone, or somebody for a post, the database is asked.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from pyroaring import BitMap

from cooperation.models import CommitmentParty, StatementSpeaker
from cooperation.models.members import one_of_ids
from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.queries.public_sets import public_sets
from cooperation.queries.tripartite_sides import (
    OF_CONSTITUENTS,
    bodies_of_ilo,
    parties_with_seats,
    speakers_with_seats,
)
from cooperation.rules import record_sets
from cooperation.vocabulary.commitment import Side
from cooperation.vocabulary.organisation import NOBODY, Seat

# What stands for the side of who speaks: none.
SPEAKING = ""

BySeat = Mapping[str, BitMap]


@dataclass(frozen=True, slots=True)
class _Voices:
    """The `parts` of a `kind` that have seats; where there are `sides`, those of one of them."""

    kind: str
    parts: str
    seated: QuerySet
    sides: tuple[str, ...] = ()


def statements_by_seat(state: Present) -> BySeat:
    """Return the public statements in which someone speaks for each seat."""
    voices = _Voices("statement", "speakers", speakers_with_seats())
    return generation.cached_by_generation(
        ("statements by seat", state.key), lambda: _by_seat(voices, state)
    )


def commitments_by_seat(state: Present, sides: tuple[Side, ...] = (Side.BY,)) -> BySeat:
    """Return the public commitments to which someone of each seat is a party of these sides."""
    voices = _Voices("commitment", "parties", parties_with_seats(*sides), sides)
    return generation.cached_by_generation(
        ("commitments by seat", state.key, sides), lambda: _by_seat(voices, state)
    )


def statements_of_sides(sides: Collection[str], state: Present) -> BitMap:
    """Return the public statements of these sides; where nobody speaks they are of the others."""
    every = public_sets("statement", state).visible
    return _of_sides(sides, statements_by_seat(state), every, Seat.OTHERS)


def commitments_of_sides(sides: Collection[str], state: Present) -> BitMap:
    """Return the public commitments that someone of these sides makes, or "nobody"."""
    every = public_sets("commitment", state).visible
    return _of_sides(sides, commitments_by_seat(state), every, NOBODY[0])


def _of_sides(sides: Collection[str], by_seat: BySeat, every: BitMap, unseated: str) -> BitMap:
    found = record_sets.union(members for seat, members in by_seat.items() if seat in sides)
    if unseated in sides:
        found |= every - record_sets.union(by_seat.values())
    return found


def _by_seat(voices: _Voices, state: Present) -> BySeat:
    every = generation.cached_by_generation(("without seats", state.key), _unplaced)
    unplaced = record_sets.union(every.get(side, BitMap()) for side in voices.sides or [SPEAKING])
    sets = public_sets(voices.kind, state)
    of_sides = sets.rows_of_values(f"{voices.parts}__side", voices.sides) if voices.sides else None
    found: dict[str, BitMap] = {}
    for seat, organisations in _organisations_by_seat(state).items():
        placed = sets.rows_of_values(f"{voices.parts}__organisation", map(str, organisations))
        placed = placed if of_sides is None else record_sets.cross(placed, of_sides)
        found[seat] = (record_sets.records(placed) & sets.visible) - unplaced
    for pk, seat in _ask(voices, unplaced):
        found[seat].add(pk)
    return found


def _unplaced() -> dict[str, BitMap]:
    """Return the records that no set places, by the side of the part for which that is so."""
    speakers = StatementSpeaker.objects.filter(
        Q(organisation__isnull=True) | Q(on_behalf_of_post__isnull=False)
    )
    parties = CommitmentParty.objects.filter(organisation__isnull=True)
    spoken = speakers.order_by().values_list(Value(SPEAKING, TextField()), "statement")
    bound = parties.order_by().values_list(Cast("side", TextField()), "commitment")
    found: dict[str, BitMap] = defaultdict(BitMap)
    for side, pk in spoken.union(bound):
        found[side].add(pk)
    return {**found}


def _organisations_by_seat(state: Present) -> BySeat:
    organisations = public_sets("organisation", state)
    constituents = organisations.visible_of("constituent")
    ilo = bodies_of_ilo() & organisations.visible
    found: dict[str, BitMap] = {
        seat: constituents.get(constituent, BitMap()) - ilo
        for constituent, seat in OF_CONSTITUENTS.items()
    }
    found[Seat.ILO] = ilo
    return found | {Seat.OTHERS: organisations.visible - record_sets.union(found.values())}


def _ask(voices: _Voices, records: BitMap) -> Collection[tuple[int, str]]:
    if not records:
        return ()
    asked = voices.seated.filter(**{f"{voices.kind}__in": one_of_ids(records)})
    return asked.order_by().values_list(voices.kind, "seat").distinct()
