from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BatchState(TextChoices):
    """How far an import is. Only confirming one changes records."""

    READING = "reading", _("Being read")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    APPLYING = "applying", _("Being applied")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class Verdict(TextChoices):
    """What applying a row would do to the register."""

    ADD = "add", _("add")
    CHANGE = "change", _("change")
    UNCHANGED = "unchanged", _("unchanged")
    FAULTY = "faulty", _("faulty")


class Outcome(TextChoices):
    """What became of a record of a confirmed import; blank: it has not had its turn."""

    APPLIED = "applied", _("applied")
    KEPT_BACK = "kept_back", _("applied, but not published")
    REFUSED = "refused", _("not applied")


# What goes on by itself once it is begun, slice by slice.
GOING_ON = (BatchState.CHECKING, BatchState.APPLYING)
