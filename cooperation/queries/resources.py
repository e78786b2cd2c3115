"""The lists of the register: which records, filters and orders each has, for page and API alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from cooperation.queries.commitment import COMMITMENTS
from cooperation.queries.event import EVENTS
from cooperation.queries.filters import EventFilters, PublicFilters
from cooperation.queries.record_filters import CommitmentFilters, SourceFilters, StatementFilters
from cooperation.queries.records import Subject
from cooperation.queries.source import SOURCES
from cooperation.queries.statement import STATEMENTS


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a list by one column, ties by id; rows without a value come last."""

    column: str
    descending: bool = False
    has_gaps: bool = False
    tie: str = "pk"


@dataclass(frozen=True, slots=True)
class Resource:
    """A list by its name in addresses; the first of `orders` is the default."""

    name: str
    subject: Subject
    filters: type[PublicFilters]
    orders: Mapping[str, Order]
    key: str = "slug"


EVENT_LIST = Resource(
    "events",
    EVENTS,
    EventFilters,
    {
        "-date": Order("date_earliest", descending=True, has_gaps=True),
        "date": Order("date_earliest", has_gaps=True),
        "title": Order("title_en"),
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
        "title": Order("title_en"),
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
        "title": Order("title_en"),
        "-updated_at": Order("updated_at", descending=True),
    },
)
