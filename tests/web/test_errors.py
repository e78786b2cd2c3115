import pytest
from django.template import engines
from django.test import RequestFactory

from cooperation.web import errors

pytestmark = pytest.mark.urls("tests.web.urls")

STATUSES = {"suspicious": 400, "forbidden": 403, "nowhere": 404, "broken": 500, "locked": 503}


class BrokenEngine:
    def get_template(self, name: str) -> None:
        raise RuntimeError(name)


@pytest.fixture
def tolerant(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
def test_a_failure_is_a_page_outside_the_api_and_json_within(tolerant, name, status):
    page, api = tolerant.get(f"/{name}/"), tolerant.get(f"/api/{name}/")

    assert (page.status_code, page["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert (api.status_code, api["Content-Type"]) == (status, "application/json")
    assert api.json() == {"detail": errors.MESSAGES[status]}


@pytest.mark.parametrize("status", errors.MESSAGES)
def test_a_page_that_cannot_be_rendered_is_answered_without_its_template(monkeypatch, status):
    monkeypatch.setitem(engines._engines, "site", BrokenEngine())
    request = RequestFactory().get("/events/")
    request.request_id = "<abc>"

    response = errors.error_answer(request, status)

    assert response.status_code == status
    assert errors.MESSAGES[status] in response.content.decode()
    assert ("Reference: &lt;abc&gt;" in response.content.decode()) is (status >= 500)


def test_a_message_is_escaped():
    assert "<script>" not in errors.plain_page(404, "<script>", "")


def test_a_database_missed_by_a_middleware_is_503_too(tolerant, settings):
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE,
        "tests.web.urls.missing_the_database",
    ]

    response = tolerant.get("/page/")

    assert (response.status_code, response["Retry-After"]) == (503, "30")
