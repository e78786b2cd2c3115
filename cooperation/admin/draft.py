"""What waits beside records of every kind, in one list."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cooperation.admin.guarded import editor_of
from cooperation.admin.searching import SoughtRowsAdmin
from cooperation.admin.waiting import kinds_permitted, waiting_for
from cooperation.models import Draft


class WaitingFilter(admin.SimpleListFilter):
    title = _("whom it waits for")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("me", _("For me"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(waiting_for(editor_of(request))) if self.value() else queryset


@admin.register(Draft)
class DraftAdmin(SoughtRowsAdmin):
    list_display = ("title", "record_type", "state", "go_live_at", "author", "changed_at", "note")
    list_display_links = None
    list_filter = (WaitingFilter, "state", "record_type")
    list_select_related = ("revision", "author")
    list_per_page = 50
    search_fields = ("revision__title", "note")
    ordering = ("-changed_at", "-pk")
    actions = None

    @admin.display(description=_("record"))
    def title(self, draft: Draft) -> str:
        address = reverse("admin:cooperation_draft_change", args=[draft.pk])
        return format_html('<a href="{}">{}</a>', address, draft.revision.title)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Lead on to the review of the record that the draft is of."""
        draft = self.get_object(request, unquote(object_id))
        if draft is None:
            raise Http404
        model = apps.get_model("cooperation", draft.record_type)
        record = get_object_or_404(model, uid=draft.record_uid)
        route = f"admin:cooperation_{draft.record_type}_review"
        return HttpResponseRedirect(reverse(route, args=[record.pk]))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        viewed = kinds_permitted(editor_of(request), "view")
        return super().get_queryset(request).filter(record_type__in=viewed)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(kinds_permitted(editor_of(request), "view"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
