"""All the rows that a list's query string finds, to be counted by something."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from cooperation.queries.resources import Resource
from cooperation.web.listing import OF_PAGES

Asked = tuple[tuple[str, tuple[str, ...]], ...]


def filtered_rows(
    query: QueryDict, resource: Resource, *, without: Collection[str] = ()
) -> tuple[QuerySet, Asked]:
    """Return the rows, and the name by which their counts may be kept.

    `without` names filters that shall not count; what cannot be understood does not either.
    """
    left = _left(query, without)
    filters: Any = resource.filters(left, queryset=resource.subject.public())
    filters.form.full_clean()
    asked = tuple((name, tuple(sorted(left.getlist(name)))) for name in sorted(left))
    return filters.filter_queryset(filters.queryset), asked


def query_of(query: QueryDict, *, without: Collection[str] = ()) -> str:
    """Return the query string that finds those rows, "" if it is all of them."""
    return _left(query, without).urlencode()


def _left(query: QueryDict, without: Collection[str]) -> QueryDict:
    left = query.copy()
    for name in (*OF_PAGES, *without):
        left.pop(name, None)
    return left
