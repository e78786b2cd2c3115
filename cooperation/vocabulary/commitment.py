from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommitmentStatus(TextChoices):
    IN_PROGRESS = "in_progress", _("In progress")
    KEPT = "kept", _("Kept")
    NOT_KEPT = "not_kept", _("Not kept")
    SUPERSEDED = "superseded", _("Superseded")


SETTLED = (CommitmentStatus.KEPT, CommitmentStatus.NOT_KEPT, CommitmentStatus.SUPERSEDED)


class Standing(TextChoices):
    """How a commitment stands on a day, by its due date and the latest word of it."""

    PAST_DUE = "past_due", _("Past due, no source says it was done")
    DUE = "due", _("Due, no later word")
    UNDATED = "undated", _("No due date stated, no later word")
    IN_PROGRESS = "in_progress", _("In progress")
    KEPT = "kept", _("Kept")
    NOT_KEPT = "not_kept", _("Not kept")
    SUPERSEDED = "superseded", _("Superseded")


class Side(TextChoices):
    BY = "by", _("Made by")
    TO = "to", _("Made to")
