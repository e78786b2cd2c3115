from django.contrib import admin

from cooperation.admin.base import RecordAdmin, in_both_languages
from cooperation.admin.columns import PublicStateFilter, public_state
from cooperation.admin.inlines import inlines_of
from cooperation.admin.lists import PendingFilter, pending_change
from cooperation.admin.needs import NeedsFilter
from cooperation.models import Post


@admin.register(Post)
class PostAdmin(RecordAdmin):
    content = (
        (None, {"fields": (in_both_languages("label"), "organisation", in_both_languages("area"))}),
    )
    inlines = inlines_of(Post)
    list_display = (
        "label_en",
        "organisation",
        "area_en",
        public_state,
        pending_change,
        "updated_at",
    )
    list_filter = (PublicStateFilter, PendingFilter, NeedsFilter, "organisation__constituent")
    list_select_related = ("organisation",)
    ordering = ("label_en", "id")
