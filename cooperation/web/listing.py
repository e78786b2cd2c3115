"""A list as asked for by a query string: the same records on the page and in the API."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.documents.loading import Loader
from cooperation.queries import generation
from cooperation.queries.crossing import crossed_rows
from cooperation.queries.filters import PublicFilters
from cooperation.queries.generation import Present
from cooperation.queries.resources import Resource
from cooperation.queries.stored import StoredRows, as_json, is_stored
from cooperation.web import paging

DEFAULT_LIMIT = 25
MOST = 500
OF_PAGES = {
    "limit": gettext_lazy("Rows a page"),
    "cursor": gettext_lazy("Place in the list"),
    "ordering": gettext_lazy("Order"),
}

Errors = dict[str, list[str]]


@dataclass(slots=True)
class Listing:
    """`errors` holds, by parameter, what could not be understood and was left out.

    `rows` are brief ones of pages, or whole ones of the API, each as JSON.
    """

    filters: PublicFilters
    ordering: str
    count: int = 0
    rows: list[Any] = field(default_factory=list)
    next: str | None = None
    previous: str | None = None
    errors: Errors = field(default_factory=dict)

    @property
    def labels(self) -> dict[str, str]:
        """Return what readers call each parameter of the list."""
        return labels_of(self.filters)


def read_listing(
    query: QueryDict,
    resource: Resource,
    *,
    state: Present,
    known: tuple[str, ...] = (),
    strict: bool = False,
    brief: bool = False,
    refused: Errors | None = None,
) -> Listing:
    """Return one page of a list, with what was wrong in the query.

    What could not be understood is left out; if `strict`, nothing is looked up then. `known` are
    further parameters that the interface understands, `refused` is what it finds wrong itself.
    `brief` rows suffice for pages.
    """
    filters = resource.filters_for(query)
    errors = {**(refused or {}), **parameter_errors(query, filters, known)}
    errors |= {name: list(found) for name, found in filters.form.errors.items()}
    ordering = ordering_of(query, resource, errors)
    limit = page_limit(query, errors)
    cursor = _cursor(query, ordering, errors)
    found = Listing(filters, ordering, errors=errors)
    if strict and errors:
        return found
    rows = crossed_rows(filters, state, is_whole=resource.is_whole)
    order = resource.orders[ordering].in_language()
    try:
        page = paging.page_of(rows, ordering, order, limit, cursor)
    except ValidationError as error:
        errors["cursor"] = error.messages
        return found
    if is_stored(resource.subject) and not brief:
        found.rows = StoredRows(state).read(resource.subject, page.pks)
    else:
        loader = Loader(at=state.at)
        read = loader.resolve(resource.subject.rows(page.pks, loader, brief=brief))
        found.rows = read if brief else [*map(as_json, read)]
    if resource.is_counted:
        found.count = count_of(query, resource, rows, state)
    found.next = _following(query, page.next)
    found.previous = _following(query, page.previous)
    return found


def labels_of(filters: PublicFilters) -> dict[str, str]:
    labels = {name: declared.label for name, declared in filters.filters.items()}
    return {name: str(label) for name, label in (OF_PAGES | labels).items()}


def parameter_errors(query: QueryDict, filters: PublicFilters, known: tuple[str, ...]) -> Errors:
    """Return what is wrong with the names of parameters: unknown, or given twice in vain."""
    errors = {}
    for name in query:
        declared = filters.filters.get(name)
        if declared is None and name not in (*OF_PAGES, *known):
            errors[name] = [_("There is no such parameter here.")]
        elif len(query.getlist(name)) > 1 and not getattr(declared, "is_repeated", False):
            errors[name] = [_("Give this parameter once.")]
    return errors


def empty_errors(query: QueryDict) -> Errors:
    """Return the parameters that are given without a value: the forms of pages send such."""
    empty = (name for name, values in query.lists() if not all(map(str.strip, values)))
    return {name: [_("Give a value, or leave this parameter out.")] for name in empty}


def page_limit(query: QueryDict, errors: Errors) -> int:
    text = query.get("limit", str(DEFAULT_LIMIT))
    if re.fullmatch(r"[0-9]{1,9}", text) and 1 <= int(text) <= MOST:
        return int(text)
    errors["limit"] = [_("Give a whole number from 1 to %(most)d.") % {"most": MOST}]
    return DEFAULT_LIMIT


def ordering_of(query: QueryDict, resource: Resource, errors: Errors) -> str:
    default = next(iter(resource.orders))
    ordering = query.get("ordering") or default
    if ordering in resource.orders:
        return ordering
    errors["ordering"] = [
        _("Order by one of: %(orders)s.") % {"orders": ", ".join(resource.orders)}
    ]
    return default


def _cursor(query: QueryDict, ordering: str, errors: Errors) -> paging.Cursor | None:
    text = query.get("cursor", "")
    if not text:
        return None
    try:
        return paging.parse_cursor(text, ordering)
    except ValidationError as error:
        errors["cursor"] = error.messages
        return None


def count_of(query: QueryDict, resource: Resource, rows: Any, state: Present) -> int:
    # Counting is what grows with the register, so it is done once for each state of it.
    asked = tuple(
        (name, tuple(sorted(query.getlist(name)))) for name in sorted(query) if name not in OF_PAGES
    )
    key = ("count", state.key, resource.name, asked)
    return generation.cached_by_generation(key, rows.count)


def _following(query: QueryDict, cursor: paging.Cursor | None) -> str | None:
    if cursor is None:
        return None
    following = query.copy()
    following["cursor"] = str(cursor)
    return "?" + following.urlencode()
