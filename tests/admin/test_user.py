"""Accounts: invited by mail, kept by administrators who are asked for their password again."""

import re
from smtplib import SMTPException

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from cooperation.models import User
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db

PASSWORD = "tonle-sap-flows-both-ways"
LOGIN = "/admin/account/login/"


@pytest.fixture
def keeper() -> Client:
    """Sign an administrator in who has a password, and has not been asked for it again."""
    client = Client()
    factories.make_user(group="administrator", username="keeper", password=PASSWORD)
    client.post(LOGIN, {"login": "keeper", "password": PASSWORD})
    return client


def confirm(client: Client, asked, password: str = PASSWORD):
    """Answer the page that asks for the password again."""
    assert asked.status_code == 302
    assert asked["Location"].startswith("/admin/account/reauthenticate/?next=")
    page = client.get(asked["Location"])
    typed = {"password": password, "next": page.context["redirect_field_value"]}
    return client.post("/admin/account/reauthenticate/", typed)


def invitation(**fields) -> dict:
    contributor = Group.objects.get(name="contributor")
    return {"username": "sok", "email": "Sok@Example.org", "groups": [contributor.pk]} | fields


@pytest.fixture
def invite(administrator):
    return lambda **fields: administrator.post(desk.page("add", User), invitation(**fields))


def link_in(letter) -> str:
    (path,) = re.findall(r"http://127\.0\.0\.1:8000(/\S+)", letter.body)
    return path


def choose(client: Client, link: str, password: str = PASSWORD):
    """Follow a link that chooses a password, and choose one."""
    page = client.get(link, follow=True)
    if page.context.get("token_fail"):
        return page
    typed = {"password1": password, "password2": password}
    return client.post(page.context["action_url"], typed, follow=True)


def test_who_is_invited_chooses_a_password_by_a_link_that_works_once(invite):
    assert invite(first_name="Sok").status_code == 302
    user = User.objects.get(username="sok")
    assert (user.email, user.is_staff, user.has_usable_password()) == (
        "sok@example.org",
        True,
        False,
    )
    (letter,) = mail.outbox
    assert letter.to == ["sok@example.org"]
    assert letter.subject == (
        "[Register of labour cooperation] You are invited to edit the register"
    )
    assert ("Dear Sok," in letter.body, "Your user name: sok" in letter.body) == (True, True)
    client, link = Client(), link_in(letter)
    assert "at least 12 characters" in choose(client, link, "too-short").content.decode()
    assert choose(client, link).redirect_chain[-1][0].endswith("/password/reset/key/done/")
    assert client.post(LOGIN, {"login": "sok", "password": PASSWORD})["Location"] == "/admin/"
    assert choose(Client(), link).context["token_fail"]


def test_a_link_ends_after_three_days(invite, monkeypatch):
    invite()
    generator = "django.contrib.auth.tokens.PasswordResetTokenGenerator._num_seconds"
    sent = int(link_in(mail.outbox[0]).strip("/").split("-")[-2], 36)
    monkeypatch.setattr(generator, lambda self, moment: sent + 3 * 24 * 3600 + 1)
    assert choose(Client(), link_in(mail.outbox[0])).context["token_fail"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"email": ""}, "email"), ({"groups": []}, "groups"), ({"email": "KEEPER@x.org"}, "email")],
)
def test_an_invitation_needs_an_address_of_its_own_and_a_role(invite, fields, field):
    factories.make_user(username="other", email="keeper@x.org")
    response = invite(**fields)
    assert list(response.context["adminform"].form.errors) == [field]
    assert mail.outbox == []


def test_an_invitation_that_cannot_be_sent_is_told_and_sent_again(
    invite, administrator, monkeypatch
):
    def refuse(*args, **kwargs):
        raise SMTPException

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    page = administrator.get(invite()["Location"])
    assert "could not be sent" in desk.messages(page)[-1]
    monkeypatch.undo()
    user = User.objects.get(username="sok")
    administrator.post(f"{desk.page('changelist', User)}{user.pk}/link/")
    (letter,) = mail.outbox
    assert choose(Client(), link_in(letter)).status_code == 200


