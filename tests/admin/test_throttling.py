"""What is counted at the door: who fails is refused at once, and told when to come back."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from cooperation.admin import accounts, throttling
from cooperation.models import User
from tests.admin.signing_in import ACCOUNT, PASSWORD, close, is_in, moment, sign_in, someone

__all__ = ["moment", "someone"]

pytestmark = pytest.mark.django_db


def text(response: HttpResponse, name: str) -> str:
    """Return an answer without what differs each time, and without the name that was typed."""
    body = re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', "", response.content.decode())
    return f"{response.status_code} {response['Retry-After']} {body.replace(name, '')}"


def test_five_failures_close_an_account_to_their_address_alone(someone):
    for name in ("someone", "nobody"):
        answers = [sign_in(name, "wrong", f"10.0.1.{name[0]}") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        assert answers[5]["Retry-After"] == "300"
    assert sign_in("someone", address="10.0.1.s").status_code == 429
    assert sign_in("SomeOne ", address="10.0.1.s").status_code == 429
    assert is_in(sign_in("someone", address="10.0.2.1"))


def test_a_refusal_says_when_to_come_back_and_keeps_what_was_typed(someone):
    for _ in range(5):
        sign_in("someone", "wrong")
    answer = sign_in("someone")
    assert answer.context["form"].non_field_errors() == [
        "Too many attempts. Try again in 5 minutes."
    ]
    assert 'value="someone"' in answer.content.decode()


def test_known_and_unknown_names_are_refused_alike_without_a_hash(someone, monkeypatch):
    close("someone", "nobody")
    monkeypatch.setattr(User, "check_password", None)
    monkeypatch.setattr(User, "set_password", None)
    told = {text(sign_in(name, address="10.1.1.1"), name) for name in ("someone", "nobody")}
    assert len(told) == 1
    assert told.pop().startswith("429 3600 ")


def test_an_address_that_tries_ten_accounts_tries_no_more(someone):
    for number in range(10):
        assert sign_in(f"name-{number}", "wrong").status_code == 200
    refused = sign_in("someone")
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert is_in(sign_in("someone", address="10.0.0.2"))


def test_addresses_of_one_household_are_one(someone):
    for number in range(10):
        sign_in(f"name-{number}", "wrong", f"2001:db8::{number}")
    assert sign_in("someone", address="2001:db8::ffff").status_code == 429
    assert is_in(sign_in("someone", address="2001:db8:0:1::1"))


def test_who_signs_in_rightly_is_not_counted(someone):
    for _ in range(12):
        assert is_in(sign_in("someone"))


def test_a_page_is_refused_to_an_address_that_floods_it():
    answers = [sign_in("", "") for _ in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {200}
    assert (answers[30].status_code, answers[30]["Retry-After"]) == (429, "60")
    assert "Too many attempts" in answers[30].content.decode()
    assert sign_in("", "", "10.0.0.2").status_code == 200


def test_asking_for_passkeys_is_counted_since_each_leaves_a_session():
    address = f"{ACCOUNT}2fa/webauthn/login/"
    for _ in range(31):
        answer = Client().get(address, headers={"accept": "application/json"})
    assert (answer.status_code, Session.objects.count()) == (429, 30)


@pytest.mark.parametrize("key", ["1-wrong", "1-set-password"])
def test_links_are_not_tried_one_after_another(key):
    answers = [Client().get(f"{ACCOUNT}password/reset/key/{key}/") for _ in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]


def test_links_are_asked_for_five_times_from_one_address_and_mailed_ten_times(someone, monkeypatch):
    monkeypatch.setattr(accounts, "later", lambda work: work())

    def ask(name: str, address: str) -> int:
        typed = {"email": f"{name}@example.org"}
        return Client(REMOTE_ADDR=address).post(f"{ACCOUNT}password/reset/", typed).status_code

    for name in ("someone", "nobody"):
        for number in range(1, 4):
            address = f"10.0.{number}.{name[0]}"
            assert [ask(name, address) for _ in range(6)] == [302] * 5 + [429]
    assert ask("SomeOne", "10.0.1.s") == 429
    assert ask("someone", "10.0.9.9") == 302
    assert len(mail.outbox) == throttling.LINK_MAILED.most


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("2fa/authenticate/", {"code": "x"}),
        ("reauthenticate/", {"password": "x"}),
        ("2fa/reauthenticate/", {"code": "x"}),
        ("2fa/totp/activate/", {"code": "x"}),
        ("password/change/", {"oldpassword": "x", "password1": "y", "password2": "y"}),
    ],
)
def test_whatever_takes_a_secret_takes_five_wrong_ones(someone, address, typed):
    client = Client()
    if address in ("2fa/authenticate/", "2fa/reauthenticate/"):
        TOTP.activate(someone, generate_totp_secret())
    sign_in("someone", client=client)
    if address != "2fa/authenticate/":
        client.force_login(someone)
    if address == "2fa/totp/activate/":
        client.post(f"{ACCOUNT}reauthenticate/", {"password": PASSWORD})
    answers = [client.post(f"{ACCOUNT}{address}", typed) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[5]["Retry-After"] == "300"
