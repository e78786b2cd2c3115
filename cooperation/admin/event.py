from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import in_both_languages
from cooperation.admin.columns import (
    PublicStateFilter,
    date_column,
    date_in_words_column,
    public_state,
)
from cooperation.admin.files import FILES, FiledAdmin
from cooperation.admin.inlines import inlines_of
from cooperation.admin.lists import PendingFilter, pending_change
from cooperation.admin.needs import NeedsFilter
from cooperation.models import Event


@admin.register(Event)
class EventAdmin(FiledAdmin):
    content = (
        (
            None,
            {
                "fields": (
                    in_both_languages("title"),
                    "title_supplied",
                    ("kind", "parent"),
                    ("position", "is_series"),
                    in_both_languages("summary"),
                )
            },
        ),
        (
            _("When"),
            {
                "fields": (
                    ("date", date_in_words_column("date")),
                    "date_as_stated",
                    ("start_time", "end_time", "time_zone"),
                    "status",
                )
            },
        ),
        (_("Where"), {"fields": ("attendance_mode", in_both_languages("venue"), "places")}),
    )
    inlines = inlines_of(Event, FILES)
    list_display = (
        "title_en",
        "kind",
        date_column("date", _("date")),
        public_state,
        pending_change,
        "updated_at",
    )
    list_filter = (
        PublicStateFilter,
        PendingFilter,
        NeedsFilter,
        "kind",
        "attendance_mode",
        "is_series",
    )
    list_select_related = ("kind",)
    ordering = ("-date_earliest", "-id")
