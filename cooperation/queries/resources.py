"""The lists of the register: which records, filters and orders each has, for page and API alike."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language

from cooperation.models.localized import KHMER_ORDER
from cooperation.queries.changes import AT, CHANGES, ChangeFilters
from cooperation.queries.commitment import COMMITMENTS
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
from cooperation.queries.statement import STATEMENTS
from cooperation.queries.term import TERMS, TermFilters
from cooperation.queries.together import NAME, PLACE


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a list by one column, ties by id; rows without a value come last.

    `khmer` is the column that stands for it in a Khmer list.
    """

    column: str
    descending: bool = False
    has_gaps: bool = False
    tie: str = "pk"
    khmer: str = ""

    def in_language(self) -> "Order":
        """Return the order in the active language."""
        is_khmer = self.khmer and get_language() == "km"
        return replace(self, column=self.khmer) if is_khmer else self


@dataclass(frozen=True, slots=True)
class Resource:
    """A list by its name in addresses; the first of `orders` is the default.

    `subject` is a Subject, or what reads as one: stakeholders, terms, places. Of what only grows
    nobody counts the rows.
    """

    name: str
    subject: Any
    filters: type[PublicFilters]
    orders: Mapping[str, Order]
    key: str = "slug"
    is_counted: bool = True


EVENT_LIST = Resource(
    "events",
    EVENTS,
    EventFilters,
    {
        "-date": Order("date_earliest", descending=True, has_gaps=True),
        "date": Order("date_earliest", has_gaps=True),
        "title": Order("title_en", khmer=KHMER_ORDER),
        "-updated_at": Order("updated_at", descending=True),
    },
)

STATEMENT_LIST = Resource(
    "statements",
    STATEMENTS,
    StatementFilters,
    {
        "-day": Order("day_earliest", descending=True, has_gaps=True),
        "day": Order("day_earliest", has_gaps=True),
        "-updated_at": Order("updated_at", descending=True),
    },
    key="uid",
)

COMMITMENT_LIST = Resource(
    "commitments",
    COMMITMENTS,
    CommitmentFilters,
    {
        "due": Order("due_latest", has_gaps=True),
        "-due": Order("due_latest", descending=True, has_gaps=True),
        "title": Order("title_en", khmer=KHMER_ORDER),
        "-updated_at": Order("updated_at", descending=True),
    },
)

SOURCE_LIST = Resource(
    "sources",
    SOURCES,
    SourceFilters,
    {
        "-published": Order("published_earliest", descending=True, has_gaps=True),
        "published": Order("published_earliest", has_gaps=True),
        "title": Order("title_en", khmer=KHMER_ORDER),
        "-updated_at": Order("updated_at", descending=True),
    },
)

PROGRAMME_LIST = Resource(
    "programmes",
    PROGRAMMES,
    ProgrammeFilters,
    {
        "-period": Order("period_earliest", descending=True, has_gaps=True),
        "period": Order("period_earliest", has_gaps=True),
        "title": Order("title_en", khmer=KHMER_ORDER),
        "-updated_at": Order("updated_at", descending=True),
    },
)

ORGANISATION_LIST = Resource(
    "organisations",
    ORGANISATIONS,
    OrganisationFilters,
    {
        "name": Order("name_en", khmer=KHMER_ORDER),
        "-name": Order("name_en", khmer=KHMER_ORDER, descending=True),
        "-updated_at": Order("updated_at", descending=True),
    },
)

POST_LIST = Resource(
    "posts",
    POSTS,
    PostFilters,
    {
        "label": Order("label_en", khmer=KHMER_ORDER),
        "-label": Order("label_en", khmer=KHMER_ORDER, descending=True),
        "-updated_at": Order("updated_at", descending=True),
    },
)

PEOPLE_LIST = Resource(
    "people",
    PEOPLE,
    PeopleFilters,
    {
        "name": Order("sort_name", khmer=KHMER_ORDER),
        "-name": Order("sort_name", khmer=KHMER_ORDER, descending=True),
        "-updated_at": Order("updated_at", descending=True),
    },
)

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

TERM_LIST = Resource(
    "terms",
    TERMS,
    TermFilters,
    {"label": Order("label_en", khmer=KHMER_ORDER), "code": Order("code")},
    key="code",
)

PLACE_LIST = Resource(
    "places",
    PLACES,
    PlaceFilters,
    {"name": Order("name_en", khmer=KHMER_ORDER), "code": Order("code")},
    key="code",
)

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
