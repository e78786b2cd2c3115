"""Who may ask what of the API, and what is not there."""

import pytest

from tests.api.routes import (
    NAMES,
    RESOURCES,
    Served,
    detail_address,
    list_address,
)

pytestmark = pytest.mark.django_db


ALL = pytest.mark.parametrize("resource", RESOURCES, ids=NAMES)


@ALL
def test_what_is_not_there_answers_404(client, world, resource: Served):
    address = list_address(resource)
    for key in ("unknown", "00000000-0000-0000-0000-000000000000", "theme/unknown", "1/x/y"):
        response = client.get(f"{address}{key}/")
        assert (response.status_code, response["Content-Type"]) == (404, "application/json")
        assert list(response.json()) == ["detail"]


@ALL
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_is_written(client, world, resource: Served, method):
    for address in (list_address(resource), detail_address(resource, world)):
        response = getattr(client, method)(address)
        assert response.status_code == 405
        assert list(response.json()) == ["detail"]


@ALL
def test_any_site_may_read_and_none_with_its_readers_cookies(client, world, resource: Served):
    response = client.get(list_address(resource), headers={"Origin": "https://other.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.has_header("Access-Control-Allow-Credentials")
    assert not response.cookies
    asked = {
        "Origin": "https://other.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    preflight = client.options(list_address(resource), headers=asked)
    assert preflight.status_code == 200
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_only_the_api_is_shared_with_other_sites(client):
    response = client.get("/events/", headers={"Origin": "https://other.example"})
    assert not response.has_header("Access-Control-Allow-Origin")
