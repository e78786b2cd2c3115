"""Signing in, rightly and wrongly, from here and there, in one moment of time."""

import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cooperation.admin import throttling
from cooperation.models import User
from tests import factories

PASSWORD = "tonle-sap-flows-both-ways"
ACCOUNT = "/admin/account/"
FAILURES = throttling.ACCOUNT.most


@pytest.fixture(autouse=True)
def moment(monkeypatch) -> None:
    """Let a stretch of time begin, and nothing wait: whatever is refused is refused at once."""
    begun = timezone.now().replace(minute=0, second=0)
    monkeypatch.setattr(timezone, "now", lambda: begun)

    def sleep(seconds: float) -> None:
        raise AssertionError(f"A request slept for {seconds} s.")

    monkeypatch.setattr(time, "sleep", sleep)


@pytest.fixture
def someone() -> User:
    return factories.make_user(
        group="contributor", username="someone", email="someone@example.org", password=PASSWORD
    )


def sign_in(
    name: str, password: str = PASSWORD, address: str = "10.0.0.1", client: Client | None = None
) -> HttpResponse:
    client = client or Client()
    typed = {"login": name, "password": password}
    return client.post(f"{ACCOUNT}login/", typed, REMOTE_ADDR=address)


def browser_of(name: str) -> Client:
    """Return a browser that has signed in once, and is signed in no longer."""
    client = Client()
    assert is_in(sign_in(name, client=client))
    del client.cookies[settings.SESSION_COOKIE_NAME]
    return client


def is_in(response: HttpResponse) -> bool:
    return response.status_code == 302


def places() -> Iterator[str]:
    """Give addresses that may each fail twice."""
    for number in range(FAILURES):
        yield from [f"10.9.0.{number}"] * 2


def close(*names: str) -> None:
    """Fail for each name as often as an hour allows, from many places."""
    for name in names:
        for _, address in zip(range(FAILURES), places(), strict=False):
            assert sign_in(name, "wrong", address).status_code == 200
