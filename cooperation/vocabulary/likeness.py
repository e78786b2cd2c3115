from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """Why two names may be of one record, the surest first."""

    SAME = "same", _("same name")
    ORDER = "order", _("same names in another order")
    SPELLING = "spelling", _("other spelling")
    ACRONYM = "acronym", _("same acronym")
    INITIALS = "initials", _("acronym of the name")
    CONTAINED = "contained", _("one name holds the other")
    SIMILAR = "similar", _("similar name")
