"""Events as the public sees them."""

from django.db.models import F, Q

from cooperation.models import Event, EventLink, Item, Participation
from cooperation.queries.commitment import COMMITMENTS
from cooperation.queries.figures import figures_of
from cooperation.queries.files import files_of
from cooperation.queries.funding import with_funders
from cooperation.queries.links import links
from cooperation.queries.parts import parts
from cooperation.queries.records import Subject, records
from cooperation.queries.shapes import Shape
from cooperation.queries.statement import STATEMENTS

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

NEWEST_FIRST = F("date_earliest").desc(nulls_last=True)

EVENTS: Subject = Subject(
    EVENT,
    is_tagged=True,
    has_places=True,
    collections=(
        records("children", lambda: EVENTS, lambda pk: Q(parent=pk), NEWEST_FIRST),
        with_funders(
            links(LINK, "event", "to_event", other=lambda row: row["programme"] or row["to_event"])
        ),
        parts("participants", PARTICIPATION, "event"),
        parts("items", ITEM, "event"),
        figures_of("event"),
        records("statements", lambda: STATEMENTS, lambda pk: Q(event=pk)),
        records("commitments", lambda: COMMITMENTS, lambda pk: Q(made_at=pk)),
        *files_of("event"),
    ),
)
