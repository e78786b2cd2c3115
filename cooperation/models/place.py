import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.checked import CheckedModel
from cooperation.models.localized import LocalizedField
from cooperation.models.texts import LineField
from cooperation.vocabulary.term import PlaceKind


class PlaceManager(models.Manager):
    def get_by_natural_key(self, code: str) -> "Place":
        return self.get(code=code)


class Place(CheckedModel):
    """A country (ISO 3166-1), a province of Cambodia (ISO 3166-2) or a city (UN/LOCODE)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = LineField(_("code"), max_length=12, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=PlaceKind)
    name = LocalizedField(LineField(_("name"), max_length=120))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("lies in"),
    )

    objects = PlaceManager()

    class Meta:
        ordering = ("kind", "code")
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                name="place_is_not_its_own_parent",
                condition=~Q(parent=F("id")),
                violation_error_message=_("A place cannot lie in itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)
