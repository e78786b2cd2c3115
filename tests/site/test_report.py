"""A reader reports a mistake: without an account, a cookie or a name."""

import datetime as dt

import pytest
from django.test import Client
from lxml import html

from cooperation.models import Report
from cooperation.site import report
from tests import factories
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db
TYPED = {"text": "The year is <1999>.", "evidence": "Page 3", "contact": "me", "website": ""}


@pytest.fixture
def event(db):
    return factories.make_event(title="A forum")


def address(event) -> str:
    return f"/report/{event.uid}/"


def token(client, event) -> str:
    return tree(client, address(event)).xpath("string(//input[@name='token']/@value)")


def sent(client, event, **values: str):
    given = TYPED | {"token": token(client, event)} | values
    return client.post(address(event), given)


def shown(response) -> tuple[html.HtmlElement, str]:
    root = html.fromstring(response.content.decode())
    return root, root.xpath("string(//textarea)")


def test_the_page_of_a_record_leads_to_a_form_that_knows_it(client, event):
    page = tree(client, event.get_absolute_url())
    assert page.xpath("//a[text()='Report a mistake']/@href") == [address(event)]
    form = tree(client, address(event))
    assert texts(form, "//main//*[@class='lede']") == ["A forum"]
    assert form.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert Report.objects.count() == 0


def test_a_report_reaches_the_desk_without_any_cookie(event):
    strict = Client(enforce_csrf_checks=True)
    response = sent(strict, event)
    assert (response.status_code, response["Location"]) == (302, "/report/thanks/")
    assert (dict(strict.cookies), response["Cache-Control"]) == ({}, "no-store")
    kept = Report.objects.get()
    assert (kept.record_type, kept.record_uid, kept.title) == ("event", event.uid, "A forum")
    assert (kept.text, kept.evidence, kept.contact) == ("The year is <1999>.", "Page 3", "me")
    assert (kept.state, kept.page) == ("new", f"http://127.0.0.1:8000/events/{event.slug}/")
    assert texts(tree(strict, "/report/thanks/"), "//h1") == ["Thank you"]


def test_what_is_wrong_is_all_that_is_needed(client, event):
    assert sent(client, event, evidence="", contact="").status_code == 302
    response = sent(client, event, text=" ", evidence="Page 3")
    page, _typed = shown(response)
    assert response.status_code == 400
    assert texts(page, "//*[@class='wrong']") == ["Say what is wrong: nothing else is needed."]
    assert page.xpath("string(//input[@name='evidence']/@value)") == "Page 3"
    assert Report.objects.count() == 1


@pytest.mark.parametrize("given", ["", "made:up:token"])
def test_a_form_that_was_not_ours_keeps_what_was_typed(client, event, given):
    response = sent(client, event, token=given)
    assert (response.status_code, shown(response)[1]) == (400, "The year is <1999>.")
    other = factories.make_event(title="Another")
    assert sent(client, event, token=token(client, other)).status_code == 400
    assert Report.objects.count() == 0


def test_a_form_that_is_too_old_is_given_anew(client, event, monkeypatch):
    old = token(client, event)
    monkeypatch.setattr(report, "LIFE", dt.timedelta(seconds=-1))
    response = client.post(address(event), TYPED | {"token": old})
    page, typed = shown(response)
    assert (response.status_code, typed) == (400, "The year is <1999>.")
    assert page.xpath("//input[@name='token']/@value")


def test_a_machine_that_fills_in_everything_learns_nothing(client, event):
    assert sent(client, event, website="https://spam.example").status_code == 302
    assert Report.objects.count() == 0


def test_too_many_from_one_place_wait_and_keep_their_text(client, event):
    for _ in range(report.OF_ONE.most):
        assert sent(client, event).status_code == 302
    response = sent(client, event)
    assert (response.status_code, 0 < int(response["Retry-After"]) <= 3600) == (429, True)
    assert shown(response)[1] == "The year is <1999>."
    assert Report.objects.count() == report.OF_ONE.most
    assert client.post(address(event), TYPED, REMOTE_ADDR="192.0.2.9").status_code == 400


def test_nothing_is_told_of_what_is_not_public(client):
    draft = factories.make_event(published=False, title="Hidden")
    assert client.get(address(draft)).status_code == 404
    assert client.post(address(draft), TYPED).status_code == 404
    assert Report.objects.count() == 0
