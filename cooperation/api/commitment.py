from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.api.details import detail_serializer
from cooperation.kinds.commitment import COMMITMENTS, PARTY
from cooperation.queries.resources import COMMITMENT_LIST

Party = shapes.part_serializer(PARTY)
COMPUTED = {
    "by": Party(many=True),
    "to": Party(many=True),
    "said_by": Party(many=True),
    "wording": shapes.WhoseWords(help_text="Whose words the text is in."),
    "status": shapes.Code(allow_null=True, help_text="Null: no later word."),
    "standing": shapes.Code(
        help_text="How it stands today: kept, not_kept, superseded or in_progress as a source "
        "says; past_due; date_passed, with no later report in the sources read; ahead; or no_date."
    ),
    "is_past_due": serializers.BooleanField(
        help_text="Only where a source names who is bound, it was committed, reiterated or agreed, "
        "its date has passed, and a search since, within 90 days, brought no later word. "
        "Of any other date that has passed, standing says date_passed."
    ),
}
CommitmentBrief = shapes.brief_serializer(COMMITMENTS, **COMPUTED)
CommitmentRow = shapes.row_serializer(COMMITMENTS, **COMPUTED)


class CommitmentViewSet(RecordViewSet):
    """Promises on record, first due first; those without a due date last."""

    resource = COMMITMENT_LIST
    row = CommitmentRow
    full = detail_serializer(COMMITMENT_LIST, CommitmentRow)
