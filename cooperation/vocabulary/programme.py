from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActivityStatus(TextChoices):
    """IATI 2.03, code list ActivityStatus."""

    PIPELINE = "1", _("In preparation")
    IMPLEMENTATION = "2", _("Under way")
    FINALISATION = "3", _("Being completed")
    CLOSED = "4", _("Closed")
    CANCELLED = "5", _("Cancelled")
    SUSPENDED = "6", _("Suspended")


class ActivityScope(TextChoices):
    """IATI 2.03, code list ActivityScope."""

    GLOBAL = "1", _("Global")
    REGIONAL = "2", _("Regional")
    MULTI_NATIONAL = "3", _("Several countries")
    NATIONAL = "4", _("National")
    SUB_NATIONAL_MULTI_FIRST_LEVEL = "5", _("Several provinces")
    SUB_NATIONAL_SINGLE_FIRST_LEVEL = "6", _("One province")
    SUB_NATIONAL_SINGLE_SECOND_LEVEL = "7", _("One district")
    SINGLE_LOCATION = "8", _("One place")


class ProgrammeLinkKind(TextChoices):
    FOLLOWS = "follows", _("follows")
    PHASE_OF = "phase_of", _("is a phase of")
    SUPPORTS = "supports", _("supports")
    BUILDS_ON = "builds_on", _("builds on")
    FUNDED_WITH = "funded_with", _("is funded together with")
    AMENDS = "amends", _("amends")


FUNDING = "funding"

# IATI 2.03, code list OrganisationRole, by the code of the term in the scheme "programme-role".
IATI_ORGANISATION_ROLES = {FUNDING: "1", "accountable": "2", "extending": "3", "implementing": "4"}
