"""People: what the public sees of them, and by what they are found and counted."""

from django.utils.translation import gettext_lazy as _

from cooperation.kinds.base import Kind, Order, PartKind
from cooperation.kinds.dated_filters import Day
from cooperation.kinds.filters import Choices, Records
from cooperation.kinds.shapes import Shape
from cooperation.kinds.shared import FILES, OTHER_NAMES
from cooperation.kinds.stakeholder_filters import Roles
from cooperation.kinds.told import ACTS_FOR, HOLDS
from cooperation.models import Event, Organisation, Person, Position, Post
from cooperation.models.localized import KHMER_ORDER
from cooperation.vocabulary.organisation import Constituent

PERSON = Shape(
    Person,
    texts=("name", "honorific"),
    plain=("family_name", "given_name", "sort_name"),
)
POSITION = Shape(Position, dates=("period",), links=("post",))

PEOPLE = Kind(
    PERSON,
    number=2,
    name="people",
    title=_("People"),
    parts=(
        PartKind("positions", POSITION, telling=("post", "period"), table="positions"),
        OTHER_NAMES,
        *FILES,
    ),
    orders={
        "name": Order("sort_name", khmer=KHMER_ORDER),
        "-name": Order("sort_name", descending=True, khmer=KHMER_ORDER),
        "-updated_at": Order("updated_at", descending=True),
    },
    filters={
        "constituent": Choices(
            Constituent, counted=f"{ACTS_FOR}__constituent", label=_("Constituent")
        ),
        "organisation": Records(Organisation, counted=ACTS_FOR),
        "post": Records(Post, counted=HOLDS),
        "event": Records(Event),
        "role": Roles(),
        "on": Day(),
    },
)
