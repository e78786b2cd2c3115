"""Parts with their citation on the same row, and the inlines that a kind of record needs."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cooperation.admin.citations import CitationInline, row_citations
from cooperation.admin.links import LinkSelect, tell_labels
from cooperation.admin.parts import OrderedFormSet, PartForm, PartInline, part_fields
from cooperation.models import Citation, Source
from cooperation.models.base import Part, Record, part_models
from cooperation.models.texts import LineInput
from cooperation.rules import locators

CITED = ("cited_source", "cited_locator")


class CitedForm(PartForm):
    cited_source = forms.ModelChoiceField(
        label=_("cited source"),
        queryset=Source._default_manager.all(),
        required=False,
        widget=LinkSelect(Citation._meta.get_field("source"), admin.site),
    )
    cited_locator = LineInput(
        label=_("paragraph"),
        max_length=40,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("5 or 5-7. Other places and further sources: in the table of citations."),
    )
    # Set by the formset, which knows the record: the row's citation, new or stored.
    citation: Citation

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        source, locator = cleaned.get("cited_source"), cleaned.get("cited_locator", "")
        if source is None:
            if locator and "cited_source" not in self.errors:
                self.add_error("cited_source", _("Name the source that has this paragraph."))
            return cleaned
        self.citation.source, self.citation.locator = source, locator
        try:
            self.citation.clean()
            self.citation.validate_constraints(exclude=self._unset_owners())
        except ValidationError as error:
            self.add_error("cited_locator", error.messages)  # type: ignore[arg-type]
        return cleaned

    def write_citation(self, owner: str, record: Any) -> None:
        if not set(CITED) & set(self.changed_data):
            return
        if self.cleaned_data["cited_source"] is not None:
            setattr(self.citation, owner, record)
            self.citation.part = self.instance.pk
            self.citation.save()
        elif not self.citation._state.adding:
            self.citation.delete()

    def _unset_owners(self) -> set[str]:
        owners = Citation.owner_fields
        return {name for name in owners if getattr(self.citation, f"{name}_id") is None}


class CitedFormSet(OrderedFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        citation = self.citations.get(form.instance.pk)
        if citation is not None:
            form.initial["cited_source"] = citation.source_id
            form.initial["cited_locator"] = citation.locator
            tell_labels(form, "cited_source", [citation.source])
            # For the read-only form, which asks the row itself.
            form.instance.row_citation = citation
        form.citation = citation or Citation(**{self.citation_owner: self.instance})

    @cached_property
    def citations(self) -> dict[Any, Citation]:
        return row_citations(self.instance)

    @cached_property
    def citation_owner(self) -> str:
        kind: type[Record] = type(self.instance)
        return dict(part_models(kind))[Citation]

    def save_new(self, form: Any, commit: bool = True) -> Part:
        part = super().save_new(form, commit)
        form.write_citation(self.citation_owner, self.instance)
        return part

    def save_existing(self, form: Any, obj: Part, commit: bool = True) -> Part:
        part = super().save_existing(form, obj, commit)
        form.write_citation(self.citation_owner, self.instance)
        return part


class CitedInline(PartInline):
    form = CitedForm
    formset = CitedFormSet

    @admin.display(description=_("cited source"))
    def cited_source(self, part: Part) -> str:
        citation = getattr(part, "row_citation", None)
        return str(citation.source) if citation else ""

    @admin.display(description=_("paragraph"))
    def cited_locator(self, part: Part) -> str:
        citation = getattr(part, "row_citation", None)
        return locators.locator_label(citation.locator_type, citation.locator) if citation else ""


def inlines_of(
    model: Any, special: Mapping[type[Part], type[PartInline]] | None = None
) -> list[type[InlineModelAdmin]]:
    """Return an inline for each kind of part that a kind of root owns, its citations last.

    Parts of this kind of root alone come before those that other kinds have too.
    """
    kinds = sorted(
        part_models(model), key=lambda kind: (kind[0] is Citation, len(kind[0].owner_fields) > 1)
    )
    is_cited = any(part is Citation for part, _owner in kinds)
    classes: dict[type[Part], type[PartInline]] = {Citation: CitationInline, **(special or {})}
    plain, extra = (CitedInline, CITED) if is_cited else (PartInline, ())
    made: list[type[InlineModelAdmin]] = []
    for part, owner in kinds:
        attributes: dict[str, Any] = {"model": part, "fk_name": owner}
        if part is not Citation:
            attributes["fields"] = ("position", *extra, *part_fields(part))
        parent = classes.get(part, plain)
        made.append(type(f"{part.__name__}Of{model.__name__}", (parent,), attributes))
    return made
