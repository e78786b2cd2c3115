from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportState(TextChoices):
    """What became of a reader's report of a mistake."""

    NEW = "new", _("New")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
