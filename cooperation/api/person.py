from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.api.commitment import CommitmentBrief
from cooperation.api.details import detail_serializer
from cooperation.api.holding import HeldPost
from cooperation.api.statement import StatementBrief
from cooperation.kinds.event import PARTICIPATION
from cooperation.kinds.person import PEOPLE
from cooperation.queries.resources import PEOPLE_LIST

PersonRow = shapes.row_serializer(PEOPLE)
PersonBrief = shapes.brief_serializer(PEOPLE)


class EventRole(shapes.part_serializer(PARTICIPATION)):
    """What someone did at an event, as the event states it."""

    event = shapes.Reference()


class PersonViewSet(RecordViewSet):
    """People by name. Statements and events include those where another stood in for them.

    `commitments` name them as bound, as addressed or as who said it; `agreed_at_meetings` are
    agreements of bodies at events that they took part in.
    """

    resource = PEOPLE_LIST
    row = PersonRow
    full = detail_serializer(
        PEOPLE_LIST,
        PersonRow,
        positions=HeldPost,
        statements=StatementBrief,
        events=EventRole,
        commitments=CommitmentBrief,
        agreed_at_meetings=CommitmentBrief,
    )
