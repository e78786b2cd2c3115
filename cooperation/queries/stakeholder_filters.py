"""Filters of organisations, people, posts, and of the two kinds of stakeholder together."""

import datetime as dt
from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.documents.parts import parts_of_public
from cooperation.kinds.filters import Choices, Records
from cooperation.kinds.organisation import ORGANISATIONS
from cooperation.kinds.person import PEOPLE
from cooperation.kinds.post import POSTS
from cooperation.kinds.stakeholder_filters import Roles
from cooperation.models import (
    CommitmentParty,
    Event,
    Organisation,
    Participation,
    Person,
    Post,
    Programme,
    ProgrammeOrganisation,
    StatementSpeaker,
)
from cooperation.models.base import Part
from cooperation.queries.filters import PublicFilters
from cooperation.queries.holding import people_holding, posts_held_on
from cooperation.queries.person import acting_for
from cooperation.queries.post_evidence import people_in, posts_held_by
from cooperation.queries.stakeholder_union import Together
from cooperation.vocabulary.organisation import Constituent, OrganisationType

# What one participation must say of a person, where an event or a role is asked for.
AT_EVENTS = {
    "event": "event",
    "role": "role",
    "organisation": "organisation",
    "post": "posts",
    "constituent": "organisation__constituent",
}


# What one row says of an organisation, in a programme or at an event.
TAKING_PART = {"programme": "programme", "event": "event", "role": "role"}


class OrganisationFilters(PublicFilters):
    link_owner = "organisation"
    of_kind = ORGANISATIONS

    @classmethod
    def together(cls, names: Collection[str]) -> dict[str, str]:
        return TAKING_PART

    def narrow(self, queryset: models.QuerySet, values: dict[str, Any]) -> models.QuerySet:
        return super().narrow(queryset, values).filter(taking_part(values))


class PeopleFilters(PublicFilters):
    link = Participation
    link_owner = "person"
    needs: ClassVar = {"on": ("organisation", "post")}

    of_kind = PEOPLE

    def narrow(self, queryset: models.QuerySet, values: dict[str, Any]) -> models.QuerySet:
        rows = super().narrow(queryset, values).filter(people_taking_part(values))
        day = values.get("on")
        return rows.filter(pk__in=holding_on(day, values)) if day else rows

    @classmethod
    def together(cls, names: Collection[str]) -> dict[str, str]:
        return AT_EVENTS if {"event", "role"} & {*names} else {}


class PostFilters(PublicFilters):
    needs: ClassVar = {"on": ("person",)}
    of_kind = POSTS

    def narrow(self, queryset: models.QuerySet, values: dict[str, Any]) -> models.QuerySet:
        rows = super().narrow(queryset, values)
        people = values.get("person")
        day = values.get("on")
        if people:
            rows = rows.filter(posts_held_by(people))
        if day:
            posts = list(rows.values_list("pk", flat=True))
            rows = rows.filter(pk__in=posts_held_on(posts, day, people))
        return rows


class StakeholderFilters(PublicFilters):
    constituent = Choices(Constituent, "constituent", label=_("Constituent"))
    kind = Choices(OrganisationType, "kind", label=_("Kind"))
    programme = Records(Programme)
    event = Records(Event)
    role = Roles()
    link_owner = "organisation"

    @classmethod
    def together(cls, names: Collection[str]) -> dict[str, str]:
        return TAKING_PART

    def narrow(  # type: ignore[override]
        self, queryset: models.QuerySet, values: dict[str, Any]
    ) -> Together:
        """Return the organisations and the people that satisfy these filters."""
        organisations = super().narrow(queryset, values).filter(taking_part(values))
        people = self._cited(Person.objects.published(), values)
        people = people.filter(people_taking_part(values))
        for name in ("q", "updated_since"):
            people = self.filters[name].filter(people, values.get(name))
        return Together(organisations, people.none() if values.get("kind") else people)


def holding_on(day: dt.date, values: dict[str, Any]) -> set[int]:
    """Return the people who held a post on a day: one of the posts, of the organisations asked."""
    posts = Post.objects.published()
    if values.get("post"):
        posts = posts.filter(pk__in=values["post"])
    if values.get("organisation"):
        posts = posts.filter(organisation__in=values["organisation"])
    return people_holding(posts.values_list("pk", flat=True), day)


def taking_part(values: dict[str, Any]) -> Q:
    """Return the condition that an organisation has the role in the programme or at the event.

    One and the same row must say both; a role alone may be of either.
    """
    programmes, events = values.get("programme"), values.get("event")
    roles = values.get("role")
    condition = Q()
    in_programme = _linked(ProgrammeOrganisation, "organisation", programme=programmes, role=roles)
    at_event = _linked(Participation, "organisation", event=events, role=roles)
    if programmes:
        condition &= in_programme
    if events:
        condition &= at_event
    if roles and not programmes and not events:
        condition = in_programme | at_event
    return condition


def people_taking_part(values: dict[str, Any]) -> Q:
    """Return the condition that a person has the role at the event, for the organisation there.

    With an event or a role, one and the same participation must say all that is asked of event,
    role, organisation, post and constituent. Without them, any post, event, statement or
    commitment may. A programme is one that the person spoke of or made a promise under.
    """
    events, roles, programmes = values.get("event"), values.get("role"), values.get("programme")
    organisations, posts = values.get("organisation"), values.get("post")
    constituents = values.get("constituent")
    condition = Q()
    if events or roles:
        condition &= _linked(
            Participation,
            "person",
            event=events,
            role=roles,
            organisation=organisations,
            posts=posts,
            organisation__constituent=constituents,
        )
    else:
        condition &= acting_for(organisations) if organisations else Q()
        condition &= people_in(posts) if posts else Q()
        if constituents:
            of_kind = Organisation.objects.published().filter(constituent__in=constituents)
            condition &= acting_for(of_kind.values_list("pk", flat=True))
    if programmes:
        said = _linked(StatementSpeaker, "person", statement__programme=programmes)
        promised = _linked(CommitmentParty, "person", commitment__programme=programmes)
        condition &= said | promised
    return condition


def _linked(part: type[Part], who: str, **wanted: Any) -> Q:
    """Return the condition that one public row of a kind of part names them with all of this."""
    root = part.owner_fields[0]
    rows = parts_of_public(part, root).filter(**{f"{who}__isnull": False})
    chosen = {f"{name}__in": values for name, values in wanted.items() if values}
    return Q(pk__in=rows.filter(**chosen).values(who))
