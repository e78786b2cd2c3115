"""All the rows that a list's query string finds, to be counted by something."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import QueryDict

from cooperation.models.members import one_of_ids
from cooperation.queries.filters import PublicFilters
from cooperation.queries.generation import Present
from cooperation.web.listing import OF_PAGES

Asked = tuple[tuple[str, tuple[str, ...]], ...]


def filtered_rows(
    filters: PublicFilters, state: Present, *, without: Collection[str] = ()
) -> tuple[QuerySet, Asked]:
    """Return the rows, and the name by which their counts may be kept.

    `without` names filters that shall not count; what cannot be understood does not either.
    """
    understood = filters.understood().items()
    values = {name: value for name, value in understood if name not in without}
    found_by = {name: find for name, find in filters.found_by.items() if name in values}
    rows = filters.queryset
    for name, find in found_by.items():
        rows = rows.filter(pk__in=one_of_ids(find(values.pop(name), state)))
    return filters.narrow(rows, values), asked_for(filters, without=without)


def asked_for(filters: PublicFilters, *, without: Collection[str] = ()) -> Asked:
    """Return the name by which counts of what the filters find may be kept."""
    left = _left(filters.data, without)
    return tuple((name, tuple(sorted(left.getlist(name)))) for name in sorted(left))


def query_of(query: QueryDict, *, without: Collection[str] = ()) -> str:
    """Return the query string that finds those rows, "" if it is all of them."""
    return _left(query, without).urlencode()


def _left(query: QueryDict, without: Collection[str]) -> QueryDict:
    left = query.copy()
    for name in (*OF_PAGES, *without):
        left.pop(name, None)
    return left
