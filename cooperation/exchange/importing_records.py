"""Reads records of a batch against the register, a piece of the batch at a time."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from cooperation.exchange.importing_faults import Faults
from cooperation.exchange.importing_parts import read_part_rows
from cooperation.exchange.importing_reading import derived_slug
from cooperation.exchange.importing_rows import (
    Fault,
    Reading,
    Surroundings,
    begin_reading,
    read_root,
)
from cooperation.exchange.tables import TABLES, Table
from cooperation.exchange.tables_cells import SEPARATOR, Link
from cooperation.exchange.tables_columns import CITED, SOURCES
from cooperation.exchange.tables_known import Known, Lists, Target, as_uid
from cooperation.models import Draft, ImportBatch, ImportRecord, OldSlug, User
from cooperation.models.base import Record
from cooperation.publishing.contents_shown import Shown
from cooperation.publishing.permissions import is_permitted
from cooperation.vocabulary.importing import Verdict
from cooperation.vocabulary.workflow import State


def table_of(batch: ImportBatch) -> Table:
    return TABLES[batch.table]


def model_of_import(record: ImportRecord) -> type[Record]:
    return apps.get_model("cooperation", record.record_type)  # type: ignore[return-value]


@dataclass(slots=True)
class Memory:
    """What need not be asked again for each piece of a batch."""

    faults: Faults = field(default_factory=Faults)
    lists: Lists = field(default_factory=dict)


def look_up_surroundings(
    batch: ImportBatch, records: Sequence[ImportRecord], memory: Memory
) -> Surroundings:
    """Look up in a few queries what these records of a batch may name."""
    table = table_of(batch)
    headings = frozenset(filter(None, batch.columns))
    found = Surroundings(table, headings, Known(memory.lists), memory.faults)
    _learn(found, records)
    if table.is_of_roots:
        _learn_what_the_file_adds(found, batch, records)
        found.addresses = _addresses(table.model, {record.slug for record in records})
    return found


def read_record(
    record: ImportRecord, shown: Shown | None, around: Surroundings, by: User
) -> Reading | None:
    """Read the rows of a record; None where they do not say which it is."""
    if record.record_uid is None:
        return None
    model = model_of_import(record)
    reading = begin_reading(model, record.record_uid, shown)
    reading.faults = [Fault(*fault) for fault in record.faults]
    table = around.table
    rows: list[tuple[int, dict[str, str]]] = [(number, cells) for number, cells in record.rows]
    number = rows[0][0]
    if refusal := _refusal(by, model, shown):
        reading.faults.append(Fault(number, "", refusal))
    elif table.is_of_roots:
        _read_root(reading, number, rows[0][1], around, slug=record.slug)
    elif shown is None:
        reading.faults.append(Fault(number, "", _("The record is no longer there.")))
    else:
        owner = next(name for name, target in table.owners.items() if target.model is model)
        read_part_rows(reading, owner, rows, around)
    return reading


def _read_root(
    reading: Reading, number: int, cells: dict[str, str], around: Surroundings, *, slug: str
) -> None:
    is_named = "uid" in cells or "slug" in cells
    if reading.shown is None:
        cells = {"slug": derived_slug(around.table, cells)} | cells
    read_root(reading, number, cells, around, is_named=is_named)
    if reading.verdict == Verdict.ADD:
        around.known.add(Target(around.table.model), str(reading.uid), slug)
        around.addresses[slug] = str(reading.uid)


def _refusal(by: User, model: type[Record], shown: Shown | None) -> str:
    verb = "add" if shown is None else "change"
    if shown is not None and shown.state == State.ARCHIVED:
        verb = "publish"
    if is_permitted(by, verb, model):
        return ""
    return _("You have no permission to do this to this record.")


def _learn(around: Surroundings, records: Sequence[ImportRecord]) -> None:
    """Look up all that the cells name, one query for each kind of record."""
    cells = [cells for record in records for _number, cells in record.rows]
    wanted: dict[Target, set[str]] = {}
    for column in around.columns("fields", "links"):
        if isinstance(column.widget, Link):
            named = chain.from_iterable(
                column.widget.texts(row[column.name]) for row in cells if column.name in row
            )
            wanted.setdefault(column.widget.target, set()).update(named)
    wanted.setdefault(SOURCES, set()).update(_sources_named(cells))
    for target, keys in wanted.items():
        around.known.learn(target, keys)


def _sources_named(rows: Iterable[dict[str, str]]) -> set[str]:
    cited = (row[CITED[0]].split(SEPARATOR) for row in rows if CITED[0] in row)
    return {text.strip() for texts in cited for text in texts}


def _learn_what_the_file_adds(
    around: Surroundings, batch: ImportBatch, records: Sequence[ImportRecord]
) -> None:
    """Let rows name records that rows above them add."""
    target = Target(around.table.model)
    keys = _keys_named(around, target, records)
    uids = {uuid.UUID(key) for key in keys if as_uid(key)}
    if not keys or not records:
        return
    above = batch.records.filter(number__lt=records[0].number, verdict=Verdict.ADD)
    for found in (above.filter(slug__in=keys), above.filter(record_uid__in=uids)):
        for uid, slug in found.exclude(outcome="refused").values_list("record_uid", "slug"):
            around.known.add(target, str(uid), slug)


def _keys_named(around: Surroundings, target: Target, records: Sequence[ImportRecord]) -> set[str]:
    columns = [c for c in around.columns("fields") if isinstance(c.widget, Link)]
    names = [c.name for c in columns if c.widget.target == target]
    cells = [cells for record in records for _number, cells in record.rows]
    return {row[name] for row in cells for name in names if name in row}


def _addresses(model: type[Record], slugs: set[str]) -> dict[str, str]:
    """Return whose these addresses are, were, or are waited for."""
    kind = model._meta.model_name
    old = OldSlug.objects.filter(record_type=kind, slug__in=slugs)
    waiting = Draft.objects.filter(
        record_type=kind, revision__is_pending=True, revision__content__fields__slug__in=slugs
    )
    rows = model._default_manager.filter(slug__in=slugs)
    pairs: list[Any] = [
        *old.values_list("slug", "record_uid"),
        *waiting.values_list("revision__content__fields__slug", "record_uid"),
        *rows.values_list("slug", "uid"),
    ]
    return {slug: str(uid) for slug, uid in pairs}


def shown_of(records: Sequence[ImportRecord], look: Any) -> Mapping[uuid.UUID, Shown]:
    """Return what stands of these records; `look` asks for one kind of record at a time."""
    by_model: dict[type[Record], list[uuid.UUID]] = {}
    for record in records:
        if record.record_uid is not None:
            by_model.setdefault(model_of_import(record), []).append(record.record_uid)
    found: dict[uuid.UUID, Shown] = {}
    for model in sorted(by_model, key=lambda model: model._meta.label):
        found |= look(model, by_model[model])
    return found
