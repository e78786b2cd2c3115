"""Tables at the desk: taken away from a list, and brought to be imported.

django-import-export gives the columns, cells and formats. Its admin classes are not used: they
write past publishing, in one transaction, and answer only when all of a file is done.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.admin.exporting import form_answer, records_answer
from cooperation.admin.guarded import editor_of
from cooperation.exchange import importing
from cooperation.exchange.tables import TABLES, Table, tables_about
from cooperation.exchange.tables_lines import UnreadableTable
from cooperation.exchange.tables_writing import FORMATS, UnwritableTable
from cooperation.publishing.permissions import is_permitted

# A short table is checked by the time its page is shown.
FIRST_SECONDS = 2


class TableForm(forms.Form):
    table = forms.ChoiceField(label=_("The file holds"))
    file = forms.FileField(
        label=_("CSV or XLSX file"),
        max_length=200,
        help_text=_("At most 20 MB and 200,000 rows. CSV must be in UTF-8."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def __init__(self, tables: Sequence[Table], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(table.name, table.title) for table in tables]
        self.fields["table"].choices = choices  # type: ignore[attr-defined]


class TabledAdmin(admin.ModelAdmin):
    """A kind of root that comes and goes in tables, its parts in tables of their own."""

    def get_urls(self) -> list[URLPattern]:
        addresses = (
            ("import/", self.import_view, "import"),
            ("import/<slug:table>.<slug:form>", self.form_view, "form"),
            ("export/", self.export_view, "export"),
            ("export/<slug:table>.<slug:form>", self.file_view, "file"),
        )
        own = [
            path(address, self.admin_site.admin_view(view), name=self._tables_name(name))
            for address, view, name in addresses
        ]
        return [*own, *super().get_urls()]

    def may_import(self, request: HttpRequest) -> bool:
        return all(is_permitted(editor_of(request), verb, self.model) for verb in ("add", "change"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # Only the list itself has an address whose query can be handed on.
        query = request.GET.urlencode()
        tables = {"export_url": self._tables_place("export") + (f"?{query}" if query else "")}
        if self.may_import(request):
            tables["import_url"] = self._tables_place("import")
        return super().changelist_view(request, tables | (extra_context or {}))

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file, check it, and lead to what was found."""
        if not self.may_import(request):
            raise PermissionDenied
        tables = tables_about(self.model)
        form = TableForm(tables, request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file, now = form.cleaned_data["file"], timezone.now()
            table = TABLES[form.cleaned_data["table"]]
            try:
                batch = importing.begin_import(
                    file.file, table, file_name=file.name, by=editor_of(request), at=now
                )
            except UnreadableTable as error:
                form.add_error("file", str(error))
            else:
                importing.go_on(batch.pk, at=now, seconds=FIRST_SECONDS)
                page = reverse("admin:cooperation_importbatch_change", args=[batch.pk])
                return HttpResponseRedirect(page)
        page = "admin/cooperation/import.html"
        return self._tables_page(request, page, "form", title=_("Import"), form=form)

    def form_view(self, request: HttpRequest, table: str, form: str) -> HttpResponseBase:
        """Answer with a table to fill in."""
        if not self.may_import(request):
            raise PermissionDenied
        return form_answer(self._table_asked(table, form), form)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Offer the tables of all records that a list shows."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._tables_page(
            request, "admin/cooperation/export.html", "file", title=_("Export")
        )

    def file_view(self, request: HttpRequest, table: str, form: str) -> HttpResponseBase:
        """Answer with one table of all records that a list with these filters has."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self._table_asked(table, form)
        try:
            chosen = self.get_changelist_instance(request).get_queryset(request)
            return records_answer(found, form, chosen)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self._tables_place("changelist"))
        except UnwritableTable as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(self._tables_place("export"))

    def _tables_page(
        self, request: HttpRequest, template: str, files: str, **context: Any
    ) -> HttpResponse:
        """Answer with a page that offers every table about this kind, as `files` gives it."""
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "tables": [
                (table, [(form, self._tables_place(files, table.name, form)) for form in FORMATS])
                for table in tables_about(self.model)
            ],
            "query": request.GET.urlencode(),
        }
        return TemplateResponse(request, template, context)

    def _table_asked(self, name: str, form: str) -> Table:
        found = {table.name: table for table in tables_about(self.model)}
        if name not in found or form not in FORMATS:
            raise Http404
        return found[name]

    def _tables_name(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def _tables_place(self, name: str, *args: str) -> str:
        return reverse(f"admin:{self._tables_name(name)}", args=args)
