"""Reads the rows about the parts of one record. What the rows do not name stays as it is."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from cooperation.exchange import importing_citations as citations
from cooperation.exchange.importing_faults import repeated_parts
from cooperation.exchange.importing_rows import (
    Cells,
    Fault,
    Reading,
    RowReading,
    Surroundings,
    write_cells,
    write_citations,
)
from cooperation.exchange.tables_columns import CITED
from cooperation.exchange.tables_known import as_uid
from cooperation.models.base import Part
from cooperation.models.content import Content
from cooperation.vocabulary.importing import Verdict

Numbered = tuple[int, Cells]


def read_part_rows(
    reading: Reading, owner: str, rows: Sequence[Numbered], around: Surroundings
) -> None:
    model: type[Part] = around.table.model
    kind = str(model._meta.model_name)
    entries = reading.content["parts"].setdefault(kind, [])
    matched = _matched(reading, entries, rows, around)
    lines = {}
    for (number, cells), entry in zip(rows, matched, strict=True):
        found = RowReading(number)
        reading.rows.append(found)
        if entry is None and _is_foreign(reading, owner, model, cells):
            message = _("This id is the id of a row of another record. Leave the cell empty.")
            reading.faults.append(Fault(number, "id", message))
            continue
        is_new = entry is None
        if entry is None:
            entry = _append(model, entries, as_uid(cells.get("id", "")))
        lines[entry["id"]] = number
        changes = write_cells(reading, entry, number, cells, around, is_new=is_new)
        changes += write_citations(reading, entry["id"], number, cells, around)
        found.changes = changes
        if changes or is_new:
            found.verdict = Verdict.ADD if is_new else Verdict.CHANGE
            for message in around.faults.of(model, entry, str(reading.uid), owner):
                reading.faults.append(Fault(number, "", message))
    for entry, message in repeated_parts(model, entries):
        reading.faults.append(Fault(lines.get(entry["id"], rows[0][0]), "", message))
    if not entries:
        del reading.content["parts"][kind]


def _append(model: type[Part], entries: list[Content], uid: str | None) -> Content:
    position = max((entry["fields"].get("position", 0) for entry in entries), default=0)
    entry = Content(Content.blank(model), id=uid or str(uuid.uuid4()))
    entry["fields"]["position"] = position + 1
    entries.append(entry)
    return entry


def _matched(
    reading: Reading, entries: list[Content], rows: Sequence[Numbered], around: Surroundings
) -> list[Content | None]:
    """Return the part that each row is about: by id, else the same one, else the one alike.

    None for a row of a new part.
    """
    found: list[Content | None] = [None] * len(rows)
    left = {entry["id"]: entry for entry in entries}
    open_places = []
    for place, uid in _ids_given(reading, rows):
        if uid:
            found[place] = left.pop(uid, None)
        else:
            open_places.append(place)
    telling = _telling(reading, around, [rows[place][0] for place in open_places])
    for names, is_exact in ((sorted(around.headings), True), (telling, False)):
        signs = Signs(reading, around, names)
        alike = signs.by_sign(left.values())
        for place in list(open_places):
            number, cells = rows[place]
            candidates = alike.get(signs.of_row(cells), [])
            if not candidates:
                continue
            if len(candidates) > 1 and not is_exact:
                reading.faults.append(_one_of_several(number))
            found[place] = left.pop(candidates.pop(0)["id"])
            open_places.remove(place)
    return found


def _one_of_several(number: int) -> Fault:
    message = _("Several rows of the record are like this one. Give the id of one.")
    return Fault(number, "id", message)


def _telling(reading: Reading, around: Surroundings, without_id: Sequence[int]) -> list[str]:
    """Return the columns by which rows are told apart; without any, the first has a fault."""
    found = [name for name in around.table.telling if name in around.headings]
    if without_id and not found:
        message = _("Give the id of the row, or one of these columns: %(columns)s.")
        columns = ", ".join(around.table.telling)
        reading.faults.append(Fault(without_id[0], "id", message % {"columns": columns}))
    return found


def _ids_given(reading: Reading, rows: Sequence[Numbered]) -> Iterator[tuple[int, str]]:
    """Give the id in each row, "" where it gives none; one that is wrong is a fault, not given."""
    ids: set[str] = set()
    for place, (number, cells) in enumerate(rows):
        uid = as_uid(cells.get("id", ""))
        if not cells.get("id"):
            yield place, ""
        elif uid is None or uid in ids:
            message = _("Another row has this id.") if uid else _("This is no id of a row.")
            reading.faults.append(Fault(number, "id", message))
        else:
            ids.add(uid)
            yield place, uid


class Signs:
    """Says the same of a part and of a row where they agree in some columns."""

    def __init__(self, reading: Reading, around: Surroundings, names: Sequence[str]) -> None:
        self.reading, self.around = reading, around
        columns = [around.table.columns[name] for name in names]
        self.columns = [column for column in columns if column.place in ("fields", "links")]
        self.has_citations = CITED[0] in names

    def by_sign(self, entries: Iterable[Content]) -> dict[object, list[Content]]:
        found: dict[object, list[Content]] = defaultdict(list)
        for entry in entries:
            found[self.of_entry(entry)].append(entry)
        return found

    def of_entry(self, entry: Content) -> tuple[Any, ...]:
        values = [entry.get(c.place, {}).get(c.name) for c in self.columns]
        told = (
            citations.citations_of_part(self.reading.content, entry["id"])
            if self.has_citations
            else []
        )
        return self._of(values, told)

    def of_row(self, cells: Cells) -> tuple[Any, ...] | None:
        known = self.around.known
        try:
            values = [column.value(cells.get(column.name, ""), known) for column in self.columns]
        except ValueError:
            return None
        told = []
        if self.has_citations:
            told = citations.read_citations(
                cells, known, str(self.reading.uid), lambda *_fault: None
            )
        return self._of(values, told)

    def _of(self, values: list[Any], told: list[citations.Cited]) -> tuple[Any, ...]:
        signs = [column.sign(value) for column, value in zip(self.columns, values, strict=True)]
        return (*signs, *sorted(told))


def _is_foreign(reading: Reading, owner: str, model: type[Part], cells: Cells) -> bool:
    uid = as_uid(cells.get("id", ""))
    if uid is None:
        return False
    others = model._default_manager.filter(pk=uid).exclude(**{f"{owner}__uid": reading.uid})
    return others.exists()
