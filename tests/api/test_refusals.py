"""What the API refuses, and that every operation says so as its document promises."""

from typing import Any

import pytest

from cooperation.models import Event
from cooperation.models.base import Record
from tests.api.routes import RESOURCES, World, collection_addresses, detail_address, list_address
from tests.api.test_schema import document, errors

EMPTY = ["Give a value, or leave this parameter out."]


def operations(world: World) -> dict[str, str]:
    """Return an address of each operation of the document that answers well."""
    found = {"root": "/api/v1/", "changes_list": "/api/v1/changes/"}
    found["records_retrieve"] = f"/api/v1/records/{world[Event].uid}/"
    for resource in RESOURCES:
        found[f"{resource.name}_list"] = list_address(resource)
        found[f"{resource.name}_retrieve"] = detail_address(resource, world)
        for address in collection_addresses(resource, world)[:1]:
            found[f"{resource.name}_collection"] = address
    return found


def parameters(name: str) -> list[str]:
    described = (methods["get"] for methods in document()["paths"].values())
    operation: Any = next(item for item in described if item["operationId"] == name)
    return [item["name"] for item in operation.get("parameters", []) if item["in"] == "query"]


def test_every_operation_is_asked(world: World):
    described = {methods["get"]["operationId"] for methods in document()["paths"].values()}
    assert set(operations(world)) == described


@pytest.mark.parametrize("query", ["colour=red", "colour=", "lang=fr", "q=%00", "detail=1", "%ff"])
def test_every_operation_refuses_as_it_documents(client, world: World, query):
    found = {}
    for name, address in operations(world).items():
        answer = client.get(f"{address}?{query}")
        wrong = errors(name, answer.status_code, answer.json())
        if answer.status_code != 400 or wrong:
            found[name] = (answer.status_code, wrong, answer.json())
    assert found == {}


def test_every_parameter_of_every_operation_refuses_to_be_empty(client, world: World):
    found, asked = {}, 0
    for name, address in operations(world).items():
        for parameter in parameters(name):
            for value in ("", "%20", f"&{parameter}="):
                answer = client.get(f"{address}?{parameter}={value}")
                asked += 1
                body = answer.json()
                told = answer.status_code == 400 and list(body) == [parameter]
                if not told or errors(name, 400, body):
                    found[f"{address}?{parameter}={value}"] = (answer.status_code, str(body)[:80])
    assert found == {}
    assert asked > 600


@pytest.mark.parametrize("name", ["to", "on", "scheme", "ordering", "updated_since", "past_due"])
def test_an_empty_value_is_told_what_to_do(client, world: World, name):
    address = {"on": "people", "scheme": "terms"}.get(name, "commitments")
    answer = client.get(f"/api/v1/{address}/?{name}=")
    assert (answer.status_code, answer.json()) == (400, {name: EMPTY})


def test_names_of_fields_are_names(client, world: World):
    answer = client.get("/api/v1/events/?fields=,%20,")
    assert answer.json() == {"fields": ["Give names of fields, separated by commas."]}


def test_days_in_the_wrong_order_are_refused_and_not_nothing(client, world: dict[Any, Record]):
    message = "No day lies between these two: “to” is before “from”."
    for resource in RESOURCES:
        if "from" in resource.viewset.resource.filters.get_filters():
            address = list_address(resource)
            wrong = client.get(f"{address}?from=2026-02-01&to=2026-01-31")
            assert (wrong.status_code, wrong.json()) == (400, {"to": [message]})
            same = client.get(f"{address}?from=2026-01-22&to=2026-01-22")
            assert (same.status_code, same.json()["count"]) == (200, 2)
