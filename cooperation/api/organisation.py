from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.api.commitment import CommitmentBrief
from cooperation.api.details import detail_serializer
from cooperation.api.holding import Holder
from cooperation.api.person import EventRole, PersonBrief
from cooperation.api.statement import StatementBrief
from cooperation.kinds.organisation import ORGANISATIONS
from cooperation.kinds.programme import PARTNER
from cooperation.queries.resources import ORGANISATION_LIST

OrganisationRow = shapes.row_serializer(ORGANISATIONS)


class ProgrammeRole(shapes.part_serializer(PARTNER)):
    """What an organisation does in a programme, as the programme states it."""

    programme = shapes.Reference()


class OrganisationPost(serializers.Serializer):
    post = shapes.Reference()
    holders = Holder(many=True)
    citations = shapes.Citation(many=True)


class OrganisationViewSet(RecordViewSet):
    """Ministries, unions, federations, agencies and collectives of such, by name.

    What is `rolled_up_…` is that of organisations which are part of them: `via` tells of which.
    """

    resource = ORGANISATION_LIST
    row = OrganisationRow
    full = detail_serializer(
        ORGANISATION_LIST,
        OrganisationRow,
        children=shapes.brief_serializer(ORGANISATIONS),
        posts=OrganisationPost,
        programmes=ProgrammeRole,
        events=EventRole,
        people=PersonBrief,
        statements=StatementBrief,
        commitments=CommitmentBrief,
    )
