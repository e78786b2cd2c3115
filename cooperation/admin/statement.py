from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import RecordAdmin, in_both_languages
from cooperation.admin.columns import (
    PublicStateFilter,
    date_column,
    date_in_words_column,
    public_state,
)
from cooperation.admin.inlines import inlines_of
from cooperation.admin.lists import PendingFilter, pending_change
from cooperation.admin.needs import NeedsFilter
from cooperation.models import Statement


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    content = (
        (None, {"fields": (in_both_languages("text"), ("kind", "language"))}),
        (
            _("Occasion"),
            {
                "fields": (
                    ("event", "programme"),
                    "setting",
                    ("said_on", date_in_words_column("said_on")),
                )
            },
        ),
    )
    inlines = inlines_of(Statement)
    list_display = (
        "__str__",
        "event",
        "programme",
        date_column("said_on", _("said on")),
        public_state,
        pending_change,
        "updated_at",
    )
    list_filter = (PublicStateFilter, PendingFilter, NeedsFilter, "kind", "setting", "language")
    list_select_related = ("event", "programme")
    ordering = ("-id",)
