from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.api.commitment import CommitmentBrief
from cooperation.api.details import detail_serializer
from cooperation.api.event import EventBrief
from cooperation.api.statement import StatementBrief
from cooperation.kinds.programme import PLAN_ITEM, PROGRAMMES
from cooperation.queries.programme import add_description
from cooperation.queries.resources import PROGRAMME_LIST

PERIOD = shapes.UncertainDate(allow_null=True, help_text="The actual period, else the planned one.")
ProgrammeRow = shapes.row_serializer(PROGRAMMES, period=PERIOD)
ProgrammeBrief = shapes.brief_serializer(PROGRAMMES, period=PERIOD)
PlanItemPart = shapes.part_serializer(
    PLAN_ITEM,
    parent=serializers.UUIDField(allow_null=True, help_text="The plan item that it lies under."),
)


class ProgrammeDetail(
    detail_serializer(
        PROGRAMME_LIST,
        ProgrammeRow,
        children=ProgrammeBrief,
        plan_items=PlanItemPart,
        links=shapes.Link,
        events=EventBrief,
        statements=StatementBrief,
        commitments=CommitmentBrief,
    )
):
    description = serializers.CharField(allow_null=True, help_text="Markdown.")
    translations = shapes.translations_serializer(
        "ProgrammeDetail", PROGRAMMES.shape, "description"
    )


class ProgrammeViewSet(RecordViewSet):
    """Country programmes, projects, workplans, agreements; newest first, undated ones last.

    What is `rolled_up_…` is held by their parts, or by events of them or of their parts: `via`
    tells by which. A party of a part is no party of the whole.
    """

    resource = PROGRAMME_LIST
    row = ProgrammeRow
    full = ProgrammeDetail

    def complete(self, record: dict[str, Any], request: Request) -> None:
        add_description(record)
