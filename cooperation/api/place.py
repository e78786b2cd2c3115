from typing import Any

from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.documents.loading import Loader
from cooperation.kinds.place import PLACE
from cooperation.queries.generation import Present
from cooperation.queries.place import place_detail
from cooperation.queries.resources import PLACE_LIST
from cooperation.queries.term_counts import OF_PLACES


class PlaceName(serializers.Serializer):
    uid = serializers.UUIDField()
    name = serializers.CharField()
    language = serializers.CharField(allow_null=True)
    kind = serializers.CharField()


PlaceCounts = type(
    "PlaceCounts",
    (serializers.Serializer,),
    {name: serializers.IntegerField() for name in OF_PLACES},
)


class PlaceRow(serializers.Serializer):
    type = serializers.CharField()
    uid = serializers.UUIDField()
    code = serializers.CharField(help_text="ISO 3166-1, ISO 3166-2 or UN/LOCODE.")
    kind = shapes.Code()
    name = serializers.CharField()
    parent = shapes.Code(allow_null=True)
    translations = shapes.translations_serializer("Place", PLACE)
    other_names = PlaceName(many=True)
    counts = PlaceCounts(help_text="Public records there or in a place that lies in it.")


class PlaceDetail(PlaceRow):
    children = PlaceRow(many=True)


class PlaceViewSet(RecordViewSet):
    """Countries, provinces of Cambodia and cities, by name; one by its code."""

    resource = PLACE_LIST
    row = PlaceRow
    full = PlaceDetail

    def find(self, key: str, state: Present) -> dict[str, Any] | None:
        return place_detail(key, Loader(at=state.at))
