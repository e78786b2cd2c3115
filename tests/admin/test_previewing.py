"""The true page with a draft in it, for those who have its link and nobody else."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from cooperation.models import Draft, Event, Generation, OtherName, Preview, Revision
from cooperation.models.wording import moment_in_words
from cooperation.publishing import drafts, revisions, workflow
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db


def state() -> tuple:
    return (
        Revision.objects.count(),
        Draft.objects.count(),
        Generation.objects.get().token,
        sorted(Event.objects.values_list("title_en", "state")),
    )


def previewed(client, address, values) -> str:
    response = client.post(address, values | {"_preview": "1"})
    assert response.status_code == 302, desk.errors(response)
    return response["Location"]


def test_a_form_is_previewed_before_it_is_saved(contributor):
    event = factories.make_event(title="A forum", parts=[OtherName(name="The forum")])
    before = state()
    values = desk.filled(contributor, desk.change_page(event)) | {"title_en": "A zqx forum"}
    values = desk.with_rows(values, "other_names", {"name": "Zqx gathering", "kind": "alias"})
    link = previewed(contributor, desk.change_page(event), values)
    assert state() == before

    stranger = Client()
    response = stranger.get(link)
    page = response.content.decode()
    assert "<h1>A zqx forum</h1>" in page and "Zqx gathering" in page
    assert "Preview, made by contributor" in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == (
        "private, no-store",
        "noindex, nofollow",
    )
    assert response.cookies == {}
    assert "zqx" not in stranger.get(event.get_absolute_url()).content.decode().lower()
    assert state() == before


def test_a_new_record_is_previewed_with_the_drafts_it_names(contributor):
    draft = factories.make_event(title="A zqx week", published=False)
    values = desk.new_event(contributor, title_en="A new forum", parent=draft.pk)
    before = state()
    page = Client().get(previewed(contributor, desk.page("add", Event), values)).content.decode()
    assert "<h1>A new forum</h1>" in page and "A zqx week" in page
    assert state() == before


def test_what_waits_is_previewed_and_the_link_ends_with_it(contributor):
    event = factories.make_event(title="A forum")
    content = revisions.take_snapshot(event)
    changed = content | {"fields": content["fields"] | {"title_en": "A zqx forum"}}
    drafts.save_draft(event, changed, by=None, at=factories.AT)
    address = desk.page("preview", Event, event.pk)
    assert contributor.get(address).status_code == 405
    link = contributor.post(address)["Location"]
    assert "A zqx forum" in Client().get(link).content.decode()
    workflow.publish(event, by=None, at=factories.AT)
    assert Client().get(link).status_code == 404


def test_a_link_expires_and_is_not_guessed(contributor):
    event = factories.make_event(title="A forum", published=False)
    link = contributor.post(desk.page("preview", Event, event.pk))["Location"]
    key = Preview.objects.get().pk
    unknown = Client().get("/no-such-page/").content
    for guess in (f"/preview/{key}/", f"/preview/{key}:x/", "/preview/x/"):
        response = Client().get(guess)
        assert (response.status_code, response.content) == (404, unknown)
    Preview.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert Client().get(link).status_code == 404


def test_a_form_that_cannot_be_read_comes_back(contributor):
    event = factories.make_event(title="A forum")
    values = desk.filled(contributor, desk.change_page(event)) | {"date": "soon"}
    response = contributor.post(desk.change_page(event), values | {"_preview": "1"})
    assert len(desk.errors(response)) == 1
    assert Preview.objects.count() == 0


@pytest.mark.parametrize(
    "make",
    [
        factories.make_programme,
        factories.make_organisation,
        factories.make_post,
        factories.make_person,
        factories.make_statement,
        factories.make_commitment,
        factories.make_source,
    ],
)
def test_every_kind_has_its_preview(contributor, make):
    record = make(published=False)
    response = contributor.post(desk.page("preview", type(record), record.pk))
    assert Client().get(response["Location"]).status_code == 200


def drawn(client, record) -> list[tuple[str, str, str]]:
    """Return of each link that a record's form shows its words, its address and what ends it."""
    tree = html.fromstring(client.get(desk.change_page(record)).content.decode())
    return [
        (" ".join(item.text_content().split()), item.xpath("a/@href")[0], form.get("action"))
        for item in tree.xpath("//section[@id='preview-links']//li")
        for form in item.xpath("form")
    ]


def test_a_record_shows_who_made_a_link_until_when_and_ends_it(contributor, publisher):
    event = factories.make_event(title="A forum", published=False)
    link = contributor.post(desk.page("preview", Event, event.pk))["Location"]
    ((words, address, ending),) = drawn(publisher, event)
    kept = Preview.objects.get()
    assert address == link
    made, expires = moment_in_words(kept.made_at), moment_in_words(kept.expires_at)
    assert words == f"Made by contributor on {made}, works until {expires}."
    response = publisher.post(ending, follow=True)
    assert desk.messages(response) == ["The link to the preview is ended."]
    assert drawn(publisher, event) == []
    assert Client().get(link).status_code == 404
    assert publisher.post(ending).status_code == 404


def test_the_links_of_a_closed_account_do_not_come_back_with_it(contributor, administrator):
    event = factories.make_event(title="A forum", published=False)
    link = contributor.post(desk.page("preview", Event, event.pk))["Location"]
    user = Preview.objects.get().made_by
    values = desk.filled(administrator, desk.change_page(user))
    closed = {name: value for name, value in values.items() if name != "is_active"}
    for sent in (closed, values):
        assert administrator.post(desk.change_page(user), sent).status_code == 302
        assert Client().get(link).status_code == 404
    user.refresh_from_db()
    assert user.is_active
