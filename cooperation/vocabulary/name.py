from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NameKind(TextChoices):
    ALIAS = "alias", _("Also called")
    ACRONYM = "acronym", _("Acronym")
    FORMER = "former", _("Former name")
    SPELLING = "spelling", _("Other spelling")


class Language(TextChoices):
    """The languages that records and sources are written in; ISO 639-1."""

    ENGLISH = "en", _("English")
    KHMER = "km", _("Khmer")
    FRENCH = "fr", _("French")
