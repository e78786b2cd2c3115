"""Applies records of a confirmed batch, a few at a time and never for long."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.exchange.importing_leaving import add_left, part_faulty
from cooperation.exchange.importing_records import (
    Memory,
    look_up_surroundings,
    read_record,
    shown_of,
    table_of,
)
from cooperation.exchange.importing_rows import Reading
from cooperation.models import ImportBatch, ImportRecord
from cooperation.models.statistics import count_anew
from cooperation.publishing import contents_shown, generation, importing, workflow
from cooperation.publishing.contents_shown import Shown
from cooperation.publishing.errors import PublishingError
from cooperation.vocabulary.importing import BatchState, Outcome, Verdict

AIM, PAUSE = 0.15, 0.12
MOST_AT_ONCE = 500
REFUSALS = (PublishingError, ValidationError, IntegrityError, DataError)


@dataclass(slots=True)
class Pace:
    """How many records one transaction takes, so that nobody waits for it for long."""

    records: int = 10

    def follow(self, seconds: float) -> None:
        fitting = int(self.records * AIM / max(seconds, 0.001))
        self.records = max(1, min(fitting, 2 * self.records, MOST_AT_ONCE))


@dataclass(slots=True)
class Piece:
    """Records that are next, as their rows would have them; None where nothing is to be done.

    `left` are their faulty rows, where they have others.
    """

    batch: ImportBatch
    records: list[ImportRecord]
    readings: list[Reading | None]
    left: list[ImportRecord]


def apply_some(
    batch: ImportBatch,
    memory: Memory,
    pace: Pace,
    *,
    at: dt.datetime | None,
    clock: Callable[[], float],
) -> None:
    """Apply the next records of a batch in one transaction, each whole or not at all.

    They are read before it begins. What they came to, and how far the batch is, is committed
    with them.
    """
    piece = _next(batch, memory, pace.records)
    with transaction.atomic(), generation.renewed_once():
        held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        started = clock()
        if (held.state, held.position) != (batch.state, batch.position):
            return
        if piece.records:
            _apply(piece, held, at=at)
            add_left(held, piece.left)
            held.position = piece.records[-1].number
        else:
            held.state = BatchState.DONE
        held.changed_at = at or timezone.now()
        held.save()
    pace.follow(clock() - started)
    if held.state == BatchState.DONE:
        count_anew()


def _next(batch: ImportBatch, memory: Memory, count: int) -> Piece:
    waiting = batch.records.filter(number__gt=batch.position).order_by("number")
    records = list(waiting[:count])
    table = table_of(batch)
    faulty = [record for record in records if record.verdict == Verdict.FAULTY]
    left = [rest for record in faulty if (rest := part_faulty(record, table)) is not None]
    idle = (Verdict.UNCHANGED, Verdict.FAULTY)
    changing = [record for record in records if record.verdict not in idle]
    surroundings = look_up_surroundings(batch, changing, memory)
    shown = shown_of(changing, contents_shown.records_shown)
    readings = [
        None
        if record.verdict in idle
        else read_record(record, shown.get(record.record_uid), surroundings, batch.by)  # type: ignore[arg-type]
        for record in records
    ]
    return Piece(batch, records, readings, left)


def _apply(piece: Piece, batch: ImportBatch, *, at: dt.datetime | None) -> None:
    pairs = zip(piece.records, piece.readings, strict=True)
    changing = [(record, reading) for record, reading in pairs if reading is not None]
    seen = shown_of([record for record, _reading in changing], importing.lock_records)
    turn = Turn(piece.batch, at)
    for record, reading in changing:
        if _is_overtaken(record, seen.get(reading.uid), reading.shown):
            turn.refuse(record, _("The record was changed after the check. Check the file again."))
        elif reading.faults:
            turn.refuse(record, "\n".join(fault.message for fault in reading.faults))
        elif reading.verdict != Verdict.UNCHANGED:
            turn.take(record, reading)
    turn.refuse_faulty(piece.records)
    turn.add_waiting()
    for outcome in Outcome:
        count = sum(record.outcome == outcome for record in piece.records)
        setattr(batch, outcome, getattr(batch, outcome) + count)
    _note(piece.records)


def _is_overtaken(record: ImportRecord, now: Shown | None, then: Shown | None) -> bool:
    return len({shown.revision if shown else None for shown in (now, then)} | {record.seen}) > 1


def _note(records: Sequence[ImportRecord]) -> None:
    """Note what the records came to, and let the cells go that are applied."""
    plain = [record.pk for record in records if record.outcome in ("", Outcome.APPLIED)]
    for outcome in ("", Outcome.APPLIED):
        pks = [record.pk for record in records if record.outcome == outcome]
        applied = ImportRecord.objects.filter(pk__in=pks)
        applied.update(outcome=outcome, rows=[], changes=[], faults=[])
        applied.filter(verdict=Verdict.FAULTY).update(verdict=Verdict.CHANGE)
    for record in records:
        if record.pk not in plain:
            if record.outcome == Outcome.KEPT_BACK:
                record.rows, record.changes = [], []
            record.save()


class Turn:
    """What one transaction does. New records that name none of each other are added together."""

    def __init__(self, batch: ImportBatch, at: dt.datetime | None) -> None:
        self.batch, self.at = batch, at
        self.reason = batch.reason or _("Import %(number)s: %(file)s") % {
            "number": batch.pk,
            "file": batch.file_name,
        }
        self.reason = self.reason[:300]
        self.waiting: list[tuple[ImportRecord, Reading]] = []

    def refuse(self, record: ImportRecord, note: str) -> None:
        record.outcome, record.note = Outcome.REFUSED, note

    def refuse_faulty(self, records: Sequence[ImportRecord]) -> None:
        for record in records:
            if record.verdict == Verdict.FAULTY:
                self.refuse(record, "\n".join(message for _row, _column, message in record.faults))

    def take(self, record: ImportRecord, reading: Reading) -> None:
        if reading.verdict == Verdict.ADD and not self.batch.publishes:
            if self._names_a_waiting_one(reading):
                self.add_waiting()
            self.waiting.append((record, reading))
        else:
            self._take_one(record, reading)

    def add_waiting(self) -> None:
        waiting, self.waiting = self.waiting, []
        if not waiting:
            return
        try:
            with transaction.atomic():
                importing.add_all(
                    waiting[0][1].model,
                    [(reading.uid, reading.content) for _record, reading in waiting],
                    by=self.batch.by,
                    at=self.at,
                    reason=self.reason,
                )
        except REFUSALS:
            # One of them is in the way: each for itself tells which.
            for record, reading in waiting:
                self._take_one(record, reading)
            return
        for record, _reading in waiting:
            record.outcome = Outcome.APPLIED

    def _take_one(self, record: ImportRecord, reading: Reading) -> None:
        by, at = self.batch.by, self.at
        try:
            with transaction.atomic():
                taken = importing.apply_content(
                    reading.model,
                    reading.uid,
                    reading.content,
                    shown=reading.shown,
                    by=by,
                    at=at,
                    reason=self.reason,
                )
        except REFUSALS as refusal:
            self.refuse(record, _said(refusal))
            return
        record.outcome = Outcome.APPLIED
        if self.batch.publishes:
            try:
                workflow.publish(taken, by=by, at=at, reason=self.reason)
            except REFUSALS as refusal:
                record.outcome, record.note = Outcome.KEPT_BACK, _said(refusal)

    def _names_a_waiting_one(self, reading: Reading) -> bool:
        waiting = {str(other.uid) for _record, other in self.waiting}
        return not waiting.isdisjoint(
            value for value in reading.content["fields"].values() if isinstance(value, str)
        )


def _said(refusal: Exception) -> str:
    match refusal:
        case ValidationError():
            return "\n".join(refusal.messages)
        case PublishingError():
            return str(refusal)
        case _:
            return _("Another record holds one of its values already, such as an identifier.")
