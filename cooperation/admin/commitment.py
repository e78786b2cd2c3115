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
from cooperation.models import Commitment


@admin.register(Commitment)
class CommitmentAdmin(RecordAdmin):
    content = (
        (
            None,
            {
                "fields": (
                    in_both_languages("title"),
                    "title_supplied",
                    in_both_languages("text"),
                    ("kind", "verb"),
                )
            },
        ),
        (
            _("When and where"),
            {
                "fields": (
                    ("made_on", date_in_words_column("made_on")),
                    ("due", date_in_words_column("due")),
                    "due_as_stated",
                    ("made_at", "reported_at"),
                    ("programme", "is_programme_inferred"),
                    "looked_for_on",
                )
            },
        ),
    )
    inlines = inlines_of(Commitment)
    list_display = (
        "title_en",
        "kind",
        "verb",
        date_column("made_on", _("made on")),
        date_column("due", _("due")),
        "looked_for_on",
        public_state,
        pending_change,
        "updated_at",
    )
    list_filter = (PublicStateFilter, PendingFilter, NeedsFilter, "kind", "verb")
    list_select_related = ("kind", "verb")
    ordering = ("title_en", "id")
