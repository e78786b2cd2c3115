"""Pairs of records that look like one: to be merged, or told apart for good."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cooperation.admin.guarded import editor_of
from cooperation.admin.waiting import kinds_permitted
from cooperation.models import LikelyPair
from cooperation.models.base import Record
from cooperation.publishing import pairing
from cooperation.publishing.errors import PublishingError
from cooperation.publishing.permissions import is_permitted


class PairList(ChangeList):
    """One page of pairs, both records of each loaded: a query for each kind."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = list(self.result_list)
        loaded = {pair.pk: pair for pair in pairing.load_pairs(rows)}
        self.result_list = [row for row in rows if row.pk in loaded]
        for row in self.result_list:
            row.pair = loaded[row.pk]


@admin.action(description=_("Not the same"))
def tell_apart(modeladmin: Any, request: HttpRequest, queryset: models.QuerySet) -> None:
    told = 0
    for pair in pairing.load_pairs(queryset):
        try:
            pairing.dismiss_pair(pair.one, pair.other, by=editor_of(request), at=timezone.now())
        except PublishingError as refusal:
            modeladmin.message_user(request, str(refusal), messages.ERROR)
        else:
            told += 1
    if told:
        text = ngettext(
            "%d pair will not be taken for one again.",
            "%d pairs will not be taken for one again.",
            told,
        )
        modeladmin.message_user(request, text % told, messages.SUCCESS)


@admin.register(LikelyPair)
class LikelyPairAdmin(admin.ModelAdmin):
    list_display_links = None
    list_filter = ("record_type", "reason")
    list_per_page = 50
    ordering = ("-degree", "id")
    actions = (tell_apart,)

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        @admin.display(description="")
        def merging(row: Any) -> str:
            model = type(row.pair.one)
            if not all(
                is_permitted(editor_of(request), verb, model) for verb in ("change", "publish")
            ):
                return ""
            route = f"admin:cooperation_{row.record_type}_merge"
            address = f"{reverse(route, args=[row.pair.one.pk])}?with={row.pair.other.pk}"
            return format_html('<a href="{}">{}</a>', address, _("Merge …"))

        return ("one_record", "other_record", "reason", merging)

    @admin.display(description=_("one record"))
    def one_record(self, row: Any) -> str:
        return _link(row.pair.one)

    @admin.display(description=_("other record"))
    def other_record(self, row: Any) -> str:
        return _link(row.pair.other)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[PairList]:
        return PairList

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        viewed = kinds_permitted(editor_of(request), "view")
        rows = super().get_queryset(request)
        return rows.filter(dismissed_at=None, record_type__in=viewed)

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


def _link(record: Record) -> str:
    address = reverse(f"admin:cooperation_{record._meta.model_name}_change", args=[record.pk])
    return format_html('<a href="{}">{}</a>', address, record)
