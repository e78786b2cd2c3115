"""Tables as editors bring them and take them away."""

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from cooperation.exchange import importing
from cooperation.exchange.tables import TABLES
from cooperation.exchange.tables_exporting import rows_of
from cooperation.exchange.tables_writing import Sheet, write_csv, write_workbook
from cooperation.models import ImportBatch, User
from tests import factories
from tests.factories import AT

Rows = Sequence[Sequence[Any]]
SHEET = "xl/worksheets/sheet1.xml"


def editor(group: str = "contributor") -> User:
    found = User.objects.filter(username=group).first()
    return found or factories.make_user(group=group)


def as_csv(*rows: Sequence[Any]) -> io.BytesIO:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return io.BytesIO(text.getvalue().encode())


def as_workbook(*rows: Sequence[Any]) -> io.BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def workbook_with(name: str, content: str | bytes) -> bytes:
    """Return a workbook in which one file inside is another one."""
    old, new = zipfile.ZipFile(as_workbook(["slug"])), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in old.namelist():
            archive.writestr(entry, content if entry == name else old.read(entry))
    return new.getvalue()


def exported(name: str, model: Any, form: str = "csv") -> io.BytesIO:
    """Return a file of all that a table holds of one kind of record."""
    table = TABLES[name]
    uids = list(model.objects.order_by("pk").values_list("uid", flat=True))
    rows = rows_of(table, model, uids)
    file = io.BytesIO()
    if form == "csv":
        file.write(b"".join(write_csv(rows)))
    else:
        write_workbook([Sheet(name, rows, texts=table.texts)], file)
    file.seek(0)
    return file


def bring(name: str, *rows: Sequence[Any], by: User | None = None) -> ImportBatch:
    """Bring a table, headings first, and have it checked."""
    return bring_file(name, as_csv(*rows), by=by)


def bring_file(name: str, file: io.BytesIO, by: User | None = None) -> ImportBatch:
    by = by or editor()
    batch = importing.begin_import(file, TABLES[name], file_name="table.csv", by=by, at=AT)
    return importing.go_on(batch.pk, at=AT, seconds=600)


def confirm(batch: ImportBatch, by: User | None = None, **how: Any) -> ImportBatch:
    """Confirm a checked batch and have it applied."""
    importing.confirm_import(batch, by=by or batch.by, at=AT, **how)
    return importing.go_on(batch.pk, at=AT, seconds=600, rest=lambda _seconds: None)


def counts(batch: ImportBatch) -> dict[str, int]:
    """Return how many rows of the file do what, by verdict; none where there are none."""
    names = ("added", "changed", "unchanged", "faulty")
    return {name: getattr(batch, name) for name in names if getattr(batch, name)}


def outcomes(batch: ImportBatch) -> dict[str, int]:
    names = ("applied", "kept_back", "refused")
    return {name: getattr(batch, name) for name in names if getattr(batch, name)}


def faults(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return [tuple(fault) for record in batch.records.all() for fault in record.faults]


def changes(batch: ImportBatch) -> list[list[Any]]:
    return [change for record in batch.records.all() for change in record.changes]


def refusals(batch: ImportBatch) -> list[str]:
    return [record.note for record in batch.records.exclude(note="")]
