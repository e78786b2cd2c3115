"""Editors at the desk, what their browser would send, and a term that they choose."""

from collections.abc import Callable

import pytest
from django.test import Client

from cooperation.models import Term
from cooperation.vocabulary.term import SchemeCode
from tests import factories


@pytest.fixture
def sign_in(db) -> Callable[[str], Client]:
    """Sign someone of a group in, and return the browser."""

    def browser(group: str) -> Client:
        client = Client()
        client.force_login(factories.make_user(group=group))
        return client

    return browser


@pytest.fixture
def contributor(sign_in) -> Client:
    return sign_in("contributor")


@pytest.fixture
def publisher(sign_in) -> Client:
    return sign_in("publisher")


@pytest.fixture
def administrator(sign_in) -> Client:
    return sign_in("administrator")


@pytest.fixture
def meeting(db) -> Term:
    return factories.make_term(scheme=SchemeCode.EVENT_KIND, code="meeting")
