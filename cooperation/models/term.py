import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.checked import CheckedModel
from cooperation.models.localized import LocalizedField
from cooperation.models.texts import LineField, LinesField
from cooperation.vocabulary.term import SchemeCode


class SchemeManager(models.Manager):
    def get_by_natural_key(self, code: str) -> "Scheme":
        return self.get(code=code)


class Scheme(models.Model):
    """A list of terms that an administrator can extend."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = LocalizedField(LineField(_("name"), max_length=120))
    description = LocalizedField(LinesField(_("description")), blank=True)
    iati_vocabulary = LineField(
        _("IATI vocabulary"),
        max_length=10,
        blank=True,
        help_text=_("Code of the tag, sector or policy marker vocabulary that IATI knows it by."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = SchemeManager()

    class Meta:
        ordering = ("position", "code")
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class TermManager(models.Manager):
    def get_by_natural_key(self, scheme: str, code: str) -> "Term":
        return self.get(scheme__code=scheme, code=code)


class Term(CheckedModel):
    """An entry of a scheme: a theme, a kind, a role, a goal."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="terms", verbose_name=_("scheme")
    )
    code = LineField(_("code"), max_length=60)
    label = LocalizedField(LineField(_("label"), max_length=200))
    description = LocalizedField(LinesField(_("description")), blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("broader term"),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = TermManager()

    class Meta:
        ordering = ("scheme", "position", "code")
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"],
                name="term_code_is_unique_in_its_scheme",
                violation_error_message=_("The scheme already has a term with this code."),
            ),
            models.CheckConstraint(
                name="term_is_not_its_own_parent",
                condition=~Q(parent=F("id")),
                violation_error_message=_("A term cannot be broader than itself."),
            ),
            models.CheckConstraint(
                name="term_is_valid_from_before_to",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The term would end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def natural_key(self) -> tuple[str, str]:
        return (self.scheme.code, self.code)

    natural_key.dependencies = ["cooperation.scheme"]


def term_key(scheme: SchemeCode, verbose_name: str, **options: Any) -> models.ForeignKey:
    """Return a key to a term of one scheme; forms offer that scheme's terms only."""
    return models.ForeignKey(
        "Term",
        models.PROTECT,
        verbose_name=verbose_name,
        related_name="+",
        limit_choices_to={"scheme__code": scheme},
        **options,
    )
