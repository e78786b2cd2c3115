"""Reads the rows about one record: what it would become, what changes by that, what is wrong."""

import copy
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from cooperation.exchange import importing_citations as citations
from cooperation.exchange.importing_faults import Faults
from cooperation.exchange.tables import Table
from cooperation.exchange.tables_columns import CITED, Column
from cooperation.exchange.tables_known import Known
from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.publishing.contents_shown import Shown
from cooperation.vocabulary.importing import Verdict

Cells = Mapping[str, str]


class Fault(NamedTuple):
    """What is wrong with a cell, or with a row where the column is blank."""

    row: int
    column: str
    message: str


class Change(NamedTuple):
    column: str
    before: str
    after: str


@dataclass(slots=True)
class RowReading:
    """What one row does. `changes` name the columns of what is new, or is different."""

    number: int
    verdict: Verdict = Verdict.UNCHANGED
    changes: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A record as its rows would have it. Its content means nothing where there are faults."""

    model: type[Record]
    uid: uuid.UUID
    content: Content
    shown: Shown | None
    rows: list[RowReading] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def is_faulty(self, row: int, column: str) -> bool:
        return any((fault.row, fault.column) == (row, column) for fault in self.faults)

    def refuse(self, row: int, column: str, message: str) -> None:
        """Note what is wrong with a cell, unless the file itself was said to be wrong there."""
        if not self.is_faulty(row, column):
            self.faults.append(Fault(row, column, message))

    @property
    def verdict(self) -> Verdict:
        if self.faults:
            return Verdict.FAULTY
        if self.shown is None:
            return Verdict.ADD
        is_same = all(row.verdict == Verdict.UNCHANGED for row in self.rows)
        return Verdict.UNCHANGED if is_same else Verdict.CHANGE


@dataclass(slots=True)
class Surroundings:
    """What rows are read against: the table with the columns that the file has, and the register.

    `addresses` are those that are not free, each with whose it is.
    """

    table: Table
    headings: frozenset[str]
    known: Known
    faults: Faults
    addresses: dict[str, str] = field(default_factory=dict)

    def columns(self, *places: str) -> list[Column]:
        return [column for column in self.table.columns.values() if column.place in places]


def begin_reading(model: type[Record], uid: uuid.UUID, shown: Shown | None) -> Reading:
    if shown is not None:
        return Reading(model, uid, copy.deepcopy(shown.content), shown)
    content = Content(Content.blank(model), parts={})
    content["fields"]["uid"] = str(uid)
    return Reading(model, uid, content, None)


def write_cells(
    reading: Reading,
    entry: Content,
    row: int,
    cells: Cells,
    around: Surroundings,
    *,
    is_new: bool,
    without: Iterable[str] = (),
) -> list[Change]:
    """Write the cells of a row into an entry, and return what that changed.

    A column that the file does not have leaves its value as it is; a blank cell blanks it.
    """
    changes = []
    for column in around.columns("fields", "links"):
        if column.name in without or not (is_new or column.name in around.headings):
            continue
        text = cells.get(column.name, "")
        values = entry.setdefault(column.place, {})
        old = values.get(column.name)
        try:
            new = column.value(text, around.known)
        except ValueError as error:
            reading.refuse(row, column.name, str(error))
            continue
        if is_new or column.sign(old) != column.sign(new):
            values[column.name] = new
            change = Change(column.name, *(column.text(v, around.known) for v in (old, new)))
            changes += [] if is_new and not text else [change]
    return changes


def write_citations(
    reading: Reading, part: str | None, row: int, cells: Cells, around: Surroundings
) -> list[Change]:
    if CITED[0] not in around.headings:
        return []

    def refuse(column: str, message: str) -> None:
        reading.refuse(row, column, message)

    before = citations.citations_of_part(reading.content, part)
    after = citations.read_citations(cells, around.known, str(reading.uid), refuse)
    if sorted(before) == sorted(after):
        return []
    citations.write_citations(reading.content, part, after)
    values: list[dict[str, Any]] = [citations.citation_columns(told) for told in (before, after)]
    columns = around.columns("cited")
    texts = [[column.text(v[column.name], around.known) for v in values] for column in columns]
    return [
        Change(column.name, *pair)
        for column, pair in zip(columns, texts, strict=True)
        if pair[0] != pair[1]
    ]


def read_root(
    reading: Reading, row: int, cells: Cells, around: Surroundings, *, is_named: bool
) -> None:
    """Read the row of a root. `is_named` tells that the row itself says which record it is."""
    is_new = reading.shown is None
    found = RowReading(row)
    reading.rows.append(found)
    changes = _write_slug(reading, row, cells, around, is_new=is_new)
    entry = reading.content
    changes += write_cells(reading, entry, row, cells, around, is_new=is_new, without=("slug",))
    changes += write_citations(reading, None, row, cells, around)
    found.changes = changes
    if changes or is_new:
        found.verdict = Verdict.ADD if is_new else Verdict.CHANGE
        _check_whole(reading, row, around)
    if changes and not is_new and not is_named:
        message = _(
            "A record has the address “%(slug)s” already, which would be made from this name. "
            "Write it here to change that record, or another one to add a record."
        ) % {"slug": entry["fields"]["slug"]}
        reading.faults.append(Fault(row, "slug", message))


def _write_slug(
    reading: Reading, row: int, cells: Cells, around: Surroundings, *, is_new: bool
) -> list[Change]:
    column = around.table.columns["slug"]
    fields = reading.content["fields"]
    before, after = fields.get("slug") or "", cells.get("slug", "")
    if not after or before == after:
        return []
    try:
        column.value(after, around.known)
    except ValueError as error:
        reading.refuse(row, "slug", str(error))
        return []
    if around.addresses.get(after, str(reading.uid)) != str(reading.uid):
        message = _("Another record has, had, or waits for the address “%(slug)s”. Choose another.")
        reading.faults.append(Fault(row, "slug", message % {"slug": after}))
    fields["slug"] = after
    return [Change("slug", before, after)]


def _check_whole(reading: Reading, row: int, around: Surroundings) -> None:
    if not reading.faults:
        found = around.faults.of_root(reading.model, reading.content, str(reading.uid))
        reading.faults += [Fault(row, "", message) for message in found]
