from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.articles import ArticleAdmin, ArticleForm
from cooperation.admin.base import in_both_languages
from cooperation.admin.columns import (
    PublicStateFilter,
    date_column,
    date_in_words_column,
    public_state,
)
from cooperation.admin.inlines import inlines_of
from cooperation.admin.lists import PendingFilter, pending_change
from cooperation.admin.needs import NeedsFilter
from cooperation.models import Source


@admin.register(Source)
class SourceAdmin(ArticleAdmin):
    form = ArticleForm
    content = (
        (None, {"fields": (in_both_languages("title"), "title_supplied", ("kind", "language"))}),
        (
            _("Publication of the text"),
            {"fields": (("publisher", "author"), ("published", date_in_words_column("published")))},
        ),
        (_("Where it is found"), {"fields": ("url", "archived_url", "accessed_on")}),
        (_("Derived from another source"), {"fields": (("derived_from", "derivation"),)}),
        (
            _("For editors only"),
            {"fields": ("text", "paragraph_count", "copy_reference")},
        ),
    )
    inlines = inlines_of(Source)
    list_display = (
        "title_en",
        "publisher",
        "kind",
        date_column("published", _("date of publication")),
        "paragraph_count",
        public_state,
        pending_change,
        "updated_at",
    )
    list_filter = (PublicStateFilter, PendingFilter, NeedsFilter, "kind", "language")
    list_select_related = ("kind",)
    ordering = ("title_en", "id")
