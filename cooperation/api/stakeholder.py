from typing import Any

from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.documents.loading import Loader
from cooperation.models import Organisation, Person
from cooperation.queries.generation import Present
from cooperation.queries.records import moved_to
from cooperation.queries.resources import STAKEHOLDER_LIST
from cooperation.queries.stakeholder import stakeholder_detail


class StakeholderTexts(serializers.Serializer):
    name = serializers.CharField(allow_null=True)


class StakeholderTranslations(serializers.Serializer):
    en = StakeholderTexts()
    km = StakeholderTexts()


class StakeholderRow(serializers.Serializer):
    type = serializers.ChoiceField(choices=["organisation", "person"])
    uid = serializers.UUIDField()
    slug = serializers.CharField()
    url = serializers.URLField()
    kind = shapes.Code(allow_null=True, help_text="Organisations only.")
    name = serializers.CharField()
    acronym = serializers.CharField(allow_null=True, help_text="Organisations only.")
    constituent = shapes.Code(
        allow_null=True, help_text="People: that of all whom they act for, if it is the same."
    )
    acts_for = shapes.Reference(many=True, help_text="People only.")
    published_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    citations = shapes.Citation(many=True)
    other_names = shapes.OtherName(many=True)
    translations = StakeholderTranslations()


class StakeholderViewSet(RecordViewSet):
    """Organisations and people together, by name; each has its full detail in its own resource."""

    resource = STAKEHOLDER_LIST
    row = StakeholderRow
    full = StakeholderRow

    def find(self, key: str, state: Present) -> dict[str, Any] | None:
        return stakeholder_detail(key, Loader(at=state.at))

    def moved(self, key: str) -> str | None:
        return moved_to(Organisation, key) or moved_to(Person, key)
