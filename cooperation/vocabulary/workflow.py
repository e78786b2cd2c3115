from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


class Action(TextChoices):
    """What a revision records. "seed" is a save made by loading the register's own fixtures."""

    SAVE = "save", _("Saved")
    PUBLISH = "publish", _("Published")
    WITHDRAW = "withdraw", _("Withdrawn")
    DELETE = "delete", _("Deleted")
    SEED = "seed", _("Loaded from the register's fixtures")
