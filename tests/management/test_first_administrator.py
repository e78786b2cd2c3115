import io
import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch):
    monkeypatch.delenv("REGISTER_ADMIN_PASSWORD", raising=False)


def said() -> str:
    out = io.StringIO()
    call_command("first_administrator", stdout=out)
    return out.getvalue()


def test_a_random_password_is_printed_once_and_works():
    [password] = re.findall(r"password +(\S+)\n", said())

    assert authenticate(username="administrator", password=password).is_superuser
    assert said() == ""
    assert get_user_model().objects.count() == 1


def test_a_given_password_is_taken_and_not_printed(monkeypatch):
    monkeypatch.setenv("REGISTER_ADMIN_PASSWORD", "tonle-sap-flows-both-ways")

    assert "tonle-sap" not in said()
    assert authenticate(username="administrator", password="tonle-sap-flows-both-ways")


@pytest.mark.parametrize("weak", ["password1234", "short", "123456789012", "administrator"])
def test_a_weak_password_is_refused_by_the_name_of_its_variable(monkeypatch, weak):
    monkeypatch.setenv("REGISTER_ADMIN_PASSWORD", weak)

    with pytest.raises(CommandError, match=r"^REGISTER_ADMIN_PASSWORD: "):
        said()

    assert not get_user_model().objects.exists()


def test_another_user_of_that_name_is_not_made_an_administrator():
    get_user_model().objects.create_user("administrator")

    with pytest.raises(CommandError, match="createsuperuser"):
        said()
