from typing import Any

from django.http import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.documents.loading import Loader
from cooperation.kinds.term import TERM
from cooperation.queries.generation import Present
from cooperation.queries.resources import TERM_LIST
from cooperation.queries.term import term_detail
from cooperation.queries.term_counts import OF_TERMS


class TermParent(serializers.Serializer):
    scheme = serializers.CharField()
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


TermCounts = type(
    "TermCounts",
    (serializers.Serializer,),
    {name: serializers.IntegerField() for name in OF_TERMS},
)


class TermRow(serializers.Serializer):
    type = serializers.CharField()
    uid = serializers.UUIDField()
    scheme = serializers.CharField()
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    description = serializers.CharField(allow_null=True)
    parent = TermParent(allow_null=True)
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    url = serializers.URLField(allow_null=True, help_text="Themes, goals and strategies only.")
    translations = shapes.translations_serializer("Term", TERM)
    counts = TermCounts(help_text="Public records under it or a term below it.")


class TermDetail(TermRow):
    children = TermRow(many=True)


class TermViewSet(RecordViewSet):
    """Themes, goals, strategies, kinds, roles and measures; one by `<scheme>/<code>`.

    The scheme stands in the address because codes are unique in their scheme only.
    """

    resource = TERM_LIST
    row = TermRow
    full = TermDetail

    def retrieve(  # type: ignore[override]
        self, request: Request, scheme: str, code: str
    ) -> HttpResponseBase:
        return super().retrieve(request, f"{scheme}/{code}")

    def find(self, key: str, state: Present) -> dict[str, Any] | None:
        scheme, _slash, code = key.partition("/")
        return term_detail(scheme, code, Loader(at=state.at))
