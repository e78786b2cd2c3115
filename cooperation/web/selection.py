"""All the records that a query string asks for, read piece by piece."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import QueryDict

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Rows
from cooperation.publishing.isolation import note_failure
from cooperation.queries.crossing import crossed_rows
from cooperation.queries.generation import Present
from cooperation.queries.resources import Resource
from cooperation.queries.stored import is_stored, stored_rows
from cooperation.web import paging
from cooperation.web.listing import Errors, count_of, ordering_of, parameter_errors

PIECE = 500


@dataclass(slots=True)
class Selection:
    """`errors` holds, by parameter, what could not be understood; nothing is read then."""

    query: QueryDict
    resource: Resource
    state: Present
    rows: Any
    ordering: str
    errors: Errors

    def count(self) -> int:
        return count_of(self.query, self.resource, self.rows, self.state)

    def pieces(self, size: int = PIECE) -> Iterator[Rows]:
        """Give the records as rows of the API, in order, by key, each piece read on its own.

        What is withdrawn in between is left out of the pieces that follow.
        """
        order = self.resource.orders[self.ordering].in_language()
        cursor = None
        while True:
            page = paging.page_of(self.rows, self.ordering, order, size, cursor)
            if page.pks:
                yield self._read(page.pks)
            if page.next is None:
                return
            cursor = page.next

    def _read(self, pks: Sequence[int]) -> Rows:
        """Read records; one that cannot be read is left out and named in the log."""
        subject, loader = self.resource.subject, Loader(at=self.state.at)
        try:
            if is_stored(subject):
                return stored_rows(subject, pks, self.state)
            return loader.resolve(subject.rows(pks, loader))
        except DatabaseError:
            raise
        except Exception as error:
            if len(pks) > 1:
                return [row for pk in pks for row in self._read([pk])]
            note_failure(f"{self.resource.name} {pks[0]}", error)
            return []


def select_rows(
    query: QueryDict, resource: Resource, *, state: Present, ordering: str = ""
) -> Selection:
    """Return what a list's query string asks for, in its order or in the given one.

    What belongs to pages (`limit`, `cursor`) means nothing here.
    """
    query = query.copy()
    for name in ("limit", "cursor"):
        query.pop(name, None)
    filters = resource.filters_for(query)
    errors = parameter_errors(query, filters, ())
    errors |= {name: list(found) for name, found in filters.form.errors.items()}
    asked = ordering_of(query, resource, errors)
    rows = None
    if not errors:
        rows = crossed_rows(filters, state, is_whole=resource.is_whole)
    return Selection(query, resource, state, rows, ordering or asked, errors)
