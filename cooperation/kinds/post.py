"""Posts: what the public sees of them, and by what they are found and counted."""

from django.utils.translation import gettext_lazy as _

from cooperation.kinds.base import Kind, Order
from cooperation.kinds.dated_filters import Day
from cooperation.kinds.filters import Records
from cooperation.kinds.shapes import Shape
from cooperation.kinds.shared import OTHER_NAMES
from cooperation.kinds.told import HELD_BY
from cooperation.models import Organisation, Person, Post
from cooperation.models.localized import KHMER_ORDER

POST = Shape(Post, texts=("label", "area"), links=("organisation",))

POSTS = Kind(
    POST,
    number=1,
    name="posts",
    title=_("Posts"),
    parts=(OTHER_NAMES,),
    orders={
        "label": Order("label_en", khmer=KHMER_ORDER),
        "-label": Order("label_en", descending=True, khmer=KHMER_ORDER),
        "-updated_at": Order("updated_at", descending=True),
    },
    filters={
        "organisation": Records(Organisation, "organisation"),
        "person": Records(Person, counted=HELD_BY),
        "on": Day(),
    },
)
