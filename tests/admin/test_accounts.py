"""Signing in: what nobody learns, what counts once, how a session ends."""

import re
import sqlite3
import threading
from contextvars import copy_context
from unittest.mock import Mock

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client

from cooperation.admin import accounts
from cooperation.models import User
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "tonle-sap-flows-both-ways"
ACCOUNT = "/admin/account/"


@pytest.fixture
def someone() -> User:
    return factories.make_user(
        group="contributor", username="someone", email="someone@example.org", password=PASSWORD
    )


def sign_in(name: str, password: str, address: str = "10.0.0.1"):
    client = Client(REMOTE_ADDR=address)
    return client.post(f"{ACCOUNT}login/", {"login": name, "password": password})


def is_in(response) -> bool:
    return response.status_code == 302


def text(response, *names: str) -> str:
    """Return an answer without what differs each time, and without the names that were typed."""
    found = re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", response.content.decode())
    for name in names:
        found = found.replace(name, "")
    return f"{response.status_code} {response.get('Location')} {found}"


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_nobody_learns_from_a_refusal_who_has_an_account(someone, monkeypatch):
    factories.make_user(username="user-without")
    factories.make_user(username="user-inactive", password=PASSWORD, is_active=False)
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, salt: hashed.append(password) or encode(self, password, salt),
    )
    seen = {}
    for name in ("someone", "user-without", "user-inactive", "nobody"):
        hashed.clear()
        # As many hashes mean as much time: that of all else does not count beside them.
        seen[name] = (text(sign_in(name, "wrong-password"), name), len(hashed))
    assert len(set(seen.values())) == 1
    assert seen["nobody"][1] == 1


def test_nobody_learns_from_a_forgotten_password_who_has_an_account(someone, monkeypatch, settings):
    settings.DEFAULT_FROM_EMAIL = "Desk <desk@mail.example>"
    waiting = []
    keep = lambda work: waiting.append((copy_context(), work))  # noqa: E731
    monkeypatch.setattr(accounts, "later", keep)
    answers = [
        text(Client().post(f"{ACCOUNT}password/reset/", {"email": f"{name}@example.org"}))
        for name in ("someone", "nobody")
    ]
    # Both are answered, and the same, before anything is written or mailed.
    assert (answers[0], len(waiting), mail.outbox) == (answers[1], 2, [])
    for context, work in waiting:
        context.run(work)
    (letter,) = mail.outbox
    assert letter.to == ["someone@example.org"]
    assert letter.from_email == "Desk <desk@mail.example>"
    assert re.fullmatch(r"<[^@]+@mail\.example>", letter.message()["Message-ID"])
    assert "Your user name: someone" in letter.body
    assert re.search(r"http://127\.0\.0\.1:8000/admin/account/password/reset/key/\S+", letter.body)


def test_what_is_done_later_is_done_elsewhere():
    where = []
    done = threading.Event()
    accounts.later(lambda: (where.append(threading.current_thread()), done.set()))
    assert done.wait(30)
    assert where != [threading.current_thread()]


def test_a_new_password_ends_the_other_sessions(someone):
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(someone)
    typed = {"oldpassword": PASSWORD, "password1": "mekong-and-bassac", "password2": "x"}
    refused = here.post(f"{ACCOUNT}password/change/", typed)
    assert "password2" in refused.context["form"].errors
    typed["password2"] = typed["password1"]
    assert is_in(here.post(f"{ACCOUNT}password/change/", typed))
    assert [client.get("/admin/").status_code for client in (here, there)] == [200, 302]
    assert [letter.subject for letter in mail.outbox] == [
        "[Register of labour cooperation] Password Changed"
    ]


@pytest.mark.parametrize("weak", ["short-enough", "password1234", "someone-else", "123456789012"])
def test_a_weak_password_is_refused(someone, weak):
    client = Client()
    client.force_login(someone)
    weak = weak.removesuffix("h") if weak == "short-enough" else weak
    typed = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    answer = client.post(f"{ACCOUNT}password/change/", typed)
    assert "password1" in answer.context["form"].errors


def test_a_second_factor_is_asked_after_the_password_and_counts_once(someone):
    secret = generate_totp_secret()
    TOTP.activate(someone, secret)
    first, second = Client(), Client()
    for client in (first, second):
        typed = {"login": "someone", "password": PASSWORD, "next": "/admin/cooperation/event/"}
        answer = client.post(f"{ACCOUNT}login/", typed)
        assert answer["Location"] == f"{ACCOUNT}2fa/authenticate/"
        assert client.get("/admin/").status_code == 302
    now = code(secret)
    answer = first.post(f"{ACCOUNT}2fa/authenticate/", {"code": now})
    assert answer["Location"] == "/admin/cooperation/event/"
    again = second.post(f"{ACCOUNT}2fa/authenticate/", {"code": now})
    assert "code" in again.context["form"].errors


