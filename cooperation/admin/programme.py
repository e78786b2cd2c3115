from typing import Any

from django.contrib import admin
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import in_both_languages
from cooperation.admin.columns import (
    PublicStateFilter,
    date_column,
    date_in_words_column,
    public_state,
)
from cooperation.admin.files import FILES, FiledAdmin
from cooperation.admin.inlines import CitedFormSet, CitedInline, inlines_of
from cooperation.admin.lists import PendingFilter, pending_change
from cooperation.admin.needs import NeedsFilter
from cooperation.models import PlanItem, Programme


class PlanItemFormSet(CitedFormSet):
    """Plan items lie under items of their own programme only, and never in a circle."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        field = form.fields["parent"]
        field.queryset = PlanItem._default_manager.filter(programme=self.instance.pk)
        field.choices = [("", "---------"), *((item.pk, str(item)) for item in self.items)]
        field.help_text = gettext("Save a new item first, then put others under it.")

    @cached_property
    def items(self) -> list[PlanItem]:
        return list(PlanItem._default_manager.filter(programme=self.instance.pk))

    def clean(self) -> None:
        super().clean()
        above = {form.instance.pk: form.instance.parent_id for form in self.forms}
        for form in self.forms:
            seen, item = set(), form.instance.pk
            while item is not None and item not in seen:
                seen.add(item)
                item = above.get(item)
            if item == form.instance.pk:
                form.add_error("parent", gettext("The item would lie under itself."))


class PlanItemInline(CitedInline):
    formset = PlanItemFormSet


@admin.register(Programme)
class ProgrammeAdmin(FiledAdmin):
    content = (
        (
            None,
            {
                "fields": (
                    in_both_languages("title"),
                    "title_supplied",
                    ("acronym", "kind"),
                    ("parent", "is_parent_inferred"),
                )
            },
        ),
        (_("Text"), {"fields": (in_both_languages("summary"), in_both_languages("description"))}),
        (
            _("Time and status"),
            {
                "fields": (
                    ("planned_period", date_in_words_column("planned_period")),
                    ("actual_period", date_in_words_column("actual_period")),
                    "status",
                )
            },
        ),
        (_("Reach"), {"fields": (("dac_sector", "scope"), "places", "iati_identifier")}),
    )
    inlines = inlines_of(Programme, {PlanItem: PlanItemInline, **FILES})
    list_display = (
        "title_en",
        "acronym",
        "kind",
        date_column("planned_period", _("planned period")),
        "status",
        public_state,
        pending_change,
        "updated_at",
    )
    list_filter = (PublicStateFilter, PendingFilter, NeedsFilter, "kind", "status")
    list_select_related = ("kind",)
    ordering = ("title_en", "id")
