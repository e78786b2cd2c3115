from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from cooperation.api import files
from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.api.commitment import CommitmentBrief
from cooperation.api.event import EventBrief, FigurePart
from cooperation.api.statement import StatementBrief
from cooperation.queries.programme import PARTNER, PLAN_ITEM, PROGRAMMES, describe
from cooperation.queries.resources import PROGRAMME_LIST

PERIOD = shapes.UncertainDate(allow_null=True, help_text="The actual period, else the planned one.")
ProgrammeRow = shapes.row(PROGRAMMES, period=PERIOD)
ProgrammeBrief = shapes.brief(PROGRAMMES, period=PERIOD)
PlanItemPart = shapes.part(
    PLAN_ITEM,
    parent=serializers.UUIDField(allow_null=True, help_text="The plan item that it lies under."),
)


class ProgrammeDetail(
    shapes.detail(
        ProgrammeRow,
        children=ProgrammeBrief,
        organisations=shapes.part(PARTNER),
        plan_items=PlanItemPart,
        links=shapes.Link,
        events=EventBrief,
        figures=FigurePart,
        statements=StatementBrief,
        commitments=CommitmentBrief,
        **files.OF_RECORDS,
    )
):
    description = serializers.CharField(allow_null=True, help_text="Markdown.")
    translations = shapes.translations("ProgrammeDetail", PROGRAMMES.shape, "description")


class ProgrammeViewSet(RecordViewSet):
    """Country programmes, projects, workplans, agreements; newest first, undated ones last."""

    resource = PROGRAMME_LIST
    row = ProgrammeRow
    full = ProgrammeDetail

    def complete(self, record: dict[str, Any], request: Request) -> None:
        describe(record)
