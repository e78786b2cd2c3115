"""Events as the public sees them."""

from django.db.models import Case, F, Q, When

from cooperation.kinds.event import EVENT, ITEM, LINK, PARTICIPATION
from cooperation.queries.cited_order import as_cited, parts_as_cited
from cooperation.queries.commitment import COMMITMENTS
from cooperation.queries.figures import figures_of
from cooperation.queries.files import files_of
from cooperation.queries.funding import with_funders
from cooperation.queries.links import links
from cooperation.queries.parts import parts
from cooperation.queries.records import Subject, records
from cooperation.queries.statement import STATEMENTS
from cooperation.vocabulary.event import WEIGHTIEST_FIRST

NEWEST_FIRST = F("date_earliest").desc(nulls_last=True)
# The parts of an event stand as its source names them, where an editor said so.
IN_PLACE = F("position").asc(nulls_last=True)
ITEM_ORDER = (
    Case(
        *(When(kind__code=code, then=place) for place, code in enumerate(WEIGHTIEST_FIRST)),
        default=len(WEIGHTIEST_FIRST),
    ),
    *parts_as_cited("event"),
)

EVENTS: Subject = Subject(
    EVENT,
    collections=(
        records("children", lambda: EVENTS, lambda pk: Q(parent=pk), IN_PLACE, NEWEST_FIRST),
        with_funders(
            links(LINK, "event", "to_event", other=lambda row: row["programme"] or row["to_event"])
        ),
        parts("participants", PARTICIPATION, "event"),
        parts("items", ITEM, "event", ITEM_ORDER),
        figures_of("event"),
        records("statements", lambda: STATEMENTS, lambda pk: Q(event=pk), *as_cited("statement")),
        records(
            "commitments",
            lambda: COMMITMENTS,
            lambda pk: Q(made_at=pk) | Q(reported_at=pk),
            *as_cited("commitment"),
        ),
        *files_of("event"),
    ),
)
