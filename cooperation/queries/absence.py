"""What a page may say of what is missing: what was read, never a denial.

A row that is missing from a page may be on record elsewhere, linked in another way. So a page may
say that nothing is reported only after the whole register was asked by party.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from django.db.models import Q, QuerySet, TextField, Value

from cooperation.models import CommitmentParty, Organisation, Person, Post, StatementSpeaker
from cooperation.models.base import Part
from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.queries.parts import parts_of_public
from cooperation.queries.person import acting_for
from cooperation.queries.seats import promised, said
from cooperation.queries.sightings import posts_held_by
from cooperation.queries.sources_read import sources_read
from cooperation.queries.term_counts import below
from cooperation.vocabulary.commitment import Side
from cooperation.vocabulary.organisation import Seat

Name = Literal["statements", "commitments"]
# A side, or an organisation or person as a page or the API shows it.
Party = Seat | dict[str, Any]


class Basis(StrEnum):
    """What lets a page say that something is missing."""

    REGISTER = "register"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Absence:
    """That nothing is reported: `number` counts the sources read, or what the parts hold instead.

    `query` is the list that was asked, with its filter; "" where the parts were counted.
    """

    basis: Basis
    number: int
    query: str = ""


def absence(
    name: Name, party: Party | None, state: Present, *, in_parts: int = 0
) -> Absence | None:
    """Return what may be said where a page shows no statement or commitment of a party.

    `in_parts` is how many its parts hold. A record that is no party has parts alone. None where
    nothing may be said: then the page leaves out the section.
    """
    if in_parts:
        return Absence(Basis.PARTS, in_parts)
    if party is None:
        return None
    if isinstance(party, Seat):
        asked = f"side={party}"
        is_reported = (name, party) in generation.kept(("heard", state.key), _heard)
    else:
        asked = f"{party['type']}={party['slug']}"
        is_reported = _names_in_any_way(name, party)
    read = sources_read(state)
    if is_reported or not read.count:
        return None
    return Absence(Basis.REGISTER, read.count, f"{name}?{asked}")


def unreported(record: dict[str, Any], state: Present) -> dict[str, Absence | None]:
    """Return what an organisation's or person's page may say where it has no rows, by name."""
    return {
        f"no_{name}": None if record.get(name) else absence(name, record, state)
        for name in NAMED_IN
    }


def _heard() -> set[tuple[str, str]]:
    """Return which sides have statements and which have commitments."""
    # Whoever says what somebody unnamed is to do may be bound by it.
    rows = {"statements": said(), "commitments": promised(Side.BY, Side.SAID_BY)}
    spoken, bound = (
        of.order_by().values_list(Value(name, output_field=TextField()), "seat")
        for name, of in rows.items()
    )
    return set(spoken.union(bound))


def _names_in_any_way(name: Name, party: dict[str, Any]) -> bool:
    model, root = NAMED_IN[name]
    return parts_of_public(model, root).filter(BY_TYPE[party["type"]](model, party["uid"])).exists()


def _of_person(model: type[Part], uid: str) -> Q:
    person = _keys(Person.objects.published().filter(uid=uid))
    held = _keys(Post.objects.published().filter(posts_held_by(person)))
    return _names(model, Person, person) | _names(model, Post, held)


def _of_organisation(model: type[Part], uid: str) -> Q:
    """Return the condition that a part names the organisation, or may mean it.

    So do its parts, posts and people, and bodies of its side that are named together.
    """
    published = Organisation.objects.published()
    own = dict(published.filter(uid=uid).values_list("pk", "constituent"))
    together = published.filter(
        is_collective=True, constituent__in=[side for side in own.values() if side]
    )
    bodies = {pk for pks in below(Organisation, own).values() for pk in pks}
    bodies.update(_keys(together))
    people = _keys(Person.objects.published().filter(acting_for(bodies)))
    posts = _keys(Post.objects.published().filter(organisation__in=bodies))
    return (
        _names(model, Organisation, bodies)
        | _names(model, Person, people)
        | _names(model, Post, posts)
    )


def _names(model: type[Part], named: type[Any], pks: Any) -> Q:
    """Return the condition that a part names one of these records in any of its columns."""
    condition = Q()
    for field in (*model._meta.fields, *model._meta.many_to_many):
        if field.related_model is named:
            condition |= Q(**{f"{field.name}__in": pks})
    return condition


def _keys(records: QuerySet) -> list[int]:
    return list(records.values_list("pk", flat=True))


NAMED_IN: dict[Name, tuple[type[Part], str]] = {
    "statements": (StatementSpeaker, "statement"),
    "commitments": (CommitmentParty, "commitment"),
}
BY_TYPE: dict[str, Callable[[type[Part], str], Q]] = {
    "organisation": _of_organisation,
    "person": _of_person,
}
