"""The lists of the register: which records, filters and orders each has, for page and API alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from cooperation.documents.commitment import COMMITMENTS
from cooperation.documents.statement import STATEMENTS
from cooperation.kinds.base import Kind, Order
from cooperation.kinds.registry import KINDS, REFERENCE_LISTS
from cooperation.queries.changes import AT, CHANGES, ChangeFilters
from cooperation.queries.event import EVENTS
from cooperation.queries.filters import EventFilters, ProgrammeFilters, PublicFilters
from cooperation.queries.organisation import ORGANISATIONS
from cooperation.queries.person import PEOPLE
from cooperation.queries.place import PLACES, PlaceFilters
from cooperation.queries.post import POSTS
from cooperation.queries.programme import PROGRAMMES
from cooperation.queries.record_filters import CommitmentFilters, SourceFilters, StatementFilters
from cooperation.queries.source import SOURCES
from cooperation.queries.stakeholder import STAKEHOLDERS
from cooperation.queries.stakeholder_filters import (
    OrganisationFilters,
    PeopleFilters,
    PostFilters,
    StakeholderFilters,
)
from cooperation.queries.stakeholder_union import NAME, PLACE
from cooperation.queries.term import TERMS, TermFilters


@dataclass(frozen=True, slots=True)
class Resource:
    """A list by its name in addresses; the first of `orders` is the default.

    `subject` is a Subject, or what reads as one: stakeholders, terms, places. Of what only grows
    nobody counts the rows. `is_whole` tells that it has every public record of its kind.
    """

    name: str
    subject: Any
    filters: type[PublicFilters]
    orders: Mapping[str, Order]
    key: str = "slug"
    is_counted: bool = True
    is_whole: bool = True

    def filters_for(self, query: QueryDict) -> PublicFilters:
        """Return the filters of the list with what a query string asks for.

        To make them and to read what is asked takes longer than most else of a page: whoever
        makes them passes them on.
        """
        return self.filters(query, queryset=self.subject.public())

    @property
    def kind(self) -> Kind:
        """Return what its records are; raises KeyError where they are of several kinds."""
        return KINDS[str(self.subject.model._meta.model_name)]


def _list_of(subject: Any, filters: type[PublicFilters]) -> Resource:
    listed = (KINDS | REFERENCE_LISTS)[str(subject.model._meta.model_name)]
    return Resource(listed.name, subject, filters, listed.orders, listed.key)


EVENT_LIST = _list_of(EVENTS, EventFilters)
STATEMENT_LIST = _list_of(STATEMENTS, StatementFilters)
COMMITMENT_LIST = _list_of(COMMITMENTS, CommitmentFilters)
SOURCE_LIST = _list_of(SOURCES, SourceFilters)
PROGRAMME_LIST = _list_of(PROGRAMMES, ProgrammeFilters)
ORGANISATION_LIST = _list_of(ORGANISATIONS, OrganisationFilters)
POST_LIST = _list_of(POSTS, PostFilters)
PEOPLE_LIST = _list_of(PEOPLE, PeopleFilters)
STAKEHOLDER_LIST = Resource(
    "stakeholders",
    STAKEHOLDERS,
    StakeholderFilters,
    {
        "name": Order(NAME, tie=PLACE),
        "-name": Order(NAME, descending=True, tie=PLACE),
        "-updated_at": Order("updated_at", descending=True, tie=PLACE),
    },
)

TERM_LIST = _list_of(TERMS, TermFilters)
PLACE_LIST = _list_of(PLACES, PlaceFilters)

CHANGE_LIST = Resource(
    "changes",
    CHANGES,
    ChangeFilters,
    {
        "-at": Order(AT, descending=True, tie=PLACE),
        "at": Order(AT, tie=PLACE),
    },
    key="uid",
)
