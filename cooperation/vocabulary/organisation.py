from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationType(TextChoices):
    """IATI 2.03, code list OrganisationType. It knows no employers' or workers' organisation."""

    GOVERNMENT = "10", _("Government")
    LOCAL_GOVERNMENT = "11", _("Local government")
    OTHER_PUBLIC_SECTOR = "15", _("Other public sector")
    INTERNATIONAL_NGO = "21", _("International NGO")
    NATIONAL_NGO = "22", _("National NGO")
    REGIONAL_NGO = "23", _("Regional NGO")
    PARTNER_COUNTRY_NGO = "24", _("NGO based in the partner country")
    PUBLIC_PRIVATE_PARTNERSHIP = "30", _("Public-private partnership")
    MULTILATERAL = "40", _("Multilateral")
    FOUNDATION = "60", _("Foundation")
    PRIVATE_SECTOR = "70", _("Private sector")
    PRIVATE_SECTOR_IN_PROVIDER_COUNTRY = "71", _("Private sector in the provider country")
    PRIVATE_SECTOR_IN_RECIPIENT_COUNTRY = "72", _("Private sector in the recipient country")
    PRIVATE_SECTOR_IN_THIRD_COUNTRY = "73", _("Private sector in a third country")
    ACADEMIC = "80", _("Academic, training and research")
    OTHER = "90", _("Other")


class Constituent(TextChoices):
    GOVERNMENT = "government", _("Government")
    EMPLOYERS = "employers", _("Employers")
    WORKERS = "workers", _("Workers")
    UN = "un", _("United Nations")
    DEVELOPMENT_PARTNER = "development_partner", _("Development partners")


# The ILO's own identifier among reporting organisations: (vocabulary, code).
ILO_IDENTIFIER = ("XM-DAC", "XM-DAC-41302")


class Seat(TextChoices):
    """Where a body sits in the tripartite view; the ILO includes what lies below it."""

    GOVERNMENT = "government", _("Government")
    EMPLOYERS = "employers", _("Employers")
    WORKERS = "workers", _("Workers")
    ILO = "ilo", _("ILO")
    OTHERS = "others", _("Others")


# Where a source says that something will be done and names nobody: that is no side.
NOBODY = ("nobody", _("Nobody named"))
