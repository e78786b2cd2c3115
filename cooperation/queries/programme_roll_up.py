"""What a programme shows of its parts, and of the events that are linked to it or to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from cooperation.documents.cited_order import as_cited
from cooperation.documents.commitment import COMMITMENTS
from cooperation.documents.figures import with_text
from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows, public_parts, with_owner
from cooperation.documents.programme_parts import (
    PLAN_ORDER,
    Owned,
    owned_partners,
    owned_plan_items,
)
from cooperation.documents.records import Subject
from cooperation.documents.statement import STATEMENTS
from cooperation.kinds.shared import FIGURE
from cooperation.models import (
    Commitment,
    Event,
    EventLink,
    Figure,
    PlanItem,
    Programme,
    ProgrammeOrganisation,
    Statement,
)
from cooperation.models.base import Part, Record
from cooperation.models.members import one_of_given
from cooperation.models.prepared import AnyRows, NoRows, PreparedQuery, given_id
from cooperation.queries.event import EVENTS, NEWEST_FIRST
from cooperation.queries.roll_up import (
    MOST_CARRIED,
    Ids,
    meets_one_of,
    parts_of,
    read_with_via,
    roll_up_via,
    with_below,
)
from cooperation.vocabulary.roll_up import Via

# A meeting, its sessions, and what is part of these.
EVENT_LEVELS = 2
BY_PART = (
    F("programme__planned_period_earliest").desc(nulls_last=True),
    F("programme").asc(nulls_last=True),
)
HOLDERS = (("via_part", Via.PART, Programme), ("via_event", Via.EVENT, Event))


@dataclass(frozen=True, slots=True)
class Reach:
    """A programme's parts, and the events linked to it or to them, with the parts of these.

    All three may be what is given to a prepared query under their names.
    """

    pk: Any
    parts: Any
    events: Ids


def programme_reach(pk: int) -> Reach:
    parts = parts_of(Programme, pk)
    first = EVENTS_BELOW.rows(pk=pk, parts=parts)[: MOST_CARRIED + 1]
    events = list(first.values_list("pk", flat=True))
    return Reach(pk, parts, events if len(events) <= MOST_CARRIED else _events_below(pk, parts))


def _events_below(pk: Any, parts: Any) -> QuerySet:
    links = EventLink.objects.filter(Q(programme=pk) | Q(programme__in=parts)).order_by()
    linked = Event.objects.published().filter(pk__in=links.values("event"))
    return with_below(linked, EVENT_LEVELS)


EVENTS_BELOW = PreparedQuery(lambda: _events_below(given_id("pk"), one_of_given("parts")))


def _reached(
    rows: Callable[[Reach], QuerySet], *, of_parts: bool = False
) -> Callable[[Reach], AnyRows]:
    """Return what gives these rows for a reach, by a prepared query unless it is very wide.

    `of_parts` tells that events have none of them.
    """

    def build() -> QuerySet:
        return rows(Reach(given_id("pk"), one_of_given("parts"), one_of_given("events")))

    query = PreparedQuery(build)

    def held(of: Reach) -> AnyRows:
        if not isinstance(of.events, list):
            return rows(of)
        if not of.parts and (of_parts or not of.events):
            return NoRows()
        return query.rows(pk=of.pk, parts=of.parts, events=of.events)

    return held


def _statements(of: Reach) -> QuerySet:
    held = meets_one_of(Statement, Q(programme__in=of.parts), Q(event__in=of.events))
    rows = STATEMENTS.public().filter(held).exclude(programme=of.pk)
    rows = rows.annotate(via_part=_part(of), via_event=F("event"))
    # What parts say of themselves, then event by event.
    of_parts = F("event").asc(nulls_first=True)
    newest = F("event__date_earliest").desc(nulls_last=True)
    return rows.order_by(newest, of_parts, *as_cited("statement"))


def _commitments(of: Reach) -> QuerySet:
    there = (Q(made_at__in=of.events), Q(reported_at__in=of.events))
    held = meets_one_of(Commitment, Q(programme__in=of.parts), *there)
    rows = COMMITMENTS.public().filter(held).exclude(programme=of.pk)
    event = Case(
        When(made_at__in=of.events, then=F("made_at")),
        When(reported_at__in=of.events, then=F("reported_at")),
    )
    rows = rows.annotate(via_part=_part(of), via_event=event)
    return rows.order_by(F("due_latest").asc(nulls_last=True), *as_cited("commitment"))


def _events(of: Reach) -> QuerySet:
    own = EventLink.objects.filter(programme=of.pk).order_by().values("event")
    rows = EVENTS.public().filter(pk__in=of.events).exclude(pk__in=own)
    of_part = EventLink.objects.filter(event=OuterRef("pk"), programme__in=of.parts)
    part = Subquery(of_part.order_by("position", "pk").values("programme")[:1])
    return rows.annotate(via_part=part, via_event=F("parent")).order_by(NEWEST_FIRST, "-pk")


def _figures(of: Reach) -> QuerySet:
    held = Q(programme__in=of.parts) | Q(event__in=of.events)
    return public_parts(Figure).filter(held).order_by(*BY_PART, "event", "position", "pk")


def _part(of: Reach) -> Case:
    return Case(When(programme__in=of.parts, then=F("programme")))


def _read_figures(queryset: AnyRows, of: Reach, loader: Loader) -> Rows:
    holders: dict[str, tuple[Via, type[Record]]] = {
        "programme": (Via.PART, Programme),
        "event": (Via.EVENT, Event),
    }
    return [
        _with_via(with_text(row), *holders[owner], pk, loader)
        for owner, pk, row in with_owner(queryset, FIGURE, tuple(holders), loader)
    ]


def _with_via(
    row: dict[str, Any], kind: Via, model: type[Record], pk: int, loader: Loader
) -> dict[str, Any]:
    """Return a part with its `via`; failing citations of its own, it has those of its record."""
    proof = loader.evidence((model, pk, UUID(row["uid"])))
    return row | {"citations": proof, "via": roll_up_via(kind, model, pk, loader)}


def _records(name: str, subject: Subject, rows: Callable[[Reach], QuerySet]) -> Collection:
    def shown(queryset: AnyRows, of: Reach, loader: Loader) -> Rows:
        return read_with_via(subject, queryset, loader, HOLDERS)

    return Collection(
        name,
        _reached(rows),
        shown,
        reach=programme_reach,
        subject=lambda: subject,
        holders=HOLDERS,
    )


def _owned(
    name: str,
    model: type[Part],
    order: tuple[Any, ...],
    owned: Callable[[Any, Loader], Owned],
) -> Collection:
    def shown(queryset: AnyRows, of: Reach, loader: Loader) -> Rows:
        return [
            _with_via(row, Via.PART, Programme, pk, loader) for pk, row in owned(queryset, loader)
        ]

    def held(of: Reach) -> QuerySet:
        return public_parts(model).filter(programme__in=of.parts).order_by(*BY_PART, *order)

    return Collection(name, _reached(held, of_parts=True), shown, reach=programme_reach)


ROLLED_UP = (
    _records("rolled_up_statements", STATEMENTS, _statements),
    _records("rolled_up_commitments", COMMITMENTS, _commitments),
    _records("rolled_up_events", EVENTS, _events),
    _owned("rolled_up_organisations", ProgrammeOrganisation, ("position", "pk"), owned_partners),
    _owned("rolled_up_plan_items", PlanItem, PLAN_ORDER, owned_plan_items),
    Collection("rolled_up_figures", _reached(_figures), _read_figures, reach=programme_reach),
)
