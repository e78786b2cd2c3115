"""Terms: what the public sees of them, and by what they are found."""

from django.utils.translation import gettext_lazy as _

from cooperation.kinds.base import Order, ReferenceList
from cooperation.kinds.filters import Choices
from cooperation.kinds.shapes import Shape
from cooperation.models import Term
from cooperation.models.localized import KHMER_ORDER
from cooperation.vocabulary.term import SchemeCode

TERM = Shape(
    Term,
    texts=("label", "description"),
    plain=("code", "valid_from", "valid_to"),
)

TERMS = ReferenceList(
    TERM,
    named=("code", "label_en", "label_km"),
    name="terms",
    title=_("Terms"),
    key="code",
    orders={"label": Order("label_en", khmer=KHMER_ORDER), "code": Order("code")},
    filters={"scheme": Choices(SchemeCode, "scheme__code", label=_("Scheme"))},
)
