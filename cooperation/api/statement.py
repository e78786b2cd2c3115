from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.queries.statement import SPEAKER, STATEMENTS


class StatementDay(serializers.Serializer):
    date = shapes.UncertainDate()
    from_event = serializers.BooleanField(help_text="The event's, where no day is stated.")


COMPUTED = {
    "day": StatementDay(allow_null=True),
    "speakers": shapes.part(SPEAKER)(many=True),
}
StatementBrief = shapes.brief(STATEMENTS, **COMPUTED)
