from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Via(TextChoices):
    """Whose a row is that a record shows without its being the record's own."""

    PART = "part", _("Part")
    EVENT = "event", _("Event")
