"""Parts that several kinds of root own: names, identifiers, tags and figures."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Part, owner_constraint, owner_indexes, owner_key
from cooperation.models.localized import LocalizedField
from cooperation.models.sought import SoughtField
from cooperation.models.term import term_key
from cooperation.models.texts import LineField
from cooperation.models.uncertain import UncertainDateField, bounds_in_order
from cooperation.vocabulary.figure import FigureKind, Qualifier
from cooperation.vocabulary.name import Language, NameKind
from cooperation.vocabulary.term import TAG_SCHEMES, SchemeCode

NAMED = (
    "programme",
    "event",
    "organisation",
    "post",
    "person",
    "statement",
    "commitment",
    "source",
    "place",
)
IDENTIFIED = ("programme", "organisation")
TAGGED = ("programme", "event", "statement", "commitment")
MEASURED = ("programme", "event")


class OtherName(Part):
    """Another name of a record or place: an alias, acronym, former name or spelling."""

    owner_fields = NAMED

    programme = owner_key("Programme", "other_names")
    event = owner_key("Event", "other_names")
    organisation = owner_key("Organisation", "other_names")
    post = owner_key("Post", "other_names")
    person = owner_key("Person", "other_names")
    statement = owner_key("Statement", "other_names")
    commitment = owner_key("Commitment", "other_names")
    source = owner_key("Source", "other_names")
    place = owner_key("Place", "other_names")
    name = LineField(_("name"), max_length=300)
    language = models.CharField(_("language"), max_length=5, choices=Language, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind, default=NameKind.ALIAS)
    sought = SoughtField("name")

    class Meta(Part.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [owner_constraint("other_name", NAMED)]
        indexes = owner_indexes("other_name", NAMED)

    def __str__(self) -> str:
        return self.name


class Identifier(Part):
    """The id that another system gives to a programme or organisation."""

    owner_fields = IDENTIFIED

    programme = owner_key("Programme", "identifiers")
    organisation = owner_key("Organisation", "identifiers")
    vocabulary = LineField(
        _("vocabulary"),
        max_length=40,
        help_text=_("Who gives the id: XM-DAC, org-id, wikidata, …"),
    )
    code = LineField(_("id"), max_length=120)

    class Meta(Part.Meta):
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            owner_constraint("identifier", IDENTIFIED),
            models.UniqueConstraint(
                fields=["vocabulary", "code"],
                name="identifier_names_one_record",
                violation_error_message=_("Another record has this identifier already."),
            ),
        ]
        indexes = owner_indexes("identifier", IDENTIFIED)

    def __str__(self) -> str:
        return f"{self.vocabulary}: {self.code}"


class RecordTerm(Part):
    """A theme, goal, strategy, target group or policy marker that a record is tagged with."""

    owner_fields = TAGGED

    programme = owner_key("Programme", "record_terms")
    event = owner_key("Event", "record_terms")
    statement = owner_key("Statement", "record_terms")
    commitment = owner_key("Commitment", "record_terms")
    term = models.ForeignKey(
        "Term",
        models.PROTECT,
        related_name="record_terms",
        verbose_name=_("term"),
        limit_choices_to={"scheme__code__in": [scheme.value for scheme in TAG_SCHEMES]},
    )
    significance = models.PositiveSmallIntegerField(
        _("significance"),
        null=True,
        blank=True,
        help_text=_("Policy markers only: 0 not targeted, 1 significant, 2 principal objective."),
    )

    class Meta(Part.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            owner_constraint("record_term", TAGGED),
            models.CheckConstraint(
                name="record_term_significance_is_0_to_2",
                condition=Q(significance__isnull=True) | Q(significance__lte=2),
                violation_error_message=_("The significance of a policy marker is 0, 1 or 2."),
            ),
            *(
                models.UniqueConstraint(
                    fields=[owner, "term"],
                    name=f"record_term_once_for_each_{owner}",
                    violation_error_message=_("The record has this tag already."),
                )
                for owner in TAGGED
            ),
        ]
        indexes = owner_indexes("record_term", TAGGED)

    def __str__(self) -> str:
        return str(self.term)


class Figure(Part):
    """A number that a source states. Several of one measure may stand: disagreement is data."""

    owner_fields = MEASURED

    programme = owner_key("Programme", "figures")
    event = owner_key("Event", "figures")
    measure = term_key(SchemeCode.MEASURE, _("measure"))
    kind = models.CharField(_("kind"), max_length=10, choices=FigureKind, default=FigureKind.ACTUAL)
    qualifier = models.CharField(
        _("qualifier"), max_length=10, choices=Qualifier, default=Qualifier.EXACT
    )
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    unit = LocalizedField(LineField(_("unit"), max_length=60), blank=True)
    group = term_key(SchemeCode.TARGET_GROUP, _("group"), null=True, blank=True)
    place = models.ForeignKey(
        "Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    period = UncertainDateField(_("period"))
    note = LocalizedField(LineField(_("note"), max_length=300), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            owner_constraint("figure", MEASURED),
            bounds_in_order("figure", "period"),
            models.CheckConstraint(
                name="figure_qualifier_is_known",
                condition=Q(qualifier__in=Qualifier.values),
                violation_error_message=_("Choose one of the qualifiers."),
            ),
        ]
        indexes = owner_indexes("figure", MEASURED)

    def __str__(self) -> str:
        return f"{self.measure}: {self.get_qualifier_display()} {self.value.normalize():f}"
