"""Organisations: what the public sees of them, and by what they are found and counted."""

from django.utils.translation import gettext_lazy as _

from cooperation.kinds.base import Kind, Order
from cooperation.kinds.filters import Choices, Places, Records
from cooperation.kinds.shapes import Shape
from cooperation.kinds.shared import FILES, IDENTIFIERS, OTHER_NAMES
from cooperation.kinds.stakeholder_filters import PlacesOrCountries, Roles
from cooperation.models import Event, Organisation, Programme
from cooperation.models.localized import KHMER_ORDER
from cooperation.vocabulary.organisation import Constituent, OrganisationType

ORGANISATION = Shape(
    Organisation,
    texts=("name",),
    plain=("acronym", "is_collective", "website"),
    choices=("kind", "constituent"),
    places=("country", "place"),
    links=("parent",),
)

ORGANISATIONS = Kind(
    ORGANISATION,
    number=3,
    name="organisations",
    title=_("Organisations"),
    short=("acronym",),
    has_initials=True,
    parts=(IDENTIFIERS, OTHER_NAMES, *FILES),
    orders={
        "name": Order("name_en", khmer=KHMER_ORDER),
        "-name": Order("name_en", descending=True, khmer=KHMER_ORDER),
        "-updated_at": Order("updated_at", descending=True),
    },
    filters={
        "constituent": Choices(Constituent, "constituent", label=_("Constituent")),
        "kind": Choices(OrganisationType, "kind", label=_("Kind")),
        "country": Places("country", label=_("Country")),
        "place": PlacesOrCountries("place"),
        "programme": Records(Programme),
        "event": Records(Event),
        "role": Roles(),
    },
)
