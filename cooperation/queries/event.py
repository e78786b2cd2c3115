"""Events as the public sees them."""

from dataclasses import replace

from django.db.models import F, Q

from cooperation.documents.cited_order import as_cited
from cooperation.documents.commitment import COMMITMENTS
from cooperation.documents.event import EVENT_DOCUMENT
from cooperation.documents.records import Subject
from cooperation.documents.statement import STATEMENTS
from cooperation.queries.records import records_collection

NEWEST_FIRST = F("date_earliest").desc(nulls_last=True)
# The parts of an event stand as its source names them, where an editor said so.
IN_PLACE = F("position").asc(nulls_last=True)

EVENTS: Subject = replace(
    EVENT_DOCUMENT,
    collections=(
        records_collection(
            "children", lambda: EVENTS, lambda pk: Q(parent=pk), IN_PLACE, NEWEST_FIRST
        ),
        *EVENT_DOCUMENT.collections,
        records_collection(
            "statements", lambda: STATEMENTS, lambda pk: Q(event=pk), *as_cited("statement")
        ),
        records_collection(
            "commitments",
            lambda: COMMITMENTS,
            lambda pk: Q(made_at=pk) | Q(reported_at=pk),
            *as_cited("commitment"),
        ),
    ),
)
