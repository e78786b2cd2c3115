from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.queries.commitment import COMMITMENTS, PARTY

Party = shapes.part(PARTY)
COMPUTED = {
    "by": Party(many=True),
    "to": Party(many=True),
    "status": shapes.Code(allow_null=True, help_text="Null: no later word."),
    "is_past_due": serializers.BooleanField(),
}
CommitmentBrief = shapes.brief(COMMITMENTS, **COMPUTED)
