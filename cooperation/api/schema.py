"""The OpenAPI document of the resources: their parameters are those of their filters."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from cooperation.api.serializers import Error
from cooperation.documents.parts import FIRST
from cooperation.queries.resources import Resource
from cooperation.rules.languages import LANGUAGES
from cooperation.web.listing import DEFAULT_LIMIT, MOST

LANG = OpenApiParameter(
    "lang",
    str,
    enum=[*LANGUAGES],
    default=LANGUAGES[0],
    description="Language of texts and labels.",
)
CURSOR = OpenApiParameter(
    "cursor", str, description="Opaque: follow the addresses in `next` and `previous`."
)
LIMIT = OpenApiParameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
    description="Rows a page.",
)
FIELDS = OpenApiParameter(
    "fields", str, description="Names of fields, separated by commas: only these are given."
)
INVALID = {
    "anyOf": [
        {
            "type": "object",
            "description": "Reasons by parameter.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
            "minProperties": 1,
        },
        {
            "type": "object",
            "description": "The address is no text, so that no parameter can be named.",
            "properties": {"detail": {"type": "string"}},
            "required": ["detail"],
            "additionalProperties": False,
        },
    ],
}
REFUSALS = {"400": INVALID, "404": Error, "405": Error, "429": Error}


class ResourceSchema(AutoSchema):
    def get_operation_id(self) -> str:
        return f"{self.view.resource.name}_{self.view.action}"

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular calls it
        view = self.view
        names = ", ".join(f"`{item.name}`" for item in view.resource.subject.collections)
        match view.action:
            case "list":
                return super().get_description()
            case "retrieve":
                return f"One of them alone, with the first {FIRST} of each of its collections."
            case _:
                return f"All rows of one of its collections: {names}."

    def _is_list_view(self, serializer: Any = None) -> bool:
        # Lists come in an envelope of our own, which is declared as it is.
        return False

    def get_tags(self) -> list[str]:
        return [self.view.resource.name]

    def get_override_parameters(self) -> list[Any]:
        resource: Resource = self.view.resource
        day = OpenApiParameter("on", {"type": "string", "format": "date"})
        paragraph = OpenApiParameter("locator", {"type": "integer"})
        more = {"on": day, "locator": paragraph}
        match self.view.action:
            case "list":
                order = OpenApiParameter(
                    "ordering",
                    str,
                    enum=list(resource.orders),
                    default=next(iter(resource.orders)),
                    description="Ties are broken by age of the record.",
                )
                return [*filter_parameters(resource), order, LIMIT, CURSOR, FIELDS, LANG]
            case "retrieve":
                return [FIELDS, LANG, *(more[name] for name in self.view.of_detail)]
            case _:
                return [LIMIT, CURSOR, LANG, *(more[name] for name in self.view.of_collection)]

    def get_response_serializers(self) -> Any:
        view = self.view
        match view.action:
            case "list":
                answer: Any = list_schema(
                    view.row.__name__.removesuffix("Row"), view.row(many=True)
                )
            case "retrieve":
                answer = view.full
            case _:
                rows = serializers.ListField(child=serializers.DictField())
                answer = list_schema(f"{view.full.__name__}Collection", rows)
        return {"200": answer, **REFUSALS}


def list_schema(name: str, results: Any) -> serializers.Serializer:
    return inline_serializer(
        f"{name}List",
        {
            "count": serializers.IntegerField(),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": results,
        },
    )


def filter_parameters(resource: Resource) -> list[OpenApiParameter]:
    return [
        OpenApiParameter(
            name,
            {"type": "array", "items": field.openapi()} if field.is_repeated else field.openapi(),
            description=field.meaning,
        )
        for name, field in resource.filters.get_filters().items()
    ]
