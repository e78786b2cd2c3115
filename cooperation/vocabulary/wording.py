from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Wording(TextChoices):
    """Whose words a text is: put so by the register, or printed so by a source."""

    OURS = "ours", _("The register’s own words")
    VERBATIM = "verbatim", _("As printed in the source")
