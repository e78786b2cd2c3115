from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Licence(TextChoices):
    """On what terms a picture or document may be used; SPDX identifiers where there are any."""

    CC_BY = "CC-BY-4.0", _("CC BY 4.0")
    CC_BY_SA = "CC-BY-SA-4.0", _("CC BY-SA 4.0")
    CC_BY_NC = "CC-BY-NC-4.0", _("CC BY-NC 4.0")
    CC_BY_NC_ND = "CC-BY-NC-ND-4.0", _("CC BY-NC-ND 4.0")
    CC_BY_NC_ND_IGO = "CC-BY-NC-ND-3.0-IGO", _("CC BY-NC-ND 3.0 IGO")
    CC0 = "CC0-1.0", _("CC0 1.0, no rights reserved")
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    PERMISSION = "permission", _("All rights reserved, used with permission")


_CREATIVE_COMMONS = "https://creativecommons.org"
ADDRESSES = {
    Licence.CC_BY: f"{_CREATIVE_COMMONS}/licenses/by/4.0/",
    Licence.CC_BY_SA: f"{_CREATIVE_COMMONS}/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: f"{_CREATIVE_COMMONS}/licenses/by-nc/4.0/",
    Licence.CC_BY_NC_ND: f"{_CREATIVE_COMMONS}/licenses/by-nc-nd/4.0/",
    Licence.CC_BY_NC_ND_IGO: f"{_CREATIVE_COMMONS}/licenses/by-nc-nd/3.0/igo/",
    Licence.CC0: f"{_CREATIVE_COMMONS}/publicdomain/zero/1.0/",
    Licence.PUBLIC_DOMAIN: f"{_CREATIVE_COMMONS}/publicdomain/mark/1.0/",
}

# What may be used without naming anyone.
FREE_OF_CREDIT = (Licence.CC0, Licence.PUBLIC_DOMAIN)
