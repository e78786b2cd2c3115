from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from cooperation.api import files
from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.api.commitment import CommitmentBrief, RolledUpCommitment
from cooperation.api.event import EventBrief, FigurePart
from cooperation.api.statement import RolledUpStatement, StatementBrief
from cooperation.kinds.programme import PARTNER, PLAN_ITEM
from cooperation.queries.programme import PROGRAMMES, describe
from cooperation.queries.resources import PROGRAMME_LIST

PERIOD = shapes.UncertainDate(allow_null=True, help_text="The actual period, else the planned one.")
ProgrammeRow = shapes.row(PROGRAMMES, period=PERIOD)
ProgrammeBrief = shapes.brief(PROGRAMMES, period=PERIOD)
PlanItemPart = shapes.part(
    PLAN_ITEM,
    parent=serializers.UUIDField(allow_null=True, help_text="The plan item that it lies under."),
)


PartnerPart = shapes.part(PARTNER)


class ProgrammeDetail(
    shapes.detail(
        ProgrammeRow,
        children=ProgrammeBrief,
        organisations=PartnerPart,
        plan_items=PlanItemPart,
        links=shapes.Link,
        events=EventBrief,
        figures=FigurePart,
        statements=StatementBrief,
        commitments=CommitmentBrief,
        rolled_up_statements=RolledUpStatement,
        rolled_up_commitments=RolledUpCommitment,
        rolled_up_events=shapes.rolled_up(EventBrief),
        rolled_up_organisations=shapes.rolled_up(PartnerPart),
        rolled_up_plan_items=shapes.rolled_up(PlanItemPart),
        rolled_up_figures=shapes.rolled_up(FigurePart),
        **files.OF_RECORDS,
    )
):
    description = serializers.CharField(allow_null=True, help_text="Markdown.")
    translations = shapes.translations("ProgrammeDetail", PROGRAMMES.shape, "description")


class ProgrammeViewSet(RecordViewSet):
    """Country programmes, projects, workplans, agreements; newest first, undated ones last.

    What is `rolled_up_…` is held by their parts, or by events of them or of their parts: `via`
    tells by which. A party of a part is no party of the whole.
    """

    resource = PROGRAMME_LIST
    row = ProgrammeRow
    full = ProgrammeDetail

    def complete(self, record: dict[str, Any], request: Request) -> None:
        describe(record)
