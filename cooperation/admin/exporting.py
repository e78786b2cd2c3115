"""Tables taken away from a list of records, and tables to fill in."""

from collections.abc import Callable, Iterable
from tempfile import TemporaryFile
from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.exchange.tables import Table, tables_about
from cooperation.exchange.tables_exporting import rows_of
from cooperation.exchange.tables_templates import form_rows, form_sheets
from cooperation.exchange.tables_writing import (
    FORMATS,
    Row,
    Sheet,
    UnwritableTable,
    write_csv,
    write_workbook,
)


def records_answer(table: Table, form: str, chosen: models.QuerySet) -> HttpResponseBase:
    """Answer with what a table holds of the chosen records. Raises UnwritableTable."""
    rows = rows_of(table, chosen.model, list(chosen.values_list("uid", flat=True)))
    name = f"{table.name}-{timezone.localdate():%Y-%m-%d}"
    return table_answer(name, form, rows, [Sheet(table.name, rows, texts=table.texts)])


def form_answer(table: Table, form: str) -> HttpResponseBase:
    """Answer with a table to fill in."""
    return table_answer(f"{table.name}-form", form, form_rows(table), form_sheets(table))


def table_answer(
    name: str, form: str, rows: Iterable[Row], sheets: Iterable[Sheet]
) -> HttpResponseBase:
    """Answer with a file to keep: the rows as CSV, or the sheets. Raises UnwritableTable."""
    kind = FORMATS[form]
    name = f"{name}.{kind.get_extension()}"
    if form == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        content_type = f"{kind.get_content_type()}; charset=utf-8"
        return StreamingHttpResponse(write_csv(rows), content_type=content_type, headers=headers)
    file = TemporaryFile()  # noqa: SIM115  (the answer closes it)
    try:
        write_workbook(sheets, file)
    except UnwritableTable:
        file.close()
        raise
    content_type = kind.get_content_type()
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


def _action(form: str, description: Any) -> Callable[..., HttpResponseBase | None]:
    @admin.action(permissions=["view"], description=description)
    def export(
        modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: models.QuerySet
    ) -> HttpResponseBase | None:
        try:
            return records_answer(tables_about(modeladmin.model)[0], form, queryset)
        except UnwritableTable as error:
            modeladmin.message_user(request, str(error), messages.ERROR)
            return None

    export.__name__ = f"export_{form}"
    return export


EXPORTS = (
    _action("csv", _("Take selected away as CSV")),
    _action("xlsx", _("Take selected away as XLSX")),
)
