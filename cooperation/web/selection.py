"""All the records that a query string asks for, read piece by piece."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import DatabaseError
from django.http import QueryDict
from django.utils import timezone

from cooperation.documents.loading import Loader
from cooperation.publishing.isolation import note_failure
from cooperation.queries.crossing import crossed_rows
from cooperation.queries.generation import Present, present_state
from cooperation.queries.resources import Resource
from cooperation.queries.stored import StoredRows, as_json, is_stored
from cooperation.web import paging
from cooperation.web.listing import Errors, count_of, ordering_of, parameter_errors

PIECE = 1_000

Read = Callable[[Sequence[int]], list[bytes]]


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

    def pieces(self, size: int = PIECE) -> Iterator[list[bytes]]:
        """Give the records as rows of the API, each as JSON; in order, by key, piece by piece.

        What is withdrawn in between is left out of the pieces that follow.
        """
        order = self.resource.orders[self.ordering].in_language()
        cursor, read = None, self._reader()
        while True:
            page = paging.page_of(self.rows, self.ordering, order, size, cursor)
            if page.pks:
                yield self._read(page.pks, read)
            if page.next is None:
                return
            cursor = page.next

    def _reader(self) -> Read:
        """Return what reads records of the list: from documents, if these have its rows."""
        subject, state = self.resource.subject, self.state

        def from_records(pks: Sequence[int]) -> list[bytes]:
            loader = Loader(at=state.at)
            return [*map(as_json, loader.resolve(subject.rows(pks, loader)))]

        if not is_stored(subject):
            return from_records
        key, stored = state.key, StoredRows(state)

        def from_documents(pks: Sequence[int]) -> list[bytes]:
            nonlocal key, stored
            # What was looked up for the pieces before may be hidden since.
            now = present_state(timezone.now())
            if now.key != key:
                key, stored = now.key, StoredRows(replace(now, at=state.at))
            return stored.read(subject, pks)

        return from_documents

    def _read(self, pks: Sequence[int], read: Read) -> list[bytes]:
        """Read records; one that cannot be read is left out and named in the log."""
        try:
            return read(pks)
        except DatabaseError:
            raise
        except Exception as error:
            if len(pks) > 1:
                return [row for pk in pks for row in self._read([pk], read)]
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
