"""What was typed outlives the session in which it was typed."""

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

from cooperation.models import Person
from tests import factories
from tests.admin import desk

HERE = {"origin": "http://testserver"}


def resend(browser: Client, page, **headers):
    (form,) = html.fromstring(page.content.decode()).xpath("//div[@id='content-main']//form")
    return browser.post(form.get("action"), desk.sendable(form), headers=headers or HERE)


@pytest.fixture
def editor(db):
    return factories.make_user(group="contributor")


def test_a_form_sent_after_the_session_ended_is_sent_again_with_all_that_was_typed(editor):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    person = factories.make_person(name="Chan Dara", published=False)
    values = desk.filled(browser, desk.change_page(person)) | {"name_en": "Chan “Darith”"}
    del browser.cookies[settings.SESSION_COOKIE_NAME]

    page = browser.post(desk.change_page(person), values, headers=HERE)
    assert page.status_code == 403
    assert "Your session had ended" in page.content.decode()
    again = resend(browser, page)
    assert "Your session had ended" in again.content.decode()

    browser.force_login(editor)
    browser.get("/admin/")
    page = resend(browser, again)
    if page.status_code == 403:
        # Signing in renewed the token of the browser.
        page = resend(browser, page)
    assert page.status_code == 302
    person.refresh_from_db()
    assert person.name == "Chan “Darith”"


def test_a_form_of_a_stranger_is_not_kept(editor):
    browser = Client()
    values = {"name_en": "Somebody"}
    for headers in ({}, {"origin": "https://elsewhere.example"}):
        response = browser.post(desk.page("add", Person), values, headers=headers)
        assert response.status_code == 302
        assert "login" in response["Location"]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    response = strict.post(
        desk.page("add", Person), values, headers={"origin": "https://elsewhere.example"}
    )
    assert (response.status_code, b"Somebody" in response.content) == (403, False)
