"""The API explained on a page of our own, from the OpenAPI document itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from cooperation.web.conditional import conditional

BEGINNING = "#/components/schemas/"


@require_safe
@conditional
def docs(request: HttpRequest) -> HttpResponse:
    schema = SchemaGenerator().get_schema(request=None, public=True)
    operations: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        operation = methods["get"]
        operations.setdefault(operation["tags"][0], []).append(
            {
                "path": path,
                "text": operation.get("description", ""),
                "parameters": [_parameter(item) for item in operation.get("parameters", [])],
                "answer": _answer(operation, schema),
            }
        )
    components = {
        name: {"text": component.get("description", ""), "fields": _fields(component)}
        for name, component in sorted(schema["components"]["schemas"].items())
        if component.get("properties")
    }
    context = {"path": request.path, "operations": operations, "components": components}
    return render(request, "api.html", context, using="site")


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    one = schema.get("items", schema)
    return {
        "name": parameter["name"],
        "values": ", ".join(one["enum"]) if "enum" in one else type_in_words(one),
        "is_repeatable": schema is not one,
        "text": parameter.get("description", ""),
    }


def _answer(operation: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return the component of a successful answer, of one row of it for a list; "" if unnamed."""
    forms: list[dict[str, Any]] = list(operation["responses"]["200"].get("content", {}).values())
    name = type_in_words(forms[0].get("schema", {})) if forms else ""
    component = schema["components"]["schemas"].get(name, {})
    results = component.get("properties", {}).get("results", {}).get("items")
    answer = type_in_words(results) if results else name
    return answer if answer in schema["components"]["schemas"] else ""


def _fields(component: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"name": name, "type": type_in_words(field), "text": field.get("description", "")}
        for name, field in component["properties"].items()
    ]


def type_in_words(schema: dict[str, Any]) -> str:
    """Return the type of a value in words: the name of a component, or of a plain type."""
    if "$ref" in schema:
        return schema["$ref"].removeprefix(BEGINNING)
    for key in ("allOf", "oneOf", "anyOf"):
        if key in schema:
            return " or ".join(type_in_words(item) for item in schema[key])
    found = schema.get("type", "")
    if found == "array" or "array" in found:
        return f"list of {type_in_words(schema['items'])}"
    found = " or ".join(found) if isinstance(found, list) else found
    return f"{found} ({schema['format']})" if "format" in schema else found
