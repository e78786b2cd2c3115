from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import in_both_languages
from cooperation.admin.columns import PublicStateFilter, khmer_name_column, public_state
from cooperation.admin.files import FILES, FiledAdmin
from cooperation.admin.inlines import inlines_of
from cooperation.admin.lists import PendingFilter, pending_change
from cooperation.admin.needs import NeedsFilter
from cooperation.models import Person


@admin.register(Person)
class PersonAdmin(FiledAdmin):
    content = (
        (None, {"fields": (in_both_languages("name"), in_both_languages("honorific"))}),
        (_("For sorting"), {"fields": (("family_name", "given_name"), "sort_name")}),
    )
    inlines = inlines_of(Person, FILES)
    list_display = (
        "name_en",
        khmer_name_column("name"),
        "honorific_en",
        "sort_name",
        public_state,
        pending_change,
        "updated_at",
    )
    list_filter = (PublicStateFilter, PendingFilter, NeedsFilter)
    ordering = ("sort_name", "id")
