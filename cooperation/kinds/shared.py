"""Parts that several kinds of record have."""

from cooperation.kinds.base import PartKind
from cooperation.kinds.shapes import Shape
from cooperation.models import Document, Figure, Identifier, OtherName, Picture, RecordTerm

IDENTIFIER = Shape(Identifier, plain=("vocabulary", "code"))
FIGURE = Shape(
    Figure,
    texts=("unit", "note"),
    plain=("value",),
    dates=("period",),
    choices=("kind", "qualifier"),
    terms=("measure", "group"),
    places=("place",),
)
KEPT = ("file", "size", "credit")
PICTURE = Shape(
    Picture,
    texts=("alt", "caption"),
    plain=(*KEPT, "width", "height", "is_decorative"),
    choices=("licence",),
    names={"file": "url"},
)
DOCUMENT = Shape(
    Document,
    texts=("title",),
    plain=(*KEPT, "pages"),
    choices=("language", "licence"),
    names={"file": "url"},
)
TAG = Shape(RecordTerm, terms=("term",))
OTHER_NAME = Shape(OtherName, plain=("name",))

IDENTIFIERS = PartKind("identifiers", IDENTIFIER, telling=("vocabulary",), table="identifiers")
# Another value of one measure is another figure: disagreement is data.
FIGURES = PartKind(
    "figures",
    FIGURE,
    telling=("measure", "kind", "group", "place", "period", "value"),
    table="figures",
    measured=("value", "unit_en"),
)
TAGS = PartKind("tags", TAG, telling=("term",), table="tags")
OTHER_NAMES = PartKind("other_names", OTHER_NAME, telling=("name",), table="other-names")
FILES = (PartKind("pictures", PICTURE), PartKind("documents", DOCUMENT))
