"""What readers report: read by all editors, closed by those who may."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminRadioSelect
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cooperation.admin.guarded import editor_of
from cooperation.admin.searching import SoughtRowsAdmin
from cooperation.models import Report
from cooperation.publishing import reports
from cooperation.vocabulary.report import ReportState


class ReportForm(forms.ModelForm):
    class Meta:
        widgets = {"state": AdminRadioSelect}
        help_texts = {"state": _("Once it is closed, the contact is deleted for good.")}


@admin.action(permissions=["change"], description=_("Accept selected, and delete the contacts"))
def accept_reports(modeladmin: Any, request: HttpRequest, queryset: models.QuerySet) -> None:
    _close_all(modeladmin, request, queryset, ReportState.ACCEPTED)


@admin.action(permissions=["change"], description=_("Refuse selected, and delete the contacts"))
def refuse_reports(modeladmin: Any, request: HttpRequest, queryset: models.QuerySet) -> None:
    _close_all(modeladmin, request, queryset, ReportState.REFUSED)


def _close_all(
    modeladmin: Any, request: HttpRequest, queryset: models.QuerySet, state: ReportState
) -> None:
    found = list(queryset.filter(state=ReportState.NEW))
    for report in found:
        reports.close_report(report, state=state, by=editor_of(request), at=timezone.now())
    done = ngettext("%d report is closed.", "%d reports are closed.", len(found))
    modeladmin.message_user(request, done % len(found), messages.SUCCESS)


@admin.register(Report)
class ReportAdmin(SoughtRowsAdmin):
    form = ReportForm
    actions = (accept_reports, refuse_reports)
    fields = ("record", "text", "evidence", "contact", "at", "state", "closer", "closed_at")
    list_display = ("at", "title", "what", "state", "closed_by")
    list_display_links = ("title",)
    list_filter = ("state", "record_type")
    list_select_related = ("closed_by",)
    list_per_page = 50
    search_fields = ("title", "text")

    @admin.display(description=_("what is wrong"))
    def what(self, row: Report) -> str:
        return Truncator(row.text).chars(120)

    @admin.display(description=_("record"))
    def record(self, row: Report) -> str:
        model: Any = apps.get_model("cooperation", row.record_type)
        pk = model._default_manager.filter(uid=row.record_uid).values_list("pk", flat=True).first()
        if pk is None:
            return row.title
        address = reverse(f"admin:cooperation_{row.record_type}_change", args=[pk])
        return format_html(
            '<a href="{}">{}</a> (<a href="{}">{}</a>)',
            address,
            row.title,
            row.page,
            _("its page"),
        )

    # Django would make it a link to an account, which few may open.
    @admin.display(description=_("closed by"), empty_value="-")
    def closer(self, row: Report) -> Any:
        return row.closed_by and str(row.closed_by)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # A contact is nobody's business but theirs who answer.
        may_close = self.has_change_permission(request, obj)
        return [name for name in self.fields if may_close or name != "contact"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in self.fields if name != "state"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        reports.close_report(obj, state=obj.state, by=editor_of(request), at=timezone.now())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # The report itself says who closed it.
    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any: ...
