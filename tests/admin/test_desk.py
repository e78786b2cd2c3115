"""Who comes in at the desk, and where those are led who may not yet."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "tonle-sap-flows-both-ways"
LOGIN = "/admin/account/login/"
EVENTS = "/admin/cooperation/event/?state__exact=draft"


def sign_in(client: Client, **data: str):
    return client.post(LOGIN, {"login": "someone", "password": PASSWORD, **data})


def test_every_way_in_leads_to_the_one_login_page_and_back():
    factories.make_user(group="contributor", username="someone", password=PASSWORD)
    client = Client()
    arrived = client.get(EVENTS, follow=True)
    assert [address.partition("?")[0] for address, _status in arrived.redirect_chain] == [
        "/admin/login/",
        LOGIN,
    ]
    data = {"next": arrived.context["redirect_field_value"]}
    assert sign_in(client, **data)["Location"] == EVENTS
    assert client.get("/admin/login/", {"next": EVENTS})["Location"] == EVENTS
    assert client.get(LOGIN)["Location"] == "/admin/"
    assert client.get("/admin/password_change/")["Location"] == "/admin/account/password/change/"


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "http://localhost/admin/",
        "javascript:1",
    ],
)
def test_nobody_is_led_elsewhere(address, settings):
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    factories.make_user(group="contributor", username="someone", password=PASSWORD)
    assert Client().get("/admin/login/", {"next": address})["Location"] == LOGIN
    assert sign_in(Client(), next=address)["Location"] == "/admin/"


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_request_login_code"])
def test_nobody_signs_up(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_who_is_no_editor_is_refused_at_the_door():
    client = Client()
    client.force_login(get_user_model().objects.create_user("reader"))
    assert client.get("/admin/", follow=True).status_code == 403


def test_signing_out_ends_the_session(administrator):
    administrator.post("/admin/logout/")
    assert "_auth_user_id" not in administrator.session
    assert administrator.get("/admin/")["Location"] == "/admin/login/?next=/admin/"


@pytest.mark.parametrize(
    ("roles", "fields", "is_asked"),
    [
        ([], {"group": "publisher"}, False),
        (["publisher"], {"group": "publisher"}, True),
        (["publisher"], {"group": "contributor"}, False),
        (["administrator"], {"is_superuser": True}, True),
        (["publisher"], {"is_superuser": True}, False),
    ],
)
def test_a_role_that_asks_for_a_second_factor_waits_at_its_setting_up(
    settings, roles, fields, is_asked
):
    settings.SECOND_FACTOR_ROLES = roles
    user = factories.make_user(username="someone", **fields)
    client = Client()
    client.force_login(user)
    arrived = client.get("/admin/", follow=True)
    assert (arrived.request["PATH_INFO"] == "/admin/account/2fa/") is is_asked
    # Codes for an emergency alone are no second factor.
    RecoveryCodes.activate(user)
    assert (client.get("/admin/").status_code == 302) is is_asked
    TOTP.activate(user, generate_totp_secret())
    assert client.get("/admin/").status_code == 200
