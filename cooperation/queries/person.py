"""People as the public sees them."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.db.models import F, IntegerField, Q, Value
from django.db.models.expressions import RawSQL

from cooperation.documents.commitment import COMMITMENTS
from cooperation.documents.loading import Loader
from cooperation.documents.parts import Rows, parts_of_public, public_parts
from cooperation.documents.person import PERSON_DOCUMENT
from cooperation.documents.statement import STATEMENTS
from cooperation.kinds.event import PARTICIPATION
from cooperation.models import (
    CommitmentParty,
    Participation,
    Person,
    StatementSpeaker,
)
from cooperation.models.base import is_public
from cooperation.queries.holding import positions_of_person, told_of
from cooperation.queries.post_evidence import rows_naming_holders
from cooperation.queries.records import records_collection
from cooperation.queries.roles import roles_collection
from cooperation.vocabulary.commitment import AGREED, Side
from cooperation.vocabulary.holding import Answer

# The roots in which people act for organisations, by the part that says so.
ACTING = (
    (Participation, "event"),
    (StatementSpeaker, "statement"),
    (CommitmentParty, "commitment"),
)


def acting_for(organisations: Collection[int] | models.QuerySet | RawSQL) -> Q:
    """Return the condition that a person is on record in a post of, or for, an organisation."""
    condition = Q()
    for rows, person, _organisation, _post in _acting({"in": organisations}):
        condition |= Q(pk__in=rows.values(person))
    return condition


@dataclass(frozen=True, slots=True, order=True)
class Act:
    """That a person acts for an organisation, in a post or in none; sorted by their names."""

    organisation_name: str
    organisation: int
    person_name: str
    person: int
    post: int
    constituent: str


def list_acts(
    *, people: Iterable[int] | None = None, organisations: Iterable[int] | None = None
) -> list[Act]:
    """Return who acts for which organisation: of these people, or for these organisations.

    Both are public. A `post` of 0 means none.
    """
    of = {} if organisations is None else {"in": list(organisations)}
    found = []
    for rows, person, organisation, post in _acting(of):
        wanted = rows.filter(is_public(f"{person}__"))
        if people is not None:
            wanted = wanted.filter(**{f"{person}__in": list(people)})
        found.append(
            wanted.values_list(
                F(f"{organisation}__name_en"),
                F(organisation),
                F(f"{person}__sort_name"),
                F(person),
                F(post) if post else Value(0, output_field=IntegerField()),
                F(f"{organisation}__constituent"),
            )
        )
    return sorted(Act(*row) for row in found[0].union(*found[1:]))


def _acting(of: dict[str, Any]) -> Iterator[tuple[models.QuerySet, str, str, str]]:
    """Give the rows that show people acting for organisations, and their columns.

    The columns are those of person, organisation and post.
    """
    for part, root in ACTING:
        rows = parts_of_public(part, root).filter(person__isnull=False)
        yield _for(rows, "organisation", of), "person", "organisation", ""
    for rows, post, person in rows_naming_holders():
        organisation = f"{post}__organisation"
        yield _for(rows, organisation, of, is_public(f"{post}__")), person, organisation, post


def _for(rows: models.QuerySet, organisation: str, of: dict[str, Any], *more: Q) -> models.QuerySet:
    chosen = {f"{organisation}__{lookup}": value for lookup, value in of.items()}
    return rows.filter(is_public(f"{organisation}__"), *more, **chosen)


def person_answers_on(day: dt.date, slug: str, loader: Loader) -> dict[Answer, Rows]:
    """Return what is told of the posts of a person on a day; nothing if no one has this slug."""
    pk = Person.objects.published().filter(slug=slug).values_list("pk", flat=True).first()
    if pk is None:
        return {answer: [] for answer in Answer}
    return loader.resolve(told_of(day, pk, loader))


def _said(pk: Any) -> Q:
    rows = public_parts(StatementSpeaker).order_by()
    return Q(pk__in=rows.filter(Q(person=pk) | Q(on_behalf_of=pk)).values("statement"))


def _promised(pk: Any) -> Q:
    rows = public_parts(CommitmentParty).order_by()
    return Q(pk__in=rows.filter(person=pk).values("commitment"))


def _agreed_in_presence(pk: Any) -> Q:
    """Return the condition that bodies agreed it at an event where someone is on record.

    Taking part makes nobody a party: what names the person as one stands with the commitments.
    """
    there = parts_of_public(Participation, "event").filter(person=pk)
    makers = public_parts(CommitmentParty).order_by().filter(side=Side.BY, person__isnull=True)
    agreed = Q(made_at__in=there.values("event"), verb__code=AGREED)
    return agreed & Q(pk__in=makers.values("commitment")) & ~_promised(pk)


PEOPLE = replace(
    PERSON_DOCUMENT,
    collections=(
        *PERSON_DOCUMENT.collections,
        positions_of_person(),
        records_collection(
            "statements", lambda: STATEMENTS, _said, F("day_earliest").desc(nulls_last=True)
        ),
        roles_collection(
            "events",
            PARTICIPATION,
            "event",
            lambda pk: Q(person=pk) | Q(on_behalf_of=pk),
            F("event__date_earliest").desc(nulls_last=True),
        ),
        records_collection("commitments", lambda: COMMITMENTS, _promised),
        records_collection("agreed_at_meetings", lambda: COMMITMENTS, _agreed_in_presence),
    ),
)
