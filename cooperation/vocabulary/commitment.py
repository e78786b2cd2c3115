from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommitmentStatus(TextChoices):
    IN_PROGRESS = "in_progress", _("In progress")
    KEPT = "kept", _("Kept")
    NOT_KEPT = "not_kept", _("Not kept")
    SUPERSEDED = "superseded", _("Superseded")


SETTLED = (CommitmentStatus.KEPT, CommitmentStatus.NOT_KEPT, CommitmentStatus.SUPERSEDED)


class Standing(TextChoices):
    """How a commitment stands on a day; `rules.standing` says which it is."""

    PAST_DUE = "past_due", _("Past due: searched for, no later word")
    DATE_PASSED = "date_passed", _("Expected date has passed, no later report")
    AHEAD = "ahead", _("Date lies ahead")
    NO_DATE = "no_date", _("No date stated")
    IN_PROGRESS = "in_progress", _("In progress")
    KEPT = "kept", _("Kept")
    NOT_KEPT = "not_kept", _("Not kept")
    SUPERSEDED = "superseded", _("Superseded")


# Codes that addresses may still name, and what they are called now.
FORMER_STANDINGS = {"due": Standing.AHEAD, "undated": Standing.NO_DATE}

# Codes of terms in the scheme "commitment-verb" by which a source says that someone is bound;
# others (plans, aims, expected) tell an intention, and nobody can be late with one.
AGREED = "agreed"
OBLIGATIONS = ("committed", "reiterated", AGREED)

# For how long a recorded search for later word of a commitment says something of today.
SEARCH_HOLDS_DAYS = 90


class Side(TextChoices):
    """Who is bound, to whom, and whose words the source gives: three questions, never one."""

    BY = "by", _("Made by")
    TO = "to", _("Made to")
    SAID_BY = "said_by", _("Said by")
