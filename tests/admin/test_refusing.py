"""Who may not do something is told at the desk which right is missing, and who gives it."""

import pytest
from django.test import Client
from lxml import html

from cooperation.models import Person, User
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db


def page(response) -> html.HtmlElement:
    assert response.status_code == 403
    return html.fromstring(response.content.decode())


def words(response) -> str:
    return " ".join(page(response).xpath("string(//div[@id='content-main'])").split())


@pytest.mark.parametrize(
    ("view", "right", "roles"),
    [
        ("delete", "Can delete person", "administrator, publisher"),
        ("withdraw", "Can archive person", "administrator, publisher"),
        ("merge", "Can publish person", "administrator, publisher"),
        ("review", "Can publish person", "administrator, publisher"),
    ],
)
def test_the_missing_right_and_its_givers_are_named(contributor, view, right, roles):
    factories.make_user(username="keeper", group="administrator")
    person = factories.make_person()
    told = words(contributor.post(desk.page(view, Person, person.pk)))
    assert f"{right} – comes with the role: {roles}" in told
    assert "Roles are given by: keeper." in told
    assert "sign in" not in told.lower()


def test_a_button_tells_of_its_own_right_and_a_list_of_its_own(contributor):
    person = factories.make_person()
    sent = {"_publish": "1"}
    assert "Can publish person" in words(contributor.post(desk.change_page(person), sent))
    told = contributor.get(desk.page("changelist", User))
    assert "Can view user" in words(told)
    assert page(told).xpath("//a[@class='button']/@href") == ["/admin/"]


def test_readers_learn_nothing_of_it():
    client = Client()
    client.force_login(factories.make_user(username="reader"))
    User.objects.update(is_staff=False)
    told = words(client.get("/admin/", follow=True))
    assert told.startswith("You are signed in, and your account does not open the desk.")
