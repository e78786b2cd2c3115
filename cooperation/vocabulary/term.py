from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SchemeCode(TextChoices):
    """The schemes that the code relies on; their terms are data."""

    THEME = "theme", _("Theme")
    TARGET_GROUP = "target-group", _("Target group")
    SDG_GOAL = "sdg-goal", _("Sustainable Development Goal")
    SDG_TARGET = "sdg-target", _("Target of a Sustainable Development Goal")
    STRATEGY = "strategy", _("National strategy or goal")
    DAC_SECTOR = "dac-sector", _("DAC sector")
    POLICY_MARKER = "policy-marker", _("Policy marker")
    PROGRAMME_KIND = "programme-kind", _("Kind of programme")
    EVENT_KIND = "event-kind", _("Kind of event")
    COMMITMENT_KIND = "commitment-kind", _("Kind of commitment")
    COMMITMENT_VERB = "commitment-verb", _("Verb of a commitment")
    SOURCE_KIND = "source-kind", _("Kind of source")
    PLAN_ITEM_KIND = "plan-item-kind", _("Kind of plan item")
    ITEM_KIND = "item-kind", _("Kind of event item")
    PROGRAMME_ROLE = "programme-role", _("Role in a programme")
    EVENT_ROLE = "event-role", _("Role at an event")
    MEASURE = "measure", _("Measure")


# Schemes whose terms tag a record, as opposed to those that only label a field of one.
TAG_SCHEMES = (
    SchemeCode.THEME,
    SchemeCode.TARGET_GROUP,
    SchemeCode.SDG_GOAL,
    SchemeCode.SDG_TARGET,
    SchemeCode.STRATEGY,
    SchemeCode.POLICY_MARKER,
)


class PlaceKind(TextChoices):
    COUNTRY = "country", _("Country")
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
