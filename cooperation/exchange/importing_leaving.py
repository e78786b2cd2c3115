"""What an import leaves: faulty rows beside good ones, to be corrected and brought again."""

from collections.abc import Iterator

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from cooperation.exchange.tables import TABLES, Table
from cooperation.exchange.tables_columns import FAULT
from cooperation.models import ImportBatch, ImportRecord
from cooperation.vocabulary.importing import Outcome, Verdict


def faulty_rows(record: ImportRecord, table: Table) -> set[int]:
    """Return the numbers of the rows that cannot be applied.

    The rows of parts stand each for itself; those about one root stand or fall together.
    """
    numbers = {number for number, _cells in record.rows}
    named = {number for number, _column, _message in record.faults}
    is_whole = table.is_of_roots or record.record_uid is None
    return numbers if named and is_whole else named


def part_faulty(record: ImportRecord, table: Table) -> ImportRecord | None:
    """Take the faulty rows from a record that has others, and return one that holds them.

    None where there are no others: the record is left as it is. Nothing is saved.
    """
    faulty = faulty_rows(record, table)
    good = [row for row in record.rows if row[0] not in faulty]
    if not good:
        return None
    left = ImportRecord(
        batch_id=record.batch_id,
        record_type=record.record_type,
        record_uid=record.record_uid,
        title=record.title,
        rows=[row for row in record.rows if row[0] in faulty],
        faults=record.faults,
        verdict=Verdict.FAULTY,
    )
    record.rows, record.faults, record.verdict = good, [], Verdict.CHANGE
    return left


def add_left(batch: ImportBatch, left: list[ImportRecord]) -> None:
    """Put records behind the others of a batch, whose turn comes last; the batch is not saved."""
    last = batch.records.aggregate(last=Max("number"))["last"] or 0
    for number, record in enumerate(left, last + 1):
        record.number = number
    ImportRecord.objects.bulk_create(left)
    batch.record_count += len(left)


def rows_left(batch: ImportBatch) -> Iterator[list[str]]:
    """Give the headings of a batch, then its rows that are not applied, each with its fault."""
    columns = [name for name in batch.columns if name]
    yield [*columns, FAULT]
    is_faulty = Q(outcome="", verdict=Verdict.FAULTY)
    left = batch.records.filter(is_faulty | Q(outcome=Outcome.REFUSED)).order_by("number")
    for record in left.iterator():
        refused = record.outcome == Outcome.REFUSED
        faulty = faulty_rows(record, TABLES[batch.table])
        for number, cells in record.rows:
            if refused or number in faulty:
                yield [*(cells.get(name, "") for name in columns), _fault(record, number)]


def _fault(record: ImportRecord, number: int) -> str:
    own = [_told(column, message) for row, column, message in record.faults if row == number]
    of_others = [
        _("Row %(number)s: %(fault)s") % {"number": row, "fault": _told(column, message)}
        for row, column, message in record.faults
    ]
    return "\n".join(own or of_others) or record.note


def _told(column: str, message: str) -> str:
    return f"{column}: {message}" if column else message
