"""What a page may say of what is missing: what was read, never a denial.

A row that is missing from a page may be on record elsewhere, linked in another way. So a page may
say that nothing is reported only after the whole register was asked by party.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any, Literal

from django.db.models import Q, QuerySet, TextField, Value

from cooperation.documents.parts import parts_of_public
from cooperation.models import CommitmentParty, Organisation, Person, Post, StatementSpeaker
from cooperation.models.base import Part
from cooperation.queries.generation import Present
from cooperation.queries.person import acting_for
from cooperation.queries.post_evidence import posts_held_by
from cooperation.queries.seat_sets import commitments_by_seat, statements_by_seat
from cooperation.queries.sources_read import sources_read
from cooperation.vocabulary.commitment import Side
from cooperation.vocabulary.organisation import Seat
from cooperation.vocabulary.roll_up import Via

Name = Literal["statements", "commitments"]
# A side, or an organisation or person as a page or the API shows it.
Party = Seat | dict[str, Any]
Named = dict[type[Any], QuerySet]
# How many bodies deep an organisation goes.
LEVELS = 5
ROLLED_UP = "rolled_up_"


class Basis(StrEnum):
    """What lets a page say that something is missing."""

    REGISTER = "register"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Absence:
    """That nothing is reported: `number` counts the sources read, or what the parts hold instead.

    `query` is what was asked: a list with its filter, or the collection of the parts' rows.
    """

    basis: Basis
    number: int
    query: str


def explain_absence(name: Name, party: Party, state: Present) -> Absence | None:
    """Return what may be said where a page shows no statement or commitment of a party.

    None where nothing may be said: then the page leaves out the section.
    """
    if isinstance(party, Seat):
        asked, heard = f"side={party}", _heard(party, state)
    else:
        asked, heard = f"{party['type']}={party['slug']}", _heard_of(party)
    return _unheard(name, heard, asked, state)


def absences_of_record(record: dict[str, Any], state: Present) -> dict[str, Absence | None]:
    """Return what an organisation's or person's page may say where it has no rows, by name."""
    asked, heard = f"{record['type']}={record['slug']}", _heard_of(record)
    return {f"no_{name}": _unheard(name, heard, asked, state) for name in NAMED_IN}


def only_in_parts(record: dict[str, Any]) -> dict[str, Absence | None]:
    """Return, by collection, what may be said where all its rows are those of a record's parts.

    Where more go up than are shown, nobody has counted whose they are: nothing is said.
    """
    found: dict[str, Absence | None] = {}
    for query in [name for name in record if name.startswith(ROLLED_UP) and name[-6:] != "_count"]:
        rows, name = record[query], query.removeprefix(ROLLED_UP)
        number = sum(row["via"]["kind"]["code"] == Via.PART for row in rows)
        is_all = len(rows) == record[f"{query}_count"] and not record.get(name)
        found[name] = Absence(Basis.PARTS, number, query) if number and is_all else None
    return found


def _unheard(name: Name, heard: set[str], asked: str, state: Present) -> Absence | None:
    if name in heard:
        return None
    read = sources_read(state)
    return Absence(Basis.REGISTER, read.count, f"{name}?{asked}") if read.count else None


def _heard(side: Seat, state: Present) -> set[str]:
    """Return what the register has of a side."""
    by_seat = {
        "statements": statements_by_seat(state),
        # Whoever says what somebody unnamed is to do may be bound by it.
        "commitments": commitments_by_seat(state, (Side.BY, Side.SAID_BY)),
    }
    return {name for name, records in by_seat.items() if records[side]}


def _heard_of(party: dict[str, Any]) -> set[str]:
    """Return what the register has of an organisation or person, in whichever way it is named."""
    named_by = BY_TYPE[party["type"]](party)
    spoken, bound = (
        parts_of_public(part, root)
        .filter(_names(part, named_by))
        .values_list(Value(name, output_field=TextField()), flat=True)
        for name, (part, root) in NAMED_IN.items()
    )
    return set(spoken.union(bound))


def _of_person(person: dict[str, Any]) -> Named:
    itself = Person.objects.published().filter(uid=person["uid"])
    return {Person: itself, Post: Post.objects.published().filter(posts_held_by(_keys(itself)))}


def _of_organisation(body: dict[str, Any]) -> Named:
    """Return the records whose words may be those of an organisation.

    Its parts, posts and people, and bodies of its side that sources name together.
    """
    above = (f"{'parent__' * level}uid" for level in range(LEVELS))
    condition = reduce(or_, (Q(**{path: body["uid"]}) for path in above))
    if body["constituent"]:
        condition |= Q(is_collective=True, constituent=body["constituent"]["code"])
    bodies = Organisation.objects.published().filter(condition)
    return {
        Organisation: bodies,
        Person: Person.objects.published().filter(acting_for(_keys(bodies))),
        Post: Post.objects.published().filter(organisation__in=_keys(bodies)),
    }


def _names(part: type[Part], records: Named) -> Q:
    """Return the condition that a part names one of these records in any of its columns."""
    condition = Q()
    for field in (*part._meta.fields, *part._meta.many_to_many):
        if field.related_model in records:
            condition |= Q(**{f"{field.name}__in": _keys(records[field.related_model])})
    return condition


def _keys(records: QuerySet) -> QuerySet:
    return records.order_by().values("pk")


NAMED_IN: dict[Name, tuple[type[Part], str]] = {
    "statements": (StatementSpeaker, "statement"),
    "commitments": (CommitmentParty, "commitment"),
}
BY_TYPE: dict[str, Callable[[dict[str, Any]], Named]] = {
    "organisation": _of_organisation,
    "person": _of_person,
}
