"""Events: what the public sees of them, and by what they are found, filtered and counted."""

from django.utils.translation import gettext_lazy as _

from cooperation.kinds.base import Kind, Order, PartKind
from cooperation.kinds.filters import Choices, Places, Records, Terms
from cooperation.kinds.programme import FUNDER
from cooperation.kinds.shapes import Shape
from cooperation.kinds.shared import FIGURES, FILES, OTHER_NAMES, TAGS
from cooperation.models import (
    Event,
    EventLink,
    Item,
    Organisation,
    Participation,
    Person,
    Post,
    Programme,
)
from cooperation.models.localized import KHMER_ORDER
from cooperation.vocabulary.event import AttendanceMode, EventStatus
from cooperation.vocabulary.programme import FUNDING
from cooperation.vocabulary.term import SchemeCode

EVENT = Shape(
    Event,
    texts=("title", "summary", "venue"),
    plain=("title_supplied", "position", "start_time", "end_time", "time_zone", "is_series"),
    dates=("date",),
    choices=("attendance_mode", "status"),
    terms=("kind",),
    links=("parent",),
)
PARTICIPATION = Shape(
    Participation,
    texts=("role_as_stated",),
    terms=("role",),
    links=("person", "organisation", "on_behalf_of", "on_behalf_of_post"),
)
ITEM = Shape(Item, texts=("text",), terms=("kind",))
LINK = Shape(
    EventLink, plain=("is_inferred",), choices=("kind",), links=("event", "programme", "to_event")
)

EVENTS = Kind(
    EVENT,
    number=7,
    name="events",
    title=_("Events"),
    date="date",
    dated=("date",),
    is_tagged=True,
    has_places=True,
    parts=(
        PartKind(
            "participants",
            PARTICIPATION,
            telling=("person", "organisation", "role"),
            table="participations",
        ),
        PartKind("items", ITEM, telling=("kind", "text_en"), table="items"),
        PartKind("links", LINK, telling=("kind", "programme", "to_event"), table="event-links"),
        FIGURES,
        TAGS,
        OTHER_NAMES,
        *FILES,
        PartKind("funders", FUNDER, follows=("links", "programme"), role=FUNDING),
    ),
    orders={
        "-date": Order("date_earliest", descending=True, has_gaps=True),
        "date": Order("date_earliest", has_gaps=True),
        "title": Order("title_en", khmer=KHMER_ORDER),
        "-updated_at": Order("updated_at", descending=True),
    },
    filters={
        "kind": Terms(SchemeCode.EVENT_KIND, "kind", label=_("Kind")),
        "theme": Terms(SchemeCode.THEME, "record_terms__term"),
        "goal": Terms(SchemeCode.SDG_GOAL, "record_terms__term"),
        "strategy": Terms(SchemeCode.STRATEGY, "record_terms__term"),
        "target_group": Terms(SchemeCode.TARGET_GROUP, "record_terms__term"),
        "programme": Records(Programme, "links__programme"),
        "organisation": Records(Organisation, "participations__organisation"),
        "role": Terms(SchemeCode.EVENT_ROLE, "participations__role", label=_("Role")),
        "person": Records(Person, "participations__person"),
        "post": Records(Post, "participations__posts"),
        "place": Places("places"),
        "mode": Choices(AttendanceMode, "attendance_mode", label=_("Attendance")),
        "status": Choices(EventStatus, "status", label=_("Status")),
        "event": Records(Event, "parent"),
    },
)
