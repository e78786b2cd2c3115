"""Imports of tables as batches: read, checked, and after a second word applied bit by bit.

Each step can be killed at any moment and goes on where it was: what is done is committed together
with how far it is.
"""

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.exchange.importing_applying import PAUSE, Pace, apply_some
from cooperation.exchange.importing_leaving import faulty_rows
from cooperation.exchange.importing_reading import Group, headings_of, rows_by_record
from cooperation.exchange.importing_records import (
    Memory,
    look_up_surroundings,
    read_record,
    shown_of,
    table_of,
)
from cooperation.exchange.importing_rows import Reading
from cooperation.exchange.tables import Table
from cooperation.exchange.tables_columns import FAULT
from cooperation.exchange.tables_lines import UnreadableTable
from cooperation.exchange.tables_reading import read_table
from cooperation.models import ImportBatch, ImportRecord, User
from cooperation.publishing import contents_shown
from cooperation.publishing.errors import InvalidRecord, NotPermitted
from cooperation.publishing.isolation import Failure, note_failure
from cooperation.publishing.permissions import is_permitted
from cooperation.publishing.revisions import title_of_content
from cooperation.vocabulary.importing import GOING_ON, BatchState, Verdict

CHUNK = 500
CHECKED_AT_ONCE = 200
KEPT_FOR = dt.timedelta(days=14)
CHECKED = ["title", "changes", "faults", "verdict", "seen"]
COUNTED = {
    Verdict.ADD: "added",
    Verdict.CHANGE: "changed",
    Verdict.UNCHANGED: "unchanged",
    Verdict.FAULTY: "faulty",
}


def begin_import(
    file: BinaryIO, table: Table, *, file_name: str, by: User, at: dt.datetime
) -> ImportBatch:
    """Read a file into a batch that is to be checked next. Raises UnreadableTable."""
    batch = ImportBatch(
        table=table.name, file_name=file_name[:200], by=by, made_at=at, changed_at=at
    )
    lines = read_table(file, table.columns)
    headings = headings_of(table, lines)
    batch.columns = ["" if name == FAULT else name for name in headings]
    groups = rows_by_record(table, headings, lines, batch.uid)
    if not groups:
        raise UnreadableTable(_("The file has headings but no rows."))
    batch.record_count = len(groups)
    batch.row_count = sum(len(group.rows) or 1 for group in groups)
    batch.save()
    for first in range(0, len(groups), CHUNK):
        rows = enumerate(groups[first : first + CHUNK], first + 1)
        ImportRecord.objects.bulk_create(_record(batch, number, group) for number, group in rows)
    batch.state = BatchState.CHECKING
    batch.save(update_fields=["state"])
    return batch


def confirm_import(
    batch: ImportBatch,
    *,
    by: User,
    at: dt.datetime,
    publishes: bool = False,
    leaves_faulty: bool = False,
    reason: str = "",
) -> None:
    """Let a checked batch be applied, in the name of the one who says so.

    Faulty rows hold up the others, unless they shall be left. Raises InvalidRecord and
    NotPermitted.
    """
    for model in table_of(batch).roots():
        if publishes and not is_permitted(by, "publish", model):
            raise NotPermitted(_("Only a publisher may publish at once."))
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state != BatchState.CHECKED:
            raise InvalidRecord(_("This import is not waiting to be confirmed."))
        if batch.faulty and not leaves_faulty:
            raise InvalidRecord(_("Correct the faulty rows in the file, and bring it again."))
        batch.state, batch.position = BatchState.APPLYING, 0
        batch.by, batch.publishes, batch.reason = by, publishes, reason
        batch.changed_at = at
        batch.save()


def stop_import(batch: ImportBatch, *, at: dt.datetime) -> None:
    """End an import where it is. What is applied stays; of the rest nothing is kept."""
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state == BatchState.DONE:
            raise InvalidRecord(_("This import is done."))
        batch.records.filter(outcome="").delete()
        batch.state, batch.changed_at = BatchState.STOPPED, at
        batch.save(update_fields=["state", "changed_at"])


def unfinished_batches() -> list[int]:
    """Return the batches that go on by themselves, the oldest first."""
    going = ImportBatch.objects.filter(state__in=GOING_ON)
    return list(going.order_by("pk").values_list("pk", flat=True))


