from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import in_both_languages
from cooperation.admin.columns import PublicStateFilter, public_state
from cooperation.admin.files import FILES, FiledAdmin
from cooperation.admin.inlines import inlines_of
from cooperation.admin.lists import PendingFilter, pending_change
from cooperation.admin.needs import NeedsFilter
from cooperation.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(FiledAdmin):
    content = (
        (None, {"fields": (in_both_languages("name"), "acronym", "is_collective", "parent")}),
        (_("What it is"), {"fields": (("kind", "constituent"),)}),
        (_("Where"), {"fields": (("country", "place"), "website")}),
    )
    inlines = inlines_of(Organisation, FILES)
    list_display = (
        "name_en",
        "acronym",
        "constituent",
        "kind",
        "country",
        public_state,
        pending_change,
        "updated_at",
    )
    list_filter = (
        PublicStateFilter,
        PendingFilter,
        NeedsFilter,
        "constituent",
        "kind",
        "is_collective",
    )
    list_select_related = ("country",)
    ordering = ("name_en", "id")
