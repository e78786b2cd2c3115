from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LocatorType(TextChoices):
    PARAGRAPH = "paragraph", _("Paragraph")
    PAGE = "page", _("Page")
    SECTION = "section", _("Section")


class Stance(TextChoices):
    SUPPORTS = "supports", _("Supports")
    DIFFERS = "differs", _("Says something else")


class Derivation(TextChoices):
    MIRROR = "mirror", _("Mirror of")
    EXCERPT = "excerpt", _("Excerpt from")
    TRANSLATION = "translation", _("Translation of")
