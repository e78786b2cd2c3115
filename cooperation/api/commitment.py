from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.queries.commitment import COMMITMENTS, PARTY, UPDATE
from cooperation.queries.resources import COMMITMENT_LIST

Party = shapes.part(PARTY)
COMPUTED = {
    "by": Party(many=True),
    "to": Party(many=True),
    "said_by": Party(many=True),
    "status": shapes.Code(allow_null=True, help_text="Null: no later word."),
    "standing": shapes.Code(help_text="How it stands today, by due date and latest word."),
    "is_past_due": serializers.BooleanField(),
}
CommitmentBrief = shapes.brief(COMMITMENTS, **COMPUTED)
RolledUpCommitment = shapes.rolled_up(CommitmentBrief)
CommitmentRow = shapes.row(COMMITMENTS, **COMPUTED)


class CommitmentViewSet(RecordViewSet):
    """Promises on record, first due first; those without a due date last."""

    resource = COMMITMENT_LIST
    row = CommitmentRow
    full = shapes.detail(CommitmentRow, updates=shapes.part(UPDATE))