def test_without_a_mail_server_the_link_is_in_the_console_alone(invite, administrator, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    page = administrator.get(invite()["Location"])
    assert "EMAIL_URL" in desk.messages(page)[-1]
    assert "/password/reset/key/" not in page.content.decode()


def test_the_password_is_asked_again_before_accounts_are_changed(keeper):
    user = factories.make_user(username="someone", password="another-of-twelve")
    form = keeper.get(desk.change_page(user))
    assert confirm(keeper, form, "wrong").status_code == 200
    assert confirm(keeper, form)["Location"] == desk.change_page(user)
    assert keeper.get(desk.change_page(user)).status_code == 200


def test_what_was_typed_before_the_password_is_asked_again_is_saved_after_it(keeper):
    user = factories.make_user(username="someone", password="another-of-twelve")
    sent = keeper.post(desk.change_page(user), {"username": "someone", "first_name": "Typed"})
    user.refresh_from_db()
    assert user.first_name == ""
    assert confirm(keeper, sent)["Location"] == desk.page("changelist", User)
    user.refresh_from_db()
    assert user.first_name == "Typed"


@pytest.mark.parametrize("address", ["add/", "{pk}/delete/", "{pk}/link/", "{pk}/second-factor/"])
def test_no_other_act_on_an_account_goes_without_the_password(keeper, address):
    user = factories.make_user(username="someone", email="someone@example.org")
    asked = keeper.post(desk.page("changelist", User) + address.format(pk=user.pk), {"post": "yes"})
    assert asked["Location"].startswith("/admin/account/reauthenticate/")
    assert (User.objects.count(), mail.outbox) == (2, [])


def test_roles_are_changed_after_the_password_too(keeper):
    User.objects.filter(username="keeper").update(is_superuser=True)
    asked = keeper.get("/admin/auth/group/add/")
    assert asked["Location"].startswith("/admin/account/reauthenticate/")


def test_an_administrator_gives_groups_and_no_more(administrator):
    user = factories.make_user(username="new")
    values = desk.filled(administrator, desk.change_page(user))
    assert {"is_superuser", "user_permissions", "password"} & set(values) == set()
    group = Group.objects.get(name="contributor")
    typed = values | {"groups": [group.pk], "is_superuser": "on"}
    assert administrator.post(desk.change_page(user), typed).status_code == 302
    user.refresh_from_db()
    assert (list(user.groups.all()), user.is_superuser) == ([group], False)


def test_an_administrator_does_not_touch_a_superuser(administrator):
    chief = factories.make_user(username="chief", is_superuser=True, email="chief@example.org")
    TOTP.activate(chief, generate_totp_secret())
    pages = f"{desk.page('changelist', User)}{chief.pk}"
    for address in (f"{pages}/change/", f"{pages}/link/", f"{pages}/second-factor/"):
        assert administrator.post(address, {"is_active": ""}).status_code == 403
    assert (Authenticator.objects.count(), mail.outbox) == (1, [])


def test_nobody_sets_the_password_of_another(administrator):
    user = factories.make_user(username="someone")
    address = f"{desk.page('changelist', User)}{user.pk}/password/"
    typed = {"password1": PASSWORD, "password2": PASSWORD}
    assert administrator.post(address, typed, follow=True).request["PATH_INFO"] == "/admin/"
    user.refresh_from_db()
    assert not user.check_password(PASSWORD)


def test_an_account_that_is_no_longer_active_ends_its_sessions_for_good(administrator):
    user = factories.make_user(group="contributor", username="someone")
    client = Client()
    client.force_login(user)
    values = desk.filled(administrator, desk.change_page(user))
    administrator.post(desk.change_page(user), values | {"is_active": ""})
    User.objects.filter(pk=user.pk).update(is_active=True)
    assert client.get("/admin/").status_code == 302
    assert administrator.get("/admin/").status_code == 200


def test_who_lost_the_second_factor_is_helped_by_an_administrator(administrator):
    user = factories.make_user(username="someone")
    TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(user)
    page = administrator.get(desk.change_page(user)).content.decode()
    assert "Remove second factors" in page
    administrator.post(f"{desk.page('changelist', User)}{user.pk}/second-factor/")
    assert not Authenticator.objects.exists()
    assert client.get("/admin/").status_code == 302
    assert "Remove second factors" not in administrator.get(desk.change_page(user)).content.decode()
