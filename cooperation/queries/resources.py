"""The lists of the register: which records, filters and orders each has, for page and API alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from cooperation.queries.event import EVENTS
from cooperation.queries.filters import EventFilters, PublicFilters
from cooperation.queries.records import Subject


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a list by one column, ties by id; rows without a value come last."""

    column: str
    descending: bool = False
    has_gaps: bool = False


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
