from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.kinds.statement import SPEAKER
from cooperation.queries.resources import STATEMENT_LIST
from cooperation.queries.statement import STATEMENTS


class StatementDay(serializers.Serializer):
    date = shapes.UncertainDate()
    from_event = serializers.BooleanField(help_text="The event's, where no day is stated.")


COMPUTED = {
    "day": StatementDay(allow_null=True),
    "speakers": shapes.part(SPEAKER)(many=True),
    "wording": shapes.WhoseWords(help_text="Whose words the text is in."),
}
StatementBrief = shapes.brief(STATEMENTS, **COMPUTED)
RolledUpStatement = shapes.rolled_up(StatementBrief)
StatementRow = shapes.row(STATEMENTS, **COMPUTED)


class StatementViewSet(RecordViewSet):
    """Who said what, in the register's own words; newest first, undated ones last."""

    resource = STATEMENT_LIST
    row = StatementRow
    full = shapes.detail(StatementRow)
