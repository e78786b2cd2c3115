"""The citations of a record: those that a part's own row shows, and the table of all others."""

import uuid
from functools import cache, partial
from typing import Any

from django import forms
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cooperation.admin.links import LANGUAGES
from cooperation.admin.parts import OrderedFormSet, PartForm, PartInline, part_fields
from cooperation.models import Citation
from cooperation.models.base import Record
from cooperation.models.derived import DerivedMixin
from cooperation.models.owned import owned_parts
from cooperation.vocabulary.source import LocatorType, Stance

ABOUT_THE_RECORD = {"slug", "go_live_at", "expire_at", "review_due"}


def row_citations(record: Record) -> dict[uuid.UUID, Citation]:
    """Return for each part, by its id, the first citation that its row can show whole."""
    if record.pk is None:
        return {}
    shown = Citation.objects.filter(
        Q(locator_type=LocatorType.PARAGRAPH) | Q(locator=""),
        part__isnull=False,
        field="",
        stance=Stance.SUPPORTS,
        note="",
    )
    backwards = shown.select_related("source").order_by("-position", "-id")
    # Each kind of part asks for them: they are looked for once for an instance of the record.
    prefetch_related_objects([record], Prefetch("citations", backwards, "shown_in_rows"))
    return {citation.part: citation for citation in record.shown_in_rows}  # type: ignore[attr-defined]


@cache
def citable_fields(model: type[Record]) -> dict[str, str]:
    """Return the fields that a citation may support, with their labels; a text in two
    languages is one field."""
    fields = {}
    for field in (*model._meta.fields, *model._meta.many_to_many):
        if field.editable and field.name not in ABOUT_THE_RECORD and field.name != "id":
            if isinstance(field, DerivedMixin):
                continue
            name = field.name[:-3] if field.name[-3:] in LANGUAGES else field.name
            fields.setdefault(name, str(field.verbose_name))
    return fields


def _as_uuid(value: Any) -> uuid.UUID:
    # The field compares what is sent with what the row holds, which is one already.
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


class CitationForm(PartForm):
    field = forms.ChoiceField(label=_("field"), required=False)
    part = forms.TypedChoiceField(
        label=_("part"), required=False, coerce=_as_uuid, empty_value=None
    )


class CitationFormSet(OrderedFormSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = row_citations(self.instance).values()
        self.queryset = self.queryset.exclude(  # type: ignore[union-attr]
            pk__in=[citation.pk for citation in shown]
        )

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        fields = citable_fields(self.kind)
        field, part = form.instance.field, form.instance.part
        if field and field not in fields:
            fields = fields | {field: field}
        form.fields["field"].choices = [("", "---------"), *fields.items()]
        # Of rows that are sent as they are stored nobody asks what else could be chosen.
        form.fields["part"].choices = partial(self.choices_of_part, part)

    def choices_of_part(self, chosen: uuid.UUID | None) -> list[tuple[str, str]]:
        parts = self.parts
        if chosen and str(chosen) not in parts:
            parts = parts | {str(chosen): str(chosen)}
        return [("", "---------"), *parts.items()]

    @property
    def kind(self) -> type[Record]:
        return type(self.instance)

    @cached_property
    def parts(self) -> dict[str, str]:
        """The record's parts by id, worded; a part made in the same form has its own row's."""
        if self.instance.pk is None:
            return {}
        labels = {}
        for model, owner in owned_parts(self.kind, [self.instance.pk]):
            if model is Citation:
                continue
            links = [name for name in part_fields(model) if model._meta.get_field(name).many_to_one]
            rows = model._default_manager.filter(**{owner: self.instance})
            for part in rows.select_related(*links) if links else rows:
                labels[str(part.pk)] = f"{model._meta.verbose_name}: {part}"
        return labels


class CitationInline(PartInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    verbose_name_plural = _("citations of the record, of its fields, and further ones of its parts")
    fields = (
        "position",
        "source",
        "locator_type",
        "locator",
        "field",
        "part",
        "stance",
        "stated_value",
        "note",
    )
