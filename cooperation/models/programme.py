from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Part, Record
from cooperation.models.indexes import NewestFirst, order_indexes, seen_index
from cooperation.models.localized import KhmerOrderField, LocalizedField
from cooperation.models.sought import SoughtField
from cooperation.models.term import term_key
from cooperation.models.texts import LineField, LinesField
from cooperation.models.uncertain import UncertainDateField, bounds_in_order
from cooperation.rules import identifiers
from cooperation.vocabulary.figure import Qualifier
from cooperation.vocabulary.programme import ActivityScope, ActivityStatus, ProgrammeLinkKind
from cooperation.vocabulary.term import SchemeCode


def iati_identifier_is_well_formed(value: str) -> None:
    try:
        identifiers.check_iati(value)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class Programme(Record):
    """What partners agreed to do together: an IATI activity, from country programme to project."""

    title = LocalizedField(LineField(_("title"), max_length=250))
    title_supplied = models.BooleanField(
        _("title is ours"), default=False, help_text=_("The source gives the programme no title.")
    )
    acronym = LineField(_("acronym"), max_length=40, blank=True)
    summary = LocalizedField(
        LinesField(_("summary"), help_text=_("Two or three sentences, in our own words.")),
        blank=True,
    )
    description = LocalizedField(
        LinesField(_("description"), help_text=_("Markdown. In our own words.")), blank=True
    )
    kind = term_key(SchemeCode.PROGRAMME_KIND, _("kind"))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    is_parent_inferred = models.BooleanField(
        _("being part of it is our reading"),
        default=False,
        help_text=_("No source says that it belongs there."),
    )
    planned_period = UncertainDateField(_("planned period"))
    actual_period = UncertainDateField(_("actual period"))
    status = models.CharField(
        _("status"),
        max_length=1,
        choices=ActivityStatus,
        blank=True,
        help_text=_("Only where a source states it."),
    )
    iati_identifier = LineField(
        _("IATI identifier"),
        max_length=120,
        null=True,
        blank=True,
        unique=True,
        validators=[iati_identifier_is_well_formed],
    )
    dac_sector = term_key(SchemeCode.DAC_SECTOR, _("DAC sector"), null=True, blank=True)
    scope = models.CharField(_("scope"), max_length=1, choices=ActivityScope, blank=True)
    places = models.ManyToManyField("Place", blank=True, related_name="+", verbose_name=_("places"))
    khmer_order = KhmerOrderField("title_km", "title_en")
    sought = SoughtField("title_en", "title_km", "acronym", "iati_identifier")

    class Meta(Record.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            *Record.Meta.constraints,
            bounds_in_order("programme", "planned_period"),
            bounds_in_order("programme", "actual_period"),
            models.CheckConstraint(
                name="programme_is_not_its_own_parent",
                condition=~Q(parent=F("id")),
                violation_error_message=_("A programme cannot be part of itself."),
            ),
            models.CheckConstraint(
                name="programme_parent_is_inferred_only_where_named",
                condition=Q(is_parent_inferred=False) | Q(parent__isnull=False),
                violation_error_message=_("Name the programme that it is part of by our reading."),
            ),
        ]
        indexes = [
            NewestFirst(date="planned_period_earliest", name="programme_newest_first"),
            *order_indexes("programme", "title_en", "khmer_order"),
            seen_index("programme"),
        ]


class PlanItem(Part):
    """A priority, outcome, output, pillar or component of a programme."""

    owner_fields = ("programme",)

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="plan_items")
    kind = term_key(SchemeCode.PLAN_ITEM_KIND, _("kind"))
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("under"),
    )
    code = LineField(_("code"), max_length=20, blank=True)
    text = LocalizedField(LinesField(_("text")))

    class Meta(Part.Meta):
        verbose_name = _("plan item")
        verbose_name_plural = _("plan items")
        constraints = [
            models.CheckConstraint(
                name="plan_item_is_not_its_own_parent",
                condition=~Q(parent=F("id")),
                violation_error_message=_("A plan item cannot lie under itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()


class ProgrammeOrganisation(Part):
    """What an organisation does in a programme, and what it pays; it may appear several times."""

    owner_fields = ("programme",)

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(
        "Organisation",
        models.PROTECT,
        related_name="programme_roles",
        verbose_name=_("organisation"),
    )
    role = term_key(SchemeCode.PROGRAMME_ROLE, _("role"))
    role_as_stated = LocalizedField(LineField(_("role as stated"), max_length=200), blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=20, decimal_places=2, null=True, blank=True
    )
    qualifier = models.CharField(
        _("qualifier"), max_length=10, choices=Qualifier, default=Qualifier.EXACT
    )
    currency = LineField(
        _("currency"), max_length=3, blank=True, help_text=_("ISO 4217, such as USD or KHR.")
    )
    amount_period = UncertainDateField(_("period of the amount"))

    class Meta(Part.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            bounds_in_order("programme_organisation", "amount_period"),
            models.CheckConstraint(
                name="programme_organisation_amount_has_a_currency",
                condition=(Q(amount__isnull=True) & Q(currency=""))
                | (Q(amount__isnull=False) & ~Q(currency="")),
                violation_error_message=_("Give an amount with its currency, or neither."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "role", "programme"], name="programme_by_partner"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.role}"


class ProgrammeLink(Part):
    """How one programme stands to another, in the source's own verb."""

    owner_fields = ("programme",)

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="links")
    kind = models.CharField(_("link"), max_length=12, choices=ProgrammeLinkKind)
    to_programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="links_from", verbose_name=_("to programme")
    )

    class Meta(Part.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.CheckConstraint(
                name="programme_link_leads_elsewhere",
                condition=~Q(programme=F("to_programme")),
                violation_error_message=_("A programme cannot be linked to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to_programme}"