def go_on(
    pk: int,
    *,
    at: dt.datetime | None = None,
    seconds: float,
    clock: Callable[[], float] = time.monotonic,
    rest: Callable[[float], None] = time.sleep,
) -> ImportBatch:
    """Check or apply a batch for so long, or until there is nothing left of that step.

    Two who do this with one batch at the same time do each record once.
    """
    ends = clock() + seconds
    memory, pace = Memory(), Pace()
    while True:
        batch = ImportBatch.objects.select_related("by").get(pk=pk)
        if batch.state == BatchState.CHECKING:
            _check_some(batch, memory, at=at)
        elif batch.state == BatchState.APPLYING:
            apply_some(batch, memory, pace, at=at, clock=clock)
            # Whoever waits for the database's one writing lock asks again and again; it must be
            # free for long enough to be found so.
            rest(PAUSE)
        else:
            return batch
        if clock() > ends:
            return ImportBatch.objects.get(pk=pk)


def forget_batches(*, at: dt.datetime) -> Iterator[int | Failure]:
    """Delete the batches that nobody has touched for two weeks, but for those that go on.

    Gives the number of each, or what it failed on.
    """
    old = ImportBatch.objects.filter(changed_at__lt=at - KEPT_FOR).exclude(state__in=GOING_ON)
    for pk in list(old.values_list("pk", flat=True)):
        try:
            _forget(pk)
        except Exception as error:
            yield note_failure(f"import {pk}", error)
        else:
            yield pk


def _forget(pk: int) -> None:
    records = ImportRecord.objects.filter(batch=pk)
    while pks := list(records.values_list("pk", flat=True)[:CHUNK]):
        ImportRecord.objects.filter(pk__in=pks).delete()
    ImportBatch.objects.filter(pk=pk).delete()


def _record(batch: ImportBatch, number: int, group: Group) -> ImportRecord:
    return ImportRecord(
        batch=batch,
        number=number,
        record_type=group.model._meta.model_name if group.model else "",
        record_uid=group.uid,
        slug=group.slug[:120],
        rows=group.cells(),
        faults=group.faults,
    )


def _check_some(batch: ImportBatch, memory: Memory, *, at: dt.datetime | None) -> None:
    waiting = batch.records.filter(number__gt=batch.position)
    records = list(waiting.order_by("number")[:CHECKED_AT_ONCE])
    surroundings = look_up_surroundings(batch, records, memory)
    shown = shown_of(records, contents_shown.records_shown)
    counts = dict.fromkeys(COUNTED.values(), 0)
    for record in records:
        standing = shown.get(record.record_uid) if record.record_uid else None
        reading = read_record(record, standing, surroundings, batch.by)
        _tell(record, reading)
        for verdict, count in _tally(record, reading, surroundings.table).items():
            counts[COUNTED[verdict]] += count
    with transaction.atomic():
        held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if (held.state, held.position) != (batch.state, batch.position):
            return
        # All of them are there already; to write them again is far quicker than bulk_update.
        ImportRecord.objects.bulk_create(
            records, update_conflicts=True, unique_fields=["id"], update_fields=CHECKED
        )
        for name, count in counts.items():
            setattr(held, name, getattr(held, name) + count)
        if records:
            held.position = records[-1].number
        else:
            held.state = BatchState.CHECKED
        held.changed_at = at or timezone.now()
        held.save()


def _tell(record: ImportRecord, reading: Reading | None) -> None:
    """Note on the record what was found."""
    if reading is None:
        record.verdict = Verdict.FAULTY
        return
    record.verdict = reading.verdict
    record.faults = reading.faults
    record.seen = reading.shown.revision if reading.shown else None
    if record.verdict == Verdict.CHANGE:
        record.changes = [[row.number, row.verdict, row.changes] for row in reading.rows]
    content = reading.shown.content if reading.shown else reading.content
    record.title = title_of_content(reading.model, content)[:300]


def _tally(record: ImportRecord, reading: Reading | None, table: Table) -> dict[Verdict, int]:
    faulty = faulty_rows(record, table)
    rows: Sequence = reading.rows if reading else ()
    if faulty and not rows:
        faulty = {number for number, _cells in record.rows}
    counts = {Verdict.FAULTY: len(faulty)}
    for row in rows:
        if row.number not in faulty:
            counts[row.verdict] = counts.get(row.verdict, 0) + 1
    return counts
