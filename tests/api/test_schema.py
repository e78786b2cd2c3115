"""The OpenAPI document, and every answer held against it."""

import json
from functools import cache
from typing import Any

import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from cooperation.kinds.filters import Choices
from cooperation.models import Event
from cooperation.publishing import generation
from tests.api.routes import (
    NAMES,
    RESOURCES,
    Served,
    collection_addresses,
    detail_address,
    list_address,
)
from tests.guards import rows

ALL = pytest.mark.parametrize("resource", RESOURCES, ids=NAMES)


@cache
def document() -> dict[str, Any]:
    generated = SchemaGenerator().get_schema(request=None, public=True)
    return json.loads(json.dumps(generated, default=str))


def operation(name: str) -> dict[str, Any]:
    found = (methods["get"] for methods in document()["paths"].values())
    return next(item for item in found if item["operationId"] == name)


def errors(name: str, status: int, answer: Any) -> list[str]:
    """Return where an answer does not conform to what the document says of it."""
    content = operation(name)["responses"][str(status)]["content"]["application/json"]
    schema = {**content["schema"], "components": document()["components"]}
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message[:200]}" for error in checker.iter_errors(answer)]


def test_the_document_is_made_without_a_warning(tmp_path):
    out = tmp_path / "schema.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(out))
    assert out.read_text().startswith("openapi: 3.1.0")


def test_the_document_is_valid_openapi():
    validate(document(), cls=OpenAPIV31SpecValidator)


@pytest.mark.django_db
def test_the_document_is_served(client):
    response = client.get("/api/v1/schema/", headers={"Accept": "application/json"})
    assert response.status_code == 200
    assert client.get("/api/v1/schema/").status_code == 200


def test_every_operation_has_a_name_of_its_own_and_tells_its_errors():
    operations = [methods["get"] for methods in document()["paths"].values()]
    assert len({item["operationId"] for item in operations}) == len(operations)
    assert all(list(methods) == ["get"] for methods in document()["paths"].values())
    for resource in RESOURCES:
        for action in ("list", "retrieve"):
            responses = operation(f"{resource.name}_{action}")["responses"]
            assert {"200", "400", "404", "405", "429"} <= set(responses)


@ALL
def test_a_list_documents_exactly_the_parameters_that_it_takes(resource: Served):
    documented = {item["name"]: item for item in operation(f"{resource.name}_list")["parameters"]}
    filters = resource.viewset.resource.filters.get_filters()
    of_every_list = {"limit", "cursor", "ordering", "fields", "lang"}
    assert set(documented) == set(filters) | of_every_list
    for name, field in filters.items():
        is_repeated = documented[name]["schema"].get("type") == "array"
        assert is_repeated is field.is_repeated
        if isinstance(field, Choices):
            offered = documented[name]["schema"]["items"]["enum"]
            assert sorted(offered) == sorted(field.labels_of(()))
    orders = documented["ordering"]["schema"]["enum"]
    assert sorted(orders) == sorted(resource.viewset.resource.orders)


@ALL
def test_answers_conform_to_the_document(client, world, resource: Served):
    listed = client.get(list_address(resource), {"limit": 500}).json()
    assert errors(f"{resource.name}_list", 200, listed) == []
    detail = client.get(detail_address(resource, world)).json()
    assert errors(f"{resource.name}_retrieve", 200, detail) == []
    for address in collection_addresses(resource, world):
        rows = client.get(address).json()
        assert errors(f"{resource.name}_collection", 200, rows) == []


@ALL
def test_answers_of_one_row_a_page_conform_too(client, world, resource: Served):
    first = client.get(list_address(resource), {"limit": 1}).json()
    second = client.get(first["next"]).json()
    for answer in (first, second):
        assert errors(f"{resource.name}_list", 200, answer) == []


@ALL
def test_refusals_conform_to_the_document(client, world, resource: Served):
    refused = client.get(list_address(resource), {"limit": "x", "colour": "red"})
    assert errors(f"{resource.name}_list", 400, refused.json()) == []
    missing = client.get(f"{list_address(resource)}unknown/")
    assert errors(f"{resource.name}_retrieve", 404, missing.json()) == []


def test_the_check_finds_what_does_not_conform(client, world):
    listed = client.get("/api/v1/events/").json()
    listed["results"][0]["uid"] = "x"
    del listed["results"][1]["title"]
    found = errors("events_list", 200, listed)
    assert [error.partition(":")[0] for error in found] == ["$.results[0].uid", "$.results[1]"]


@pytest.mark.django_db
def test_an_empty_register_conforms_too(client):
    generation.renew_generation(rows.LONG_AGO)
    for resource in RESOURCES:
        listed = client.get(list_address(resource)).json()
        assert listed == {"count": 0, "next": None, "previous": None, "results": []}
        assert errors(f"{resource.name}_list", 200, listed) == []


def test_a_bare_record_conforms_too(client, world):
    bare = Event.objects.create(
        slug="bare",
        title_en="Bare",
        kind=world[Event].kind,
        state="published",
        published_at=world[Event].published_at,
    )
    detail = client.get(f"/api/v1/events/{bare.slug}/").json()
    assert errors("events_retrieve", 200, detail) == []
    assert (detail["date"], detail["summary"], detail["parent"]) == (None, None, None)
