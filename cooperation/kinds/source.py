"""Sources: what the public sees of them, and by what they are found and counted."""

from django.utils.translation import gettext_lazy as _

from cooperation.kinds.base import Kind, Order
from cooperation.kinds.filters import Choices, Terms
from cooperation.kinds.shapes import Shape
from cooperation.kinds.shared import OTHER_NAMES
from cooperation.models import Source
from cooperation.models.localized import KHMER_ORDER
from cooperation.vocabulary.name import Language
from cooperation.vocabulary.term import SchemeCode

SOURCE = Shape(
    Source,
    texts=("title",),
    plain=(
        "title_supplied",
        "publisher",
        "author",
        "url",
        "archived_url",
        "accessed_on",
        "paragraph_count",
    ),
    dates=("published",),
    choices=("language", "derivation"),
    terms=("kind",),
    links=("derived_from",),
    names={"url": "source_url"},
)

SOURCES = Kind(
    SOURCE,
    number=0,
    name="sources",
    title=_("Sources"),
    date="published",
    dated=("published",),
    parts=(OTHER_NAMES,),
    orders={
        "-published": Order("published_earliest", descending=True, has_gaps=True),
        "published": Order("published_earliest", has_gaps=True),
        "title": Order("title_en", khmer=KHMER_ORDER),
        "-updated_at": Order("updated_at", descending=True),
    },
    filters={
        "kind": Terms(SchemeCode.SOURCE_KIND, "kind", label=_("Kind")),
        "language": Choices(Language, "language", label=_("Language")),
    },
)