def test_the_code_that_sets_an_app_up_signs_nobody_in(someone):
    client = Client()
    client.post(f"{ACCOUNT}login/", {"login": "someone", "password": PASSWORD})
    client.post(f"{ACCOUNT}reauthenticate/", {"password": PASSWORD})
    page = client.get(f"{ACCOUNT}2fa/totp/activate/").content.decode()
    (secret,) = re.findall(r'id="authenticator_secret">(\w+)<', page)
    used = code(secret)
    assert is_in(client.post(f"{ACCOUNT}2fa/totp/activate/", {"code": used}))
    assert client.get(f"{ACCOUNT}2fa/totp/qr.svg").status_code == 404
    other = Client()
    other.post(f"{ACCOUNT}login/", {"login": "someone", "password": PASSWORD})
    for asking, address in ((other, "authenticate"), (client, "reauthenticate")):
        answer = asking.post(f"{ACCOUNT}2fa/{address}/", {"code": used})
        assert (answer.status_code, "code" in answer.context["form"].errors) == (200, True)
    assert other.get("/admin/").status_code == 302


def test_a_recovery_code_signs_in_once(someone):
    TOTP.activate(someone, generate_totp_secret())
    first, *_others = RecoveryCodes.activate(someone).generate_codes()
    answers = []
    for _ in range(2):
        client = Client()
        client.post(f"{ACCOUNT}login/", {"login": "someone", "password": PASSWORD})
        answers.append(is_in(client.post(f"{ACCOUNT}2fa/authenticate/", {"code": first})))
    assert answers == [True, False]


@pytest.mark.sqlite
def test_a_disk_that_is_full_at_sign_in_is_named(someone):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        answer = sign_in("someone", PASSWORD)
        cursor.execute("PRAGMA query_only = OFF")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "the disk of the register is full" in answer.content.decode()
    assert is_in(sign_in("someone", PASSWORD))


@pytest.mark.parametrize("name", ["someone", "nobody"])
def test_a_full_disk_is_no_number_of_attempts(someone, monkeypatch, name):
    cause = sqlite3.OperationalError("database or disk is full")
    cause.sqlite_errorcode = sqlite3.SQLITE_FULL
    full = OperationalError("database or disk is full")
    full.__cause__ = cause
    monkeypatch.setattr(cache, "add", Mock(side_effect=full))
    answer = sign_in(name, PASSWORD)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "the disk of the register is full" in answer.content.decode()


def test_the_picture_of_a_secret_is_ours_and_for_its_owner_alone(someone):
    client, picture = Client(), f"{ACCOUNT}2fa/totp/qr.svg"
    assert client.get(picture).status_code == 302
    client.post(f"{ACCOUNT}login/", {"login": "someone", "password": PASSWORD})
    assert client.get(picture)["Location"].startswith(f"{ACCOUNT}reauthenticate/")
    client.post(f"{ACCOUNT}reauthenticate/", {"password": PASSWORD})
    assert client.get(picture).status_code == 404
    page = client.get(f"{ACCOUNT}2fa/totp/activate/").content.decode()
    assert (f'src="{picture}"' in page, "data:" in page) == (True, False)
    drawing = client.get(picture)
    assert (drawing["Content-Type"], drawing["Cache-Control"]) == (
        "image/svg+xml",
        "private, no-store",
    )
    assert b"<svg" in drawing.content
    assert client.post(picture).status_code == 405


@pytest.mark.parametrize(
    ("host", "works"),
    [
        ("register.example", True),
        ("localhost:8000", True),
        ("127.0.0.1:8000", False),
        ("10.1.2.3", False),
        ("[::1]:8000", False),
        ("[::1]", False),
    ],
)
def test_the_page_says_where_passkeys_cannot_work(someone, settings, host, works):
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"host": host})
    client.force_login(someone)
    page = client.get(f"{ACCOUNT}2fa/").content.decode()
    assert ("Passkeys cannot work here" in page) is not works
    assert ("Add a passkey" in page) is works
    assert (
        "passkey_login" in Client(headers={"host": host}).get(f"{ACCOUNT}login/").content.decode()
    ) is works
