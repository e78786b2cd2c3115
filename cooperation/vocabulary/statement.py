from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StatementKind(TextChoices):
    """How the source gives the words; the register itself always reports them in its own."""

    QUOTATION = "quotation", _("Quoted in the source")
    REPORTED = "reported", _("Reported by the source")
    JOINT = "joint", _("Joint statement")


class Setting(TextChoices):
    AT_EVENT = "at_event", _("Said at the event")
    ABOUT = "about", _("Said about the event")
    NOT_STATED = "not_stated", _("Occasion not stated")
