from django.contrib import admin

from cooperation.admin.base import in_both_languages
from cooperation.admin.columns import khmer_name_column
from cooperation.admin.drafting import DraftingAdmin
from cooperation.admin.guarded import REASON
from cooperation.admin.searching import SoughtRowsAdmin
from cooperation.models import Scheme, Term


@admin.register(Scheme)
class SchemeAdmin(SoughtRowsAdmin, DraftingAdmin):
    fieldsets = (
        (None, {"fields": ("code", in_both_languages("name"), in_both_languages("description"))}),
        (None, {"fields": ("iati_vocabulary", "position")}),
        REASON,
    )
    list_display = ("name_en", khmer_name_column("name"), "code", "iati_vocabulary", "position")
    search_fields = ("code", "name_en", "name_km")
    ordering = ("position", "code")


@admin.register(Term)
class TermAdmin(SoughtRowsAdmin, DraftingAdmin):
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("scheme", "code"),
                    in_both_languages("label"),
                    in_both_languages("description"),
                    "parent",
                )
            },
        ),
        (None, {"fields": (("valid_from", "valid_to"), "position")}),
        REASON,
    )
    list_display = ("label_en", khmer_name_column("label"), "scheme", "code", "parent", "valid_to")
    list_filter = ("scheme",)
    list_select_related = ("scheme", "parent")
    search_fields = ("label_en", "label_km", "code")
    ordering = ("scheme", "position", "code")
