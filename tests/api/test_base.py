"""What every resource of the API promises, for whatever resources there are."""

from typing import Any

import pytest
from django.urls import get_resolver
from rest_framework import serializers

from cooperation.models.base import record_models
from tests.api.routes import (
    NAMES,
    RESOURCES,
    Served,
    collection_addresses,
    detail_address,
    list_address,
)

pytestmark = pytest.mark.django_db

ALL = pytest.mark.parametrize("resource", RESOURCES, ids=NAMES)


def differences(field: serializers.Field, value: Any, place: str) -> list[str]:
    """Return where an answer has other keys than its serializer declares."""
    if isinstance(field, serializers.ListSerializer):
        items = enumerate(value)
        return [d for n, item in items for d in differences(field.child, item, f"{place}[{n}]")]
    if not isinstance(field, serializers.Serializer):
        return []
    if value is None:
        return [] if field.allow_null else [f"{place} is null"]
    optional = {name for name, item in field.fields.items() if not item.required}
    missing = set(field.fields) - set(value) - optional
    found = [f"{place}.{name} is missing" for name in sorted(missing)]
    found += [f"{place}.{name} is not declared" for name in sorted(set(value) - set(field.fields))]
    for name, item in field.fields.items():
        if name in value:
            found += differences(item, value[name], f"{place}.{name}")
    return found


def test_the_promised_resources_are_served():
    assert sorted(NAMES) == sorted(
        [
            "programmes",
            "events",
            "organisations",
            "posts",
            "people",
            "stakeholders",
            "statements",
            "commitments",
            "sources",
            "terms",
            "places",
        ]
    )


@ALL
def test_a_list_has_the_declared_rows_and_nothing_else(client, world, resource: Served):
    found = client.get(list_address(resource), {"limit": 500}).json()
    assert list(found) == ["count", "next", "previous", "results"]
    assert found["count"] == len(found["results"]) > 0
    for row in found["results"]:
        assert differences(resource.viewset.row(), row, resource.name) == []


@ALL
def test_a_detail_has_the_declared_fields_and_nothing_else(client, world, resource: Served):
    response = client.get(detail_address(resource, world))
    assert response.status_code == 200
    assert differences(resource.viewset.full(), response.json(), resource.name) == []


@ALL
def test_a_row_of_a_list_is_the_beginning_of_its_detail(client, world, resource: Served):
    detail = client.get(detail_address(resource, world)).json()
    rows = client.get(list_address(resource), {"limit": 500}).json()["results"]
    (row,) = [row for row in rows if row["uid"] == detail["uid"]]
    texts, more = row.pop("translations"), detail["translations"]
    assert {name: detail[name] for name in row} == row
    assert {code: more[code] | texts[code] for code in texts} == more


@ALL
def test_a_list_is_followed_forth_and_back(client, world, resource: Served):
    whole = client.get(list_address(resource), {"limit": 500}).json()
    pages = [client.get(list_address(resource), {"limit": 1}).json()]
    while pages[-1]["next"]:
        pages.append(client.get(pages[-1]["next"]).json())
    rows = [row for page in pages for row in page["results"]]
    assert [row["uid"] for row in rows] == [row["uid"] for row in whole["results"]]
    assert {page["count"] for page in pages} == {whole["count"]} == {len(rows)}
    back = client.get(pages[-1]["previous"]).json()
    assert back["results"] == pages[-2]["results"]
    assert pages[0]["previous"] is None


@ALL
def test_every_order_lists_the_same_records(client, world, resource: Served):
    uids = {
        ordering: sorted(
            row["uid"]
            for row in client.get(
                list_address(resource), {"ordering": ordering, "limit": 500}
            ).json()["results"]
        )
        for ordering in resource.viewset.resource.orders
    }
    assert len({tuple(found) for found in uids.values()}) == 1


@ALL
def test_fields_are_picked(client, world, resource: Served):
    found = client.get(list_address(resource), {"fields": "uid, type"}).json()
    assert {tuple(row) for row in found["results"]} == {("uid", "type")}
    detail = client.get(detail_address(resource, world), {"fields": "type"}).json()
    assert list(detail) == ["type"]


@ALL
def test_an_unknown_field_is_refused_by_name(client, world, resource: Served):
    for address in (list_address(resource), detail_address(resource, world)):
        response = client.get(address, {"fields": "uid,secret"})
        assert response.status_code == 400
        (message,) = response.json()["fields"]
        assert message.startswith("No such field: secret. There are: ")
        assert " type, uid, " in message


@ALL
def test_the_language_is_asked_for(client, world, resource: Served):
    address = list_address(resource)
    assert client.get(address, {"lang": "km"}).status_code == 200
    for value in ("fr", "", "KM"):
        response = client.get(address, {"lang": value})
        assert (response.status_code, response.json()) == (400, {"lang": ["Give one of: en, km."]})


@ALL
def test_an_unknown_parameter_is_refused_by_name(client, world, resource: Served):
    expected = {"colour": ["There is no such parameter here."]}
    addresses = [list_address(resource), detail_address(resource, world)]
    for address in [*addresses, *collection_addresses(resource, world)[:1]]:
        for query in ("colour=red", "colour=", "colour"):
            response = client.get(f"{address}?{query}")
            assert (response.status_code, response.json()) == (400, expected)
    assert client.get(f"{addresses[0]}?format=json").status_code == 400


@ALL
def test_a_single_parameter_that_is_repeated_is_refused(client, world, resource: Served):
    expected = {"lang": ["Give this parameter once."]}
    addresses = [list_address(resource), detail_address(resource, world)]
    for address in [*addresses, *collection_addresses(resource, world)[:1]]:
        response = client.get(f"{address}?lang=en&lang=en")
        assert (response.status_code, response.json()) == (400, expected)


@ALL
def test_an_answer_is_not_sent_twice(client, world, resource: Served):
    addresses = [list_address(resource), detail_address(resource, world)]
    for address in [*addresses, *collection_addresses(resource, world)]:
        etag = client.get(address)["ETag"]
        again = client.get(address, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")


@ALL
def test_collections_hold_what_the_detail_begins_with(client, world, resource: Served):
    detail = client.get(detail_address(resource, world)).json()
    for item in getattr(resource.viewset.resource.subject, "collections", ()):
        found = client.get(detail[f"{item.name}_url"]).json()
        assert list(found) == ["count", "next", "previous", "results"]
        assert found["count"] == detail[f"{item.name}_count"]
        assert found["results"] == detail[item.name][: len(found["results"])]


def test_any_record_is_found_by_its_permanent_id(client, world):
    assert set(world) == set(record_models())
    by_model = {
        resource.viewset.resource.subject.model: resource
        for resource in RESOURCES
        if resource.name not in ("stakeholders", "terms", "places")
    }
    for model, record in world.items():
        resource = by_model[model].viewset.resource
        own = f"/api/v1/{resource.name}/{getattr(record, resource.key)}/"
        found, expected = client.get(f"/api/v1/records/{record.uid}/"), client.get(own)
        assert found.status_code == 200
        assert found.json() == expected.json()


def test_the_resolver_knows_no_view_of_the_api_that_is_not_tried_here():
    routes = {str(pattern.pattern) for pattern in get_resolver("cooperation.api.urls").url_patterns}
    known = {name for name in routes if name.split("/")[0] in NAMES}
    assert routes - known == {"", "records/<uuid:uid>/", "schema/", "docs/", "changes/"}
