from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Record
from cooperation.models.indexes import order_indexes
from cooperation.models.localized import KhmerOrderField, LocalizedField
from cooperation.models.sought import SoughtField
from cooperation.models.texts import LineField, UrlField
from cooperation.vocabulary.organisation import Constituent, OrganisationType
from cooperation.vocabulary.term import PlaceKind


class Organisation(Record):
    """A body that takes part: a ministry, a union, an agency, or a collective of such."""

    name = LocalizedField(LineField(_("name"), max_length=250))
    acronym = LineField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=2, choices=OrganisationType, blank=True)
    constituent = models.CharField(
        _("constituent"),
        max_length=20,
        choices=Constituent,
        blank=True,
        help_text=_("Foreign ministries and donors are development partners."),
    )
    is_collective = models.BooleanField(
        _("is a collective"),
        default=False,
        help_text=_('Not one body but several together: "Cambodian workers\' organisations".'),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
        help_text=_("Only where a source states it."),
    )
    country = models.ForeignKey(
        "Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
        limit_choices_to={"kind": PlaceKind.COUNTRY},
    )
    place = models.ForeignKey(
        "Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    website = UrlField(_("website"), blank=True)
    khmer_order = KhmerOrderField("name_km", "name_en")
    sought = SoughtField("name_en", "name_km", "acronym")

    name_field = "name"

    class Meta(Record.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="organisation_is_not_its_own_parent",
                condition=~Q(parent=F("id")),
                violation_error_message=_("An organisation cannot be part of itself."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "name_en", "id"], name="organisation_by_name"),
            models.Index(fields=["state", "khmer_order", "id"], name="organisation_by_khmer_name"),
            *order_indexes("organisation"),
        ]


class Post(Record):
    """A named office that people hold one after another; Popolo's post."""

    label = LocalizedField(LineField(_("label"), max_length=250))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("organisation"),
    )
    area = LocalizedField(
        LineField(
            _("area"), max_length=200, help_text=_('Such as "Thailand, Cambodia and Lao PDR".')
        ),
        blank=True,
    )
    khmer_order = KhmerOrderField("label_km", "label_en")
    sought = SoughtField("label_en", "label_km", "area_en", "area_km")

    name_field = "label"

    class Meta(Record.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = [
            models.Index(fields=["state", "label_en", "id"], name="post_by_label"),
            models.Index(fields=["state", "khmer_order", "id"], name="post_by_khmer_label"),
            *order_indexes("post"),
        ]
