from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommitmentStatus(TextChoices):
    IN_PROGRESS = "in_progress", _("In progress")
    KEPT = "kept", _("Kept")
    NOT_KEPT = "not_kept", _("Not kept")
    SUPERSEDED = "superseded", _("Superseded")


SETTLED = (CommitmentStatus.KEPT, CommitmentStatus.NOT_KEPT, CommitmentStatus.SUPERSEDED)


class Side(TextChoices):
    BY = "by", _("Made by")
    TO = "to", _("Made to")
