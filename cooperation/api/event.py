from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.api.commitment import CommitmentBrief
from cooperation.api.details import detail_serializer
from cooperation.api.statement import StatementBrief
from cooperation.kinds.event import EVENTS
from cooperation.kinds.programme import FUNDER
from cooperation.queries.resources import EVENT_LIST

EventRow = shapes.row_serializer(EVENTS)
EventBrief = shapes.brief_serializer(EVENTS)


class Funder(shapes.part_serializer(FUNDER)):  # type: ignore[misc]
    """Who pays for a programme, as its source states it."""


class EventLink(shapes.Link):
    is_inferred = serializers.BooleanField(help_text="Our reading: no source states the link.")
    funders = Funder(many=True, help_text="Of a linked programme.")


class EventViewSet(RecordViewSet):
    """Meetings, trainings, forums and exchanges, newest first; undated ones last."""

    resource = EVENT_LIST
    row = EventRow
    full = detail_serializer(
        EVENT_LIST,
        EventRow,
        children=EventBrief,
        links=EventLink,
        statements=StatementBrief,
        commitments=CommitmentBrief,
    )
