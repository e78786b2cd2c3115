from django.contrib import admin

from cooperation.admin.base import in_both_languages
from cooperation.admin.columns import khmer_name_column
from cooperation.admin.drafting import DraftingAdmin
from cooperation.admin.guarded import REASON
from cooperation.admin.inlines import inlines_of
from cooperation.admin.searching import SoughtRowsAdmin
from cooperation.models import Place


@admin.register(Place)
class PlaceAdmin(SoughtRowsAdmin, DraftingAdmin):
    fieldsets = (
        (None, {"fields": (("code", "kind"), in_both_languages("name"), "parent")}),
        REASON,
    )
    inlines = inlines_of(Place)
    list_display = ("name_en", khmer_name_column("name"), "code", "kind", "parent")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("name_en", "name_km", "code", "other_names__name")
    ordering = ("kind", "code")
