"""Browsers that have signed in before go on where strangers have failed."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from cooperation.admin import accounts, devices
from tests import factories
from tests.admin.signing_in import (
    ACCOUNT,
    PASSWORD,
    browser_of,
    close,
    is_in,
    moment,
    sign_in,
    someone,
)

__all__ = ["moment", "someone"]

pytestmark = pytest.mark.django_db


def test_a_browser_that_has_signed_in_goes_on_where_strangers_have_failed(someone):
    factories.make_user(username="other", password=PASSWORD)
    known, other = browser_of("someone"), browser_of("other")
    close("someone")
    assert sign_in("someone").status_code == 429
    # Known is the browser to its own account alone, from whatever address it comes.
    assert sign_in("someone", client=other).status_code == 429
    assert is_in(sign_in("someone", address="10.9.0.1", client=known))


def test_a_known_browser_has_five_tries_of_its_own(someone):
    known = browser_of("someone")
    answers = [sign_in("someone", "wrong", client=known).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    # They are none of the address: whoever shares it goes on.
    assert is_in(sign_in("someone"))


def test_the_cookie_of_a_browser_is_sealed_and_ends_with_the_password(someone):
    known = browser_of("someone")
    (name,) = [name for name in known.cookies if "device" in name]
    cookie = known.cookies[name]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] == devices.LIFE_SECONDS
    close("someone")
    sealed = cookie.value
    known.cookies[name] = "made-up" + sealed
    assert sign_in("someone", client=known).status_code == 429
    someone.set_password("mekong-and-bassac")
    someone.save()
    known.cookies[name] = sealed
    assert sign_in("someone", "mekong-and-bassac", client=known).status_code == 429


def test_with_tls_the_cookie_is_for_this_host_alone(someone, settings):
    settings.COOKIE_PREFIX, settings.SESSION_COOKIE_SECURE = "__Host-", True
    answer = sign_in("someone")
    (cookie,) = [cookie for name, cookie in answer.cookies.items() if "device" in name]
    assert cookie.key.startswith("__Host-device-")
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def test_who_changes_the_password_here_stays_known_here(someone):
    known = Client()
    sign_in("someone", client=known)
    new = "mekong-and-bassac"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert is_in(known.post(f"{ACCOUNT}password/change/", typed))
    close("someone")
    del known.cookies[settings.SESSION_COOKIE_NAME]
    assert is_in(sign_in("someone", new, client=known))


def test_who_comes_by_a_mailed_link_is_known(someone, monkeypatch):
    close("someone")
    monkeypatch.setattr(accounts, "later", lambda work: work())
    client = Client()
    client.post(f"{ACCOUNT}password/reset/", {"email": "someone@example.org"})
    (link,) = re.findall(r"/admin/account/password/reset/key/\S+", mail.outbox[0].body)
    form = client.get(link)["Location"]
    new = "mekong-and-bassac"
    assert is_in(client.post(form, {"password1": new, "password2": new}))
    assert sign_in("someone", new).status_code == 429
    assert is_in(sign_in("someone", new, client=client))


def test_a_flood_from_a_shared_address_leaves_known_browsers_in(someone):
    known = browser_of("someone")
    for _ in range(31):
        flooded = sign_in("", "")
    assert flooded.status_code == 429
    assert is_in(sign_in("someone", client=known))


def test_a_closed_account_shows_the_way_by_passkey(someone):
    close("someone")
    page = Client(headers={"host": "localhost"})
    refused = sign_in("someone", client=page)
    assert "Sign in with a passkey" in refused.content.decode()
    (error,) = refused.context["form"].non_field_errors()
    assert error.startswith("Too many attempts for this name, from many places.")
    asked = Client().get(f"{ACCOUNT}2fa/webauthn/login/", headers={"accept": "application/json"})
    assert asked.status_code == 200
