"""Programmes as the public sees them."""

from dataclasses import replace
from typing import Any

from django.db.models import F, Q

from cooperation.documents.cited_order import as_cited
from cooperation.documents.commitment import COMMITMENTS
from cooperation.documents.programme import PROGRAMME_DOCUMENT
from cooperation.documents.records import Subject
from cooperation.documents.statement import STATEMENTS
from cooperation.kinds.shapes import read_text
from cooperation.models import EventLink, Programme
from cooperation.queries.event import EVENTS, NEWEST_FIRST
from cooperation.queries.programme_roll_up import ROLLED_UP
from cooperation.queries.records import records_collection

LATEST_FIRST = F("period_earliest").desc(nulls_last=True)

PROGRAMMES: Subject = replace(
    PROGRAMME_DOCUMENT,
    collections=(
        records_collection("children", lambda: PROGRAMMES, lambda pk: Q(parent=pk), LATEST_FIRST),
        *PROGRAMME_DOCUMENT.collections,
        records_collection(
            "events",
            lambda: EVENTS,
            lambda pk: Q(pk__in=EventLink.objects.filter(programme=pk).values("event")),
            NEWEST_FIRST,
        ),
        records_collection(
            "statements", lambda: STATEMENTS, lambda pk: Q(programme=pk), *as_cited("statement")
        ),
        records_collection(
            "commitments", lambda: COMMITMENTS, lambda pk: Q(programme=pk), *as_cited("commitment")
        ),
        *ROLLED_UP,
    ),
)


def add_description(record: dict[str, Any]) -> None:
    """Add to the detail of a programme its `description`, which lists leave out."""
    found = Programme.objects.filter(uid=record["uid"])
    row = found.values("description_en", "description_km").get()
    record["description"] = read_text(row, "description")
    for language, texts in record["translations"].items():
        texts["description"] = row[f"description_{language}"] or None
