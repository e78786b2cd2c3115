"""Pictures and documents that hang on records; the row names a file that is written once."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Part, owner_constraint, owner_indexes, owner_key
from cooperation.models.localized import LocalizedField
from cooperation.models.texts import LineField
from cooperation.rules import files
from cooperation.vocabulary.licence import FREE_OF_CREDIT, Licence
from cooperation.vocabulary.name import Language

ATTACHED = ("programme", "event", "organisation", "person")


class KeptFile(Part):
    """A file of a record, and on what terms it is shown.

    The file itself is no part of the row: it outlives the row, so that a draft or an old revision
    can bring the row back.
    """

    owner_fields = ATTACHED

    programme = owner_key("Programme", "%(class)ss")
    event = owner_key("Event", "%(class)ss")
    organisation = owner_key("Organisation", "%(class)ss")
    person = owner_key("Person", "%(class)ss")
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    credit = LineField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made it, as they wish to be named."),
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence)

    class Meta(Part.Meta):
        abstract = True
        constraints = [
            owner_constraint("%(class)s", ATTACHED),
            models.CheckConstraint(
                name="%(class)s_licence_is_known",
                condition=Q(licence__in=Licence.values),
                violation_error_message=_("Choose one of the licences."),
            ),
            models.CheckConstraint(
                name="%(class)s_credits_its_maker",
                condition=Q(licence__in=FREE_OF_CREDIT) | ~Q(credit=""),
                violation_error_message=_(
                    "This licence asks that the maker be named: add a credit."
                ),
            ),
        ]
        indexes = [
            *owner_indexes("%(class)s", ATTACHED),
            models.Index(fields=["file"], name="%(class)s_by_file"),
        ]


class Picture(KeptFile):
    """A photograph, chart or emblem, described for those who do not see it."""

    file = models.FileField(
        _("picture"),
        max_length=60,
        validators=[RegexValidator(rf"^{files.PICTURE_NAME}\Z", _("This is no kept picture."))],
        help_text=_(
            "JPEG, PNG or WebP, at most 20 MB and 40 megapixels. It is drawn anew: "
            "what else the file tells, such as where it was taken, is dropped."
        ),
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = LocalizedField(
        LineField(
            _("text alternative"),
            max_length=300,
            help_text=_("What it shows, for those who do not see it. Please give the Khmer too."),
        ),
        blank=True,
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It tells nothing that the text does not.")
    )
    caption = LocalizedField(LineField(_("caption"), max_length=300), blank=True)

    class Meta(KeptFile.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            *KeptFile.Meta.constraints,
            models.CheckConstraint(
                name="picture_is_described_or_decorative",
                condition=Q(is_decorative=True, alt_en="", alt_km="")
                | (Q(is_decorative=False) & ~Q(alt_en="")),
                violation_error_message=_(
                    "Say in English what the picture shows, or mark it as decorative; not both."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.alt or self.caption or str(_("decorative picture"))


class Document(KeptFile):
    """A PDF that readers may download."""

    file = models.FileField(
        _("document"),
        max_length=60,
        validators=[RegexValidator(rf"^{files.DOCUMENT_NAME}\Z", _("This is no kept document."))],
        help_text=_("PDF, at most 20 MB, without password, script or files inside."),
    )
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True, editable=False)
    title = LocalizedField(LineField(_("title"), max_length=300))
    language = models.CharField(_("language"), max_length=5, choices=Language, blank=True)

    class Meta(KeptFile.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title
