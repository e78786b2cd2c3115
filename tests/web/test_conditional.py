import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from cooperation.models import Event
from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from cooperation.web import conditional
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESSES = ["/events/", "/events/a-forum/", "/api/v1/events/", "/api/v1/events/a-forum/"]
NOON = dt.datetime(2199, 1, 5, 5, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch):
    """Moves the time at which requests are answered; the database's clock stays."""

    def move(moment: dt.datetime) -> None:
        monkeypatch.setattr(conditional.timezone, "now", lambda: moment)

    move(NOON)
    return move


@pytest.fixture
def event() -> Event:
    return factories.make_event(slug="a-forum", title="A forum")


def etag(client: Client, address: str = "/api/v1/events/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_holds_the_answer_is_told_so(client, event, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    since = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (since.status_code, since.content) == (304, b"")
    assert first["Last-Modified"] == http_date(factories.AT.timestamp())


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_head_has_the_headers_of_the_answer_and_no_body(client, event, address):
    got, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type"):
        assert head[name] == got[name]


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_publishing_act_renews_every_answer(client, event, address):
    other = factories.make_event(slug="other", published=False)
    acts = [
        lambda: workflow.publish(other, by=None, at=factories.AT),
        lambda: workflow.save(Row(other), by=None, at=factories.AT),
        lambda: workflow.withdraw(other, by=None, at=factories.AT),
        lambda: workflow.delete(other, by=None, at=factories.AT),
    ]
    seen = [etag(client, address)]
    for act in acts:
        act()
        stale = client.get(address, headers={"If-None-Match": seen[-1]})
        assert stale.status_code == 200
        seen.append(stale["ETag"])
    assert len(set(seen)) == 5


def test_a_draft_renews_nothing(client, event):
    before = etag(client)
    factories.make_event(slug="draft", published=False, kind=event.kind)
    assert etag(client) == before


def test_the_moment_of_going_live_renews_the_answer(client, event, clock):
    factories.make_event(slug="scheduled", go_live_at=NOON)
    clock(NOON - dt.timedelta(seconds=1))
    before = client.get("/api/v1/events/")
    clock(NOON)
    after = client.get("/api/v1/events/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert before["Last-Modified"] == http_date(factories.AT.timestamp())
    assert after["Last-Modified"] == http_date(NOON.timestamp())


def test_the_moment_of_expiry_renews_the_answer(client, event, clock):
    factories.make_event(slug="expiring", expire_at=NOON + HOUR)
    before = etag(client)
    clock(NOON + HOUR)
    assert etag(client) != before


def test_midnight_in_phnom_penh_renews_the_answer(client, event, clock):
    before = etag(client)
    clock(dt.datetime(2199, 1, 5, 16, 59, 59, tzinfo=dt.UTC))
    assert etag(client) == before
    clock(dt.datetime(2199, 1, 5, 17, 0, tzinfo=dt.UTC))
    assert etag(client) != before


def test_every_address_and_query_has_an_answer_of_its_own(client, event):
    asked = [*ADDRESSES, "/api/v1/events/?limit=1", "/api/v1/events/?lang=km"]
    assert len({etag(client, address) for address in asked}) == len(asked)


def test_what_is_not_found_or_refused_carries_no_etag(client, event):
    for address, status in (
        ("/events/unknown/", 404),
        ("/api/v1/events/unknown/", 404),
        ("/api/v1/events/?colour=red", 400),
    ):
        response = client.get(address)
        assert (response.status_code, response.has_header("ETag")) == (status, False)


def test_a_record_that_is_no_longer_public_is_not_said_to_be_unchanged(client, event):
    held = etag(client, "/api/v1/events/a-forum/")
    workflow.withdraw(event, by=None, at=timezone.now())
    response = client.get("/api/v1/events/a-forum/", headers={"If-None-Match": held})
    assert response.status_code == 404


def test_the_clock_is_read_once_a_request(rf, clock):
    request = rf.get("/")
    first = conditional.state_of_request(request)
    clock(NOON + HOUR)
    assert conditional.state_of_request(request) is first
    assert first.at == NOON
