"""Fields as editors meet them: links searched for as one types, texts with their language."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models import Place, Scheme, Term
from cooperation.models.base import Record

LINKED = (Record, Term, Place, Scheme)
DIGITS_OF_A_KEY = 18
LANGUAGES = {"_en": _("English"), "_km": _("Khmer")}


class KnownLabels:
    """Words the options that a row has chosen without asking the database for each row."""

    labels: dict[str, str]

    def optgroups(self, name: str, value: list[Any], attrs: Any = None) -> list[Any]:
        chosen = [str(key) for key in value if is_key(key)]
        labels = dict(getattr(self, "labels", {}))
        unknown = [key for key in chosen if key not in labels]
        if unknown:
            found = self.choices.queryset.filter(pk__in=unknown)  # type: ignore[attr-defined]
            labels |= {str(row.pk): str(row) for row in found}
        options = []
        if not self.is_required and not self.allow_multiple_selected:  # type: ignore[attr-defined]
            options.append(self.create_option(name, "", "", False, 0))  # type: ignore[attr-defined]
        options += [
            self.create_option(name, key, labels[key], True, index)  # type: ignore[attr-defined]
            for index, key in enumerate(chosen)
            if key in labels
        ]
        return [(None, options, 0)]


class LinkSelect(KnownLabels, AutocompleteSelect):
    pass


class LinkSelectMultiple(KnownLabels, AutocompleteSelectMultiple):
    pass


class LinksField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        # The database would fail over a key that is longer than its integers.
        for key in value or ():
            if not is_key(key):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": key}
                )
        return super().clean(value)


class LinkedAdmin(admin.options.BaseModelAdmin):
    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name[-3:] in LANGUAGES:
            field.label = f"{field.label} ({LANGUAGES[db_field.name[-3:]]})"
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Another record is deleted on its own page, where one sees what names it.
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if issubclass(db_field.related_model, LINKED):
            kwargs.setdefault("widget", LinkSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if issubclass(db_field.related_model, LINKED):
            kwargs.setdefault("widget", LinkSelectMultiple(db_field, self.admin_site))
            kwargs.setdefault("form_class", LinksField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def is_key(value: Any) -> bool:
    text = str(value)
    return text.isdecimal() and len(text) <= DIGITS_OF_A_KEY


def tell_labels(form: forms.ModelForm, name: str, rows: Iterable[models.Model]) -> None:
    """Give the widget of a link the rows that it may have to word, already loaded."""
    outer: Any = form.fields[name].widget
    widget = getattr(outer, "widget", outer)
    widget.labels = {str(row.pk): str(row) for row in rows}


def tell_loaded_labels(form: forms.ModelForm) -> None:
    """Give each link of the form what its instance has loaded (select_related, prefetch)."""
    loaded = form.instance._state.fields_cache
    prefetched = getattr(form.instance, "_prefetched_objects_cache", {})
    for name, field in form.fields.items():
        if not isinstance(getattr(field.widget, "widget", field.widget), KnownLabels):
            continue
        if name in prefetched:
            tell_labels(form, name, prefetched[name])
        elif loaded.get(name) is not None:
            tell_labels(form, name, [loaded[name]])
