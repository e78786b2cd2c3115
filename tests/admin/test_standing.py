"""The form says what a save would undo, and the message what it has undone."""

import datetime as dt

import pytest
from django.utils import timezone
from lxml import html

from cooperation.models import Draft, User
from cooperation.publishing import drafts, revisions
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db

AHEAD = dt.datetime(2199, 1, 1, 2, 0, tzinfo=dt.UTC)
MOMENT = "1 January 2199, 09:00 (Phnom Penh)"


@pytest.fixture
def waiting(contributor):
    """Return a live person of whom a change by the contributor waits."""
    person = factories.make_person(name="Chan Dara")
    content = revisions.take_snapshot(person)
    changed = content | {"fields": content["fields"] | {"name_en": "Chan Darith"}}
    author = User.objects.get(username="contributor")
    drafts.save_draft(person, changed, by=author, at=factories.AT)
    return person


def said(client, record) -> str:
    tree = html.fromstring(client.get(desk.change_page(record)).content.decode())
    return " ".join(tree.xpath("string(//section[@class='standing'])").split())


def saved(client, record, **typed) -> list[str]:
    values = desk.filled(client, desk.change_page(record)) | typed
    return desk.messages(client.post(desk.change_page(record), values, follow=True))


def test_a_save_says_that_it_takes_approval_and_date_away(contributor, waiting):
    drafts.schedule_draft(waiting, go_live_at=AHEAD, by=None, at=timezone.now())
    assert f"scheduled for {MOMENT}. Saving a change takes approval and date away" in said(
        contributor, waiting
    )
    untouched = saved(contributor, waiting)
    assert (untouched, Draft.objects.get().state) == (["Nothing was changed."], "scheduled")
    assert saved(contributor, waiting, name_en="Chan Dareth")[1:] == [
        f"It was to be public on {MOMENT}: approval and date are taken away."
    ]
    assert Draft.objects.get().state == "draft"
    assert "scheduled" not in said(contributor, waiting)


def test_a_save_says_that_it_changes_what_is_in_review(contributor, waiting):
    drafts.submit(waiting, by=None, at=timezone.now())
    assert "It is in review. Saving a change changes what is under review." in said(
        contributor, waiting
    )
    assert saved(contributor, waiting, name_en="Chan Dareth")[1:] == [
        "It is in review: from now on, what you saved is under review."
    ]


def test_a_form_says_what_readers_see_and_what_is_asked_of_its_author(contributor, waiting):
    assert said(contributor, waiting).endswith("Readers still see what is live.")
    drafts.submit(waiting, by=None, at=timezone.now())
    drafts.return_draft(waiting, by=None, at=timezone.now(), note="Which spelling is his own?")
    assert said(contributor, waiting).endswith("Which spelling is his own?")
    assert said(contributor, factories.make_person(published=False)) == ""
