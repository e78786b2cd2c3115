from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.api.details import detail_serializer
from cooperation.kinds.statement import SPEAKER, STATEMENTS
from cooperation.queries.resources import STATEMENT_LIST


class StatementDay(serializers.Serializer):
    date = shapes.UncertainDate()
    from_event = serializers.BooleanField(help_text="The event's, where no day is stated.")


COMPUTED = {
    "day": StatementDay(allow_null=True),
    "speakers": shapes.part_serializer(SPEAKER)(many=True),
    "wording": shapes.WhoseWords(help_text="Whose words the text is in."),
}
StatementBrief = shapes.brief_serializer(STATEMENTS, **COMPUTED)
StatementRow = shapes.row_serializer(STATEMENTS, **COMPUTED)


class StatementViewSet(RecordViewSet):
    """Who said what, in the register's own words; newest first, undated ones last."""

    resource = STATEMENT_LIST
    row = StatementRow
    full = detail_serializer(STATEMENT_LIST, StatementRow)
