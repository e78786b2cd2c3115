from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FigureKind(TextChoices):
    ACTUAL = "actual", _("Actual")
    TARGET = "target", _("Target")
    BASELINE = "baseline", _("Baseline")


class Qualifier(TextChoices):
    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    NEARLY = "nearly", _("nearly")
    MORE_THAN = "more_than", _("more than")
    LESS_THAN = "less_than", _("less than")
