"""Rows of parts inside their record's form: dense, in an explicit order, as free as the record."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminIntegerFieldWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cooperation.admin.links import LinkedAdmin, tell_loaded_labels
from cooperation.admin.windows import WindowedFormSet, start_of
from cooperation.models.base import Part
from cooperation.models.derived import DerivedMixin

LAST_POSITION = 9_999


def part_fields(model: type[Part]) -> list[str]:
    """Return the fields of a part that an editor fills in, owner and position aside."""
    left_out = {"id", "position", *model.owner_fields}
    return [
        field.name
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.editable and field.name not in left_out and not isinstance(field, DerivedMixin)
    ]


class PartForm(forms.ModelForm):
    """A row of a part; one that is sent back as it is stored is taken as it stands.

    It was checked when it was written: to check it again takes several queries a row.
    """

    def full_clean(self) -> None:
        if not self.is_bound or self.instance._state.adding or self.has_changed():
            super().full_clean()
            return
        self._errors = ErrorDict(renderer=self.renderer)
        # The record itself is not loaded with its parts, and nobody asks for it here.
        owners = {name: f"{name}_id" for name in self.instance.owner_fields}
        names = {field.name for field in self.instance._meta.fields} & self.fields.keys()
        self.cleaned_data = {name: getattr(self.instance, owners.get(name, name)) for name in names}


class OrderedFormSet(WindowedFormSet):
    """Parts with a position each; rows without one go to the end, in the order of the form."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["position"] = forms.IntegerField(
            label=_("position"),
            required=False,
            min_value=0,
            max_value=LAST_POSITION,
            widget=AdminIntegerFieldWidget,
        )
        if form.instance._state.adding:
            form.initial["position"] = None
        for field in form.fields.values():
            # A column has a heading, its cells have no label.
            getattr(field.widget, "widget", field.widget).attrs.setdefault(
                "aria-label", field.label
            )
        tell_loaded_labels(form)

    def clean(self) -> None:
        super().clean()
        rows = [form for form in self.forms if form.is_valid() and form.has_changed()]
        following = self._last_position(rows) + 1
        for form in rows:
            if form.cleaned_data["position"] is None:
                form.instance.position = following
                following += 1

    def _last_position(self, rows: list[forms.ModelForm]) -> int:
        taken = [form.instance.position or 0 for form in self.forms if form not in rows]
        taken += [form.cleaned_data["position"] or 0 for form in rows]
        taken += [row.position for row in self.get_queryset()]
        return max(taken, default=0)


class PartInline(LinkedAdmin, admin.TabularInline):
    """A kind of part, edited by whoever may edit the record that owns it."""

    extra = 0
    form = PartForm
    formset = OrderedFormSet
    formfield_overrides = {models.TextField: {"widget": forms.Textarea({"rows": 3, "cols": 40})}}

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A row has room for one sign beside a link: that which adds a new record.
            field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.start = start_of(request, formset.get_default_prefix())
        return formset

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        names = set(part_fields(self.model))
        keys = [f.name for f in self.model._meta.fields if f.name in names and f.many_to_one]
        # With no name at all everything would be joined.
        rows = super().get_queryset(request).select_related(*keys or (None,))
        return rows.prefetch_related(*(field.name for field in self.model._meta.many_to_many))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._record_admin().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return self._record_admin().has_add_permission(request)
        return self._record_admin().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def _record_admin(self) -> admin.ModelAdmin:
        return self.admin_site.get_model_admin(self.parent_model)
