"""What the document of an event holds: its row and its own parts."""

from django.db.models import Case, When

from cooperation.documents.cited_order import parts_as_cited
from cooperation.documents.figures import figures_of
from cooperation.documents.files import files_of
from cooperation.documents.funding import with_funders
from cooperation.documents.links import links_collection
from cooperation.documents.parts import parts_collection
from cooperation.documents.records import Subject
from cooperation.kinds.event import EVENT, ITEM, LINK, PARTICIPATION
from cooperation.vocabulary.event import WEIGHTIEST_FIRST

ITEM_ORDER = (
    Case(
        *(When(kind__code=code, then=place) for place, code in enumerate(WEIGHTIEST_FIRST)),
        default=len(WEIGHTIEST_FIRST),
    ),
    *parts_as_cited("event"),
)

EVENT_DOCUMENT = Subject(
    EVENT,
    collections=(
        with_funders(
            links_collection(
                LINK, "event", "to_event", other=lambda row: row["programme"] or row["to_event"]
            )
        ),
        parts_collection("participants", PARTICIPATION, "event"),
        parts_collection("items", ITEM, "event", ITEM_ORDER),
        figures_of("event"),
        *files_of("event"),
    ),
)
