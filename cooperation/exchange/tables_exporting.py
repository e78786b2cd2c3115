"""The rows of a table as an editor sees the records: with what waits beside live ones."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from cooperation.exchange import importing_citations as citations
from cooperation.exchange.tables import Table
from cooperation.exchange.tables_cells import Link
from cooperation.exchange.tables_columns import SOURCES, Column
from cooperation.exchange.tables_known import Known, Target
from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.publishing import contents_shown
from cooperation.publishing.contents_shown import Shown

PIECE = 500


def rows_of(table: Table, model: type[Record], uids: Sequence[uuid.UUID]) -> Iterator[list[Any]]:
    """Give the headings, then what the table holds of these records, in their order."""
    columns = list(table.columns.values())
    yield [column.name for column in columns]
    known = Known()
    for first in range(0, len(uids), PIECE):
        piece = uids[first : first + PIECE]
        shown = contents_shown.records_shown(model, piece)
        lines = [line for uid in piece if uid in shown for line in _lines(table, shown[uid], model)]
        _learn(columns, lines, known)
        for line in lines:
            yield [column.export(line, known=known) for column in columns]


def _lines(table: Table, shown: Shown, model: type[Record]) -> Iterator[dict[str, Any]]:
    content = shown.content
    if table.is_of_roots:
        told = citations.citation_columns(citations.citations_of_part(content, None))
        state = {"state": shown.state, "pending_change": shown.pending}
        identity = {"uid": content["fields"]["uid"]}
        yield _line(content) | {"entry": identity, "cited": told, "shown": state}
        return
    owner = next(name for name, target in table.owners.items() if target.model is model)
    named = {owner: content["fields"]["slug"]}
    for entry in content["parts"].get(table.model._meta.model_name, ()):
        told = citations.citation_columns(citations.citations_of_part(content, entry["id"]))
        yield _line(entry) | {"entry": {"id": entry["id"]}, "cited": told, "owner": named}


def _line(entry: Content) -> dict[str, Any]:
    return {"fields": entry["fields"], "links": entry.get("links", {})}


def _learn(columns: Sequence[Column], lines: Sequence[dict[str, Any]], known: Known) -> None:
    """Look up the names of all that the lines refer to, one query for each kind of record."""
    wanted: dict[Target, set[str]] = {SOURCES: set()}
    for line in lines:
        wanted[SOURCES].update(line["cited"]["cited_source"])
        for column in columns:
            if isinstance(column.widget, Link):
                found = column.widget.uids(line[column.place].get(column.name))
                wanted.setdefault(column.widget.target, set()).update(found)
    for target, uids in wanted.items():
        known.learn(target, uids)
