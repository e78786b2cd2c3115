from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Part, owner_constraint, owner_indexes, owner_key
from cooperation.models.derived import DerivedIntegerField
from cooperation.models.texts import LineField
from cooperation.rules import locators
from cooperation.vocabulary.source import LocatorType, Stance

OWNERS = (
    "programme",
    "event",
    "organisation",
    "post",
    "person",
    "statement",
    "commitment",
    "citing_source",
)


class Citation(Part):
    """The passage of a source that supports a record, one of its fields or one of its parts.

    With neither `field` nor `part` it supports the whole record. A source that says something
    else than the record keeps its own value in `stated_value`; both are shown.
    """

    owner_fields = OWNERS

    programme = owner_key("Programme", "citations")
    event = owner_key("Event", "citations")
    organisation = owner_key("Organisation", "citations")
    post = owner_key("Post", "citations")
    person = owner_key("Person", "citations")
    statement = owner_key("Statement", "citations")
    commitment = owner_key("Commitment", "citations")
    citing_source = owner_key("Source", "citations")
    source = models.ForeignKey(
        "Source", models.PROTECT, related_name="supports", verbose_name=_("source"), db_index=False
    )
    locator_type = models.CharField(
        _("locator type"), max_length=10, choices=LocatorType, default=LocatorType.PARAGRAPH
    )
    locator = LineField(
        _("locator"),
        max_length=40,
        blank=True,
        help_text=_("The paragraph, 5 or 5-7. Empty if the source has none."),
    )
    locator_first = DerivedIntegerField(source="locator", compute=locators.first_number)
    locator_last = DerivedIntegerField(source="locator", compute=locators.last_number)
    field = LineField(
        _("field"), max_length=60, blank=True, help_text=_("Empty: the whole record, or the part.")
    )
    part = models.UUIDField(_("part"), null=True, blank=True, db_index=True)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance, default=Stance.SUPPORTS)
    stated_value = LineField(
        _("stated value"),
        max_length=300,
        blank=True,
        help_text=_("What this source says, where it says something else than the record."),
    )
    note = LineField(_("note"), max_length=300, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            owner_constraint("citation", OWNERS),
            models.CheckConstraint(
                name="citation_that_differs_states_a_value",
                condition=(Q(stance=Stance.DIFFERS) & ~Q(stated_value=""))
                | (Q(stance=Stance.SUPPORTS) & Q(stated_value="")),
                violation_error_message=_(
                    "A source that says something else needs its stated value, "
                    "and only such a source has one."
                ),
            ),
            models.CheckConstraint(
                name="citation_of_a_source_is_not_by_itself",
                condition=Q(citing_source__isnull=True) | ~Q(citing_source=models.F("source")),
                violation_error_message=_("A source cannot be its own evidence."),
            ),
        ]
        indexes = [
            *owner_indexes("citation", OWNERS),
            models.Index(fields=["source", "locator_first"], name="citation_of_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {locators.locator_label(self.locator_type, self.locator)}".strip()

    def clean(self) -> None:
        super().clean()
        if self.source_id is None:
            return
        try:
            self.locator = locators.canonical_locator(self.locator_type, self.locator)
            locators.check_locator(self.locator_type, self.locator, self.source.paragraph_count)
        except locators.InvalidLocator as error:
            raise ValidationError({"locator": str(error)}) from error
