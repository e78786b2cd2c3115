from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.api.details import detail_serializer
from cooperation.api.errors import InvalidParameters
from cooperation.kinds.filter_values import NumberField
from cooperation.kinds.source import SOURCES
from cooperation.queries.resources import SOURCE_LIST
from cooperation.queries.source import sources_subject
from cooperation.queries.supported_facts import in_paragraph


class FactPart(serializers.Serializer):
    uid = serializers.UUIDField()
    type = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.CharField(allow_null=True)


class Fact(serializers.Serializer):
    """What a passage supports: a record, one of its fields or one of its parts, in words."""

    uid = serializers.UUIDField()
    record = shapes.Reference()
    field = serializers.CharField(allow_null=True)
    label = serializers.CharField(  # type: ignore[assignment]
        allow_null=True, help_text="Of the field."
    )
    value = serializers.CharField(allow_null=True, help_text="Of the field.")
    part = FactPart(allow_null=True)
    locator_type = shapes.Code(allow_null=True)
    locator = serializers.CharField(allow_null=True)
    stance = shapes.Code()
    stated_value = serializers.CharField(
        allow_null=True, help_text="Where the source says something else than the record."
    )


SourceRow = shapes.row_serializer(SOURCES)


class SourceViewSet(RecordViewSet):
    """Published texts, newest first, undated ones last; each with the facts that cite it."""

    resource = SOURCE_LIST
    row = SourceRow
    full = detail_serializer(SOURCE_LIST, SourceRow, facts=Fact)
    of_detail = of_collection = ("locator",)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        number = _paragraph(request) if self.action in ("retrieve", "collection") else None
        if number is not None:
            self.resource = replace(SOURCE_LIST, subject=sources_subject(in_paragraph(number)))

    def retrieve(self, request: Request, key: str) -> HttpResponseBase:
        answer = super().retrieve(request, key)
        number = _paragraph(request)
        if number is not None and isinstance(answer, Response) and "facts_url" in answer.data:
            answer.data["facts_url"] += "?" + urlencode({"locator": number})
        return answer


def _paragraph(request: Request) -> int | None:
    try:
        return NumberField(required=False).clean(request.query_params.get("locator", ""))
    except ValidationError as error:
        raise InvalidParameters({"locator": error.messages}) from error
