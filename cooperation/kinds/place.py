"""Places: what the public sees of them, and by what they are found."""

from django.utils.translation import gettext_lazy as _

from cooperation.kinds.base import Order, ReferenceList
from cooperation.kinds.filters import Choices
from cooperation.kinds.shapes import Shape
from cooperation.models import Place
from cooperation.models.localized import KHMER_ORDER
from cooperation.vocabulary.term import PlaceKind

PLACE = Shape(Place, texts=("name",), plain=("code",), choices=("kind",))

PLACES = ReferenceList(
    PLACE,
    named=("code", "name_en", "name_km", "other_names__name"),
    name="places",
    title=_("Places"),
    key="code",
    orders={"name": Order("name_en", khmer=KHMER_ORDER), "code": Order("code")},
    filters={"kind": Choices(PlaceKind, "kind", label=_("Kind"))},
)
