"""From a file to the records of a batch: headings, rows, and which rows are about one record."""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cooperation.exchange.importing_cells import cells_by_column, faults_of_cells
from cooperation.exchange.importing_rows import Fault
from cooperation.exchange.tables import Table
from cooperation.exchange.tables_columns import CITED, FAULT
from cooperation.exchange.tables_csv import MOST_LINES_ABOVE
from cooperation.exchange.tables_known import Known, Target, as_uid
from cooperation.exchange.tables_lines import Line, UnreadableTable
from cooperation.models.base import Record
from cooperation.publishing.addresses import LENGTH

CHUNK = 500
# They are applied in one transaction, which nobody shall wait for.
MOST_ROWS_OF_A_RECORD = 500
REMARK = "#"


@dataclass(slots=True)
class Group:
    """The rows about one record; no `uid` where they do not say about which."""

    model: type[Record] | None
    uid: uuid.UUID | None
    slug: str = ""
    rows: list[tuple[int, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def cells(self) -> list[list[object]]:
        return [[number, json.loads(packed)] for number, packed in self.rows]


def headings_of(table: Table, lines: Iterator[Line]) -> list[str]:
    """Return the columns that a file has, blank where a heading is. Raises UnreadableTable.

    Lines above the headings are passed over.
    """
    line = _line_of_headings(table, lines)
    if line is None:
        raise UnreadableTable(_("The file is empty. Its first row must hold the headings."))
    found = [cell.casefold() for cell in line.cells]
    for name in found:
        if name and name != FAULT and name not in table.columns:
            raise UnreadableTable(
                _("“%(name)s” is no column of this table. Its columns are: %(columns)s.")
                % {"name": name[:60], "columns": ", ".join(table.columns)}
            )
        if name and found.count(name) > 1:
            raise UnreadableTable(_("The column “%(name)s” stands twice.") % {"name": name})
    _require(table, set(found))
    return found


def _line_of_headings(table: Table, lines: Iterator[Line]) -> Line | None:
    """Return the first line that is mostly headings, else the one that has the most of them."""
    passed: list[Line] = []
    for line in lines:
        if is_remark(line):
            continue
        if 2 * _known(table, line) >= sum(map(bool, line.cells)):
            return line
        passed.append(line)
        if len(passed) == MOST_LINES_ABOVE:
            break
    return max(passed, key=lambda line: _known(table, line), default=None)


def _known(table: Table, line: Line) -> int:
    return sum(cell.casefold() in table.columns for cell in line.cells)


def is_remark(line: Line) -> bool:
    return line.cells[0].startswith(REMARK) and 0 not in line.notes


def rows_by_record(
    table: Table, headings: list[str], lines: Iterable[Line], batch: uuid.UUID
) -> list[Group]:
    """Return the rows by the record that they are about, in the order of the first of each.

    A record that the file adds gets an id that follows from the batch and its address.
    """
    groups: dict[object, Group] = {}
    known = Known()
    rows = (line for line in lines if not is_remark(line))
    while chunk := list(islice(rows, CHUNK)):
        cells = [cells_by_column(table, headings, line) for line in chunk]
        _learn(table, cells, known)
        for line, found in zip(chunk, cells, strict=True):
            group = _group_of(table, line, found, known, batch)
            group = groups.setdefault(group.uid or line.number, group)
            if len(group.rows) >= MOST_ROWS_OF_A_RECORD:
                fault = _("The record has more than 500 rows. Bring the others in another file.")
                group = groups[line.number] = _lost(line, "", fault)
            packed = json.dumps(found, ensure_ascii=False)
            for cell in _homeless(headings, line):
                fault = _("A cell stands below no heading: “%(cell)s”.") % {"cell": cell[:300]}
                group.faults.append(Fault(line.number, "", fault))
            if table.is_of_roots and group.rows:
                fault = _("Row %(number)s is about the same record.")
                text = fault % {"number": group.rows[0][0]}
                group.faults.append(Fault(line.number, "", text))
            group.faults += faults_of_cells(table, headings, line)
            group.rows.append((line.number, packed))
    return list(groups.values())


def derived_slug(table: Table, cells: Mapping[str, str]) -> str:
    """Return the address that is made where a row gives none, as the desk makes it."""
    return slugify(cells.get(f"{table.model.name_field}_en", ""))[:LENGTH].strip("-")


def _require(table: Table, found: set[str]) -> None:
    wanted: list[tuple[str, ...]]
    if table.is_of_roots:
        wanted = [("uid", "slug", f"{table.model.name_field}_en")]
    else:
        wanted = [tuple(table.owners), ("id", *table.telling)]
    for names in wanted:
        if not found & set(names):
            raise UnreadableTable(
                _("The file needs one of these columns: %(columns)s.")
                % {"columns": ", ".join(names)}
            )
    # Without a column of its own each locator is that of a paragraph.
    source, _locator_type, locator = CITED
    if found & set(CITED) and not found >= {source, locator}:
        raise UnreadableTable(
            _("These columns go together: %(columns)s.") % {"columns": f"{source}, {locator}"}
        )


def _homeless(headings: list[str], line: Line) -> Iterator[str]:
    pairs = zip_longest(headings, line.cells, fillvalue="")
    return (cell for name, cell in pairs if cell and not name)


def _learn(table: Table, rows: list[dict[str, str]], known: Known) -> None:
    for name, target in (table.owners or {"uid": Target(table.model)}).items():
        keys = {cells[name] for cells in rows if name in cells}
        if table.is_of_roots:
            keys |= {cells.get("slug") or derived_slug(table, cells) for cells in rows}
        known.learn(target, keys)


def _group_of(
    table: Table, line: Line, cells: dict[str, str], known: Known, batch: uuid.UUID
) -> Group:
    if table.is_of_roots:
        return _root_of(table, line, cells, known, batch)
    named = [name for name in table.owners if name in cells]
    if len(named) != 1:
        return _lost(
            line,
            (named or list(table.owners))[0],
            _("Name the one record that the row belongs to, in one of: %(columns)s.")
            % {"columns": ", ".join(table.owners)},
        )
    target = table.owners[named[0]]
    uid = known.uid(target, cells[named[0]])
    if uid is None:
        message = _("“%(text)s” is no address or permanent id of a record. Add the record first.")
        return _lost(line, named[0], message % {"text": cells[named[0]][:100]})
    return Group(target.model, uuid.UUID(uid))  # type: ignore[arg-type]


def _root_of(
    table: Table, line: Line, cells: dict[str, str], known: Known, batch: uuid.UUID
) -> Group:
    target = Target(table.model)
    uid = as_uid(cells.get("uid", ""))
    slug = cells.get("slug") or derived_slug(table, cells)
    if "uid" in cells and uid is None:
        return _lost(line, "uid", _("This is no permanent id. Leave the cell empty."))
    if uid is None and not slug:
        return _lost(line, "slug", _("Give the address (slug), the permanent id or a name."))
    found = uid or known.uid(target, slug)
    if found and uid is None and known.name(target, found) != slug:
        # A former address names a record in a link; in its own row it would be a new one.
        found = None
    return Group(table.model, uuid.UUID(found) if found else uuid.uuid5(batch, slug), slug)


def _lost(line: Line, column: str, message: str) -> Group:
    return Group(None, None, faults=[Fault(line.number, column, message)])
