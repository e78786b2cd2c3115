"""Imports at the desk: what the check found, the word to apply it, and how far that is."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cooperation.admin.exporting import table_answer
from cooperation.admin.guarded import REFUSALS, editor_of, refusal_texts
from cooperation.exchange import importing
from cooperation.exchange.importing_leaving import rows_left
from cooperation.exchange.importing_records import table_of
from cooperation.exchange.tables import TABLES
from cooperation.exchange.tables_writing import Sheet, UnwritableTable
from cooperation.models import ImportBatch
from cooperation.publishing.permissions import is_permitted
from cooperation.vocabulary.importing import GOING_ON, BatchState, Verdict

# For so long one request works on an import; the next one goes on.
SLICE = 2
RECORDS_PER_PAGE = 50


@admin.register(ImportBatch)
class ImportBatchAdmin(admin.ModelAdmin):
    """Whoever may change records of a kind sees its imports; a colleague's, a publisher decides."""

    list_display = ("file_name", "holds", "state", "row_count", "by", "made_at", "changed_at")
    list_select_related = ("by",)
    list_filter = ("state",)
    list_per_page = 50
    ordering = ("-id",)

    @admin.display(description=gettext_lazy("table"), ordering="table")
    def holds(self, batch: ImportBatch) -> str:
        return table_of(batch).title

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(self._open_tables(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: ImportBatch | None = None) -> bool:
        tables = self._open_tables(request)
        return bool(tables) if obj is None else obj.table in tables

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).filter(table__in=self._open_tables(request))

    def get_urls(self) -> list[URLPattern]:
        views: dict[str, Callable[..., HttpResponseBase]] = {
            "go-on/": self.go_on_view,
            "confirm/": self.confirm_view,
            "stop/": self.stop_view,
            "faults.csv": self.faults_view,
            "rest.csv": self.rest_view,
            "rest.xlsx": partial(self.rest_view, form="xlsx"),
        }
        own = [
            path(
                f"<path:object_id>/{address}",
                self.admin_site.admin_view(view),
                name=f"cooperation_importbatch_{address.strip('/').replace('.', '_')}",
            )
            for address, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        batch = self._found(request, object_id)
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        verdict = request.GET.get("verdict", "")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import of %(table)s") % {"table": table_of(batch).title},
            "batch": batch,
            "goes_on": batch.state in GOING_ON,
            "is_checked": batch.state == BatchState.CHECKED,
            "is_ended": batch.state in (BatchState.DONE, BatchState.STOPPED),
            "may_act": self._may_act(request, batch),
            "may_publish": _may_all(request, batch, "publish"),
            "verdicts": [(one, one.label) for one in Verdict],
            "verdict": verdict if verdict in Verdict.values else "",
            "page": _page(batch, verdict, request.GET.get("page", "1")),
        }
        return TemplateResponse(request, "admin/cooperation/importbatch.html", context)

    @method_decorator(require_POST)
    def go_on_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        batch = self._acted_on(request, object_id)
        importing.go_on(batch.pk, seconds=SLICE)
        return self._back(batch)

    @method_decorator(require_POST)
    def confirm_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        batch = self._acted_on(request, object_id)
        try:
            importing.confirm_import(
                batch,
                by=editor_of(request),
                at=timezone.now(),
                publishes="publishes" in request.POST,
                leaves_faulty="leaves_faulty" in request.POST,
                reason=request.POST.get("reason", "").strip()[:300],
            )
        except REFUSALS as refusal:
            for text in refusal_texts(refusal):
                self.message_user(request, text, messages.ERROR)
        else:
            importing.go_on(batch.pk, seconds=SLICE)
        return self._back(batch)

    @method_decorator(require_POST)
    def stop_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        batch = self._acted_on(request, object_id)
        try:
            importing.stop_import(batch, at=timezone.now())
        except REFUSALS as refusal:
            for text in refusal_texts(refusal):
                self.message_user(request, text, messages.ERROR)
        return self._back(batch)

    @method_decorator(require_safe)
    def faults_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Answer with every fault by row and column."""
        batch = self._found(request, object_id)
        faulty = batch.records.filter(verdict=Verdict.FAULTY).order_by("number")
        rows: Iterator[Any] = (fault for row in faulty.iterator() for fault in row.faults)
        headed = chain([["row", "column", "message"]], rows)
        return table_answer(f"{batch.table}-faults", "csv", headed, [])

    @method_decorator(require_safe)
    def rest_view(
        self, request: HttpRequest, object_id: str, form: str = "csv"
    ) -> HttpResponseBase:
        """Answer with the rows that are not applied, to be corrected and brought again."""
        batch = self._found(request, object_id)
        rows = rows_left(batch)
        try:
            sheet = Sheet(batch.table, rows, texts=table_of(batch).texts)
            return table_answer(f"{batch.table}-rest", form, rows, [sheet])
        except UnwritableTable as error:
            self.message_user(request, str(error), messages.ERROR)
            return self._back(batch)

    def _open_tables(self, request: HttpRequest) -> list[str]:
        user = editor_of(request)
        return [
            table.name
            for table in TABLES.values()
            if any(is_permitted(user, "change", model) for model in table.roots())
        ]

    def _found(self, request: HttpRequest, object_id: str) -> ImportBatch:
        batch = self.get_object(request, unquote(object_id))
        if batch is None:
            raise Http404
        return batch

    def _may_act(self, request: HttpRequest, batch: ImportBatch) -> bool:
        return batch.by == editor_of(request) or _may_all(request, batch, "publish")

    def _acted_on(self, request: HttpRequest, object_id: str) -> ImportBatch:
        batch = self._found(request, object_id)
        if not self._may_act(request, batch):
            raise PermissionDenied
        return batch

    def _back(self, batch: ImportBatch) -> HttpResponse:
        return HttpResponseRedirect(
            reverse("admin:cooperation_importbatch_change", args=[batch.pk])
        )


def _may_all(request: HttpRequest, batch: ImportBatch, verb: str) -> bool:
    return all(is_permitted(editor_of(request), verb, model) for model in table_of(batch).roots())


def _page(batch: ImportBatch, verdict: str, number: str) -> Any:
    """Return a page of what is worth reading: faults while there are any, at last refusals."""
    records = batch.records.order_by("number")
    if batch.state in (BatchState.DONE, BatchState.STOPPED):
        troubled = batch.refused or batch.kept_back
        records = records.exclude(note="") if troubled else records.exclude(outcome="")
    elif verdict in Verdict.values:
        records = records.filter(verdict=verdict)
    elif batch.faulty:
        records = records.filter(verdict=Verdict.FAULTY)
    else:
        records = records.exclude(verdict__in=["", Verdict.UNCHANGED])
    page = Paginator(records, RECORDS_PER_PAGE).get_page(number)
    for record in page.object_list:
        record.changes = [[row, Verdict(told).label, what] for row, told, what in record.changes]
        # One of the databases keeps them in an order of its own.
        record.rows = [
            [row, {name: cells[name] for name in batch.columns if name in cells}]
            for row, cells in record.rows
        ]
    return page
