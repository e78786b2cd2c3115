import pytest
from django.template import engines
from django.test import RequestFactory

from cooperation.web import errors

STATUSES = [400, 403, 404, 500, 503]


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_page_needs_no_database_and_no_trusted_host(status):
    request = RequestFactory().get("/events/", headers={"host": "no such host"})
    context = {"status": status, "message": errors.MESSAGES[status], "request_id": "abc123"}

    page = engines["site"].get_template(f"errors/{status}.html").render(context, request)

    assert errors.MESSAGES[status] in page
    assert '<meta name="robots" content="noindex">' in page
    assert ("abc123" in page) is (status >= 500)


def test_an_unknown_address_is_a_page_of_ours(client, db):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()
    assert '<a class="brand"' in answer.content.decode()
