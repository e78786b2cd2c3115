"""What readers get while the database cannot answer."""

import pytest
from django.db import InterfaceError

from cooperation.publishing import workflow
from cooperation.web import conditional
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/events/"


@pytest.fixture
def away(monkeypatch):
    def leave() -> None:
        def fail(moment):
            raise InterfaceError("connection already closed")

        monkeypatch.setattr(conditional.generation, "present", fail)

    return leave


def test_a_page_read_before_comes_back_marked_as_a_copy(client, away):
    factories.make_event(title="Kept meeting")
    before = client.get(ADDRESS)
    away()
    copy = client.get(ADDRESS)
    assert (copy.status_code, copy.content) == (200, before.content)
    assert copy["Warning"] == '110 - "Response is Stale"'
    assert copy["Cache-Control"] == "no-store"


def test_a_page_not_read_before_says_when_to_come_back(client, away):
    client.get(ADDRESS)
    away()
    answer = client.get("/api/v1/events/?limit=3")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_what_was_withdrawn_does_not_come_back(client, away):
    event = factories.make_event(title="Withdrawn meeting")
    client.get(ADDRESS)
    workflow.withdraw(event, by=None, at=factories.AT)
    client.get("/api/v1/events/?limit=3")
    away()
    assert client.get(ADDRESS).status_code == 503


def test_the_copy_of_a_picture_may_be_framed_like_the_picture(client, away):
    client.get("/embed/timeline/")
    client.get("/timeline/")
    away()
    picture, page = client.get("/embed/timeline/"), client.get("/timeline/")
    assert "frame-ancestors *" in picture["Content-Security-Policy"]
    assert picture.get("X-Frame-Options") is None
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
