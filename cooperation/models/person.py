from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Part, Record
from cooperation.models.indexes import order_indexes
from cooperation.models.localized import KhmerOrderField, LocalizedField
from cooperation.models.sought import SoughtField
from cooperation.models.texts import LineField
from cooperation.models.uncertain import UncertainDateField, bounds_in_order


class Person(Record):
    """Someone who took part or spoke in public. The register keeps no contact data."""

    name = LocalizedField(
        LineField(_("name"), max_length=200, help_text=_("As it is written, no honorific."))
    )
    honorific = LocalizedField(
        LineField(_("honorific"), max_length=40, help_text=_('Such as "H.E. Dr.".')),
        blank=True,
    )
    family_name = LineField(
        _("family name"), max_length=100, blank=True, help_text=_("Only where it is certain.")
    )
    given_name = LineField(_("given name"), max_length=100, blank=True)
    sort_name = LineField(
        _("sort name"), max_length=200, blank=True, help_text=_("Filled in from the name if empty.")
    )
    khmer_order = KhmerOrderField("name_km", "sort_name")
    sought = SoughtField("name_en", "name_km", "sort_name")

    name_field = "name"
    order_field = "sort_name"

    class Meta(Record.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["state", "sort_name", "id"], name="person_by_sort_name"),
            models.Index(fields=["state", "khmer_order", "id"], name="person_by_khmer_name"),
            *order_indexes("person"),
        ]

    def clean(self) -> None:
        super().clean()
        self.sort_name = self.sort_name or self.name_en


class Position(Part):
    """A post that a person holds; Popolo's membership. The period is what a source states."""

    owner_fields = ("person",)

    person = models.ForeignKey(Person, models.CASCADE, related_name="positions")
    post = models.ForeignKey(
        "Post", models.PROTECT, related_name="positions", verbose_name=_("post")
    )
    period = UncertainDateField(_("period"))
    is_acting = models.BooleanField(_("acting"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [bounds_in_order("position", "period")]

    def __str__(self) -> str:
        return str(self.post)
