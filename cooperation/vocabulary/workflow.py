from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


class Pending(TextChoices):
    """How far a change is that the public does not see yet."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    SCHEDULED = "scheduled", _("Scheduled")


class Action(TextChoices):
    """What a revision records. "seed" is a save made by loading the register's own fixtures."""

    SAVE = "save", _("Saved")
    DRAFT = "draft", _("Saved as a draft")
    SUBMIT = "submit", _("Submitted for review")
    REQUEST = "request", _("Changes requested")
    SCHEDULE = "schedule", _("Scheduled")
    DISCARD = "discard", _("Draft discarded")
    PUBLISH = "publish", _("Published")
    WITHDRAW = "withdraw", _("Withdrawn")
    DELETE = "delete", _("Deleted")
    RESTORE = "restore", _("Restored")
    IMPORT = "import", _("Imported")
    MERGE = "merge", _("Merged")
    UNMERGE = "unmerge", _("Merge undone")
    REDACT = "redact", _("Redacted")
    SEED = "seed", _("Loaded from the register's fixtures")
