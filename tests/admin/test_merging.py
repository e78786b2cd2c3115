"""Two records are merged at the desk, after a look at what moves; and the merge is undone."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from lxml import html

from cooperation.models import LikelyPair, Merge, Organisation, OtherName, Participation, Person
from cooperation.publishing import workflow
from cooperation.publishing.merging import merge
from cooperation.publishing.workflow import Row
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(db) -> tuple[Person, Person]:
    """Return two names of one man, the second of them in a forum."""
    kept = factories.make_person(name="Heng Sour")
    merged = factories.make_person(name="Heng Sur", parts=[OtherName(name="Sur of Labour")])
    role = factories.make_term(scheme="event-role", code="speaker")
    part = Participation(person=merged, role=role)
    factories.make_event(title="A forum", parts=[part])
    return kept, merged


def forms(response: Any) -> list[dict[str, Any]]:
    """Return what the forms of a page would send."""
    assert response.status_code == 200
    tree = html.fromstring(response.content.decode())
    return [desk.sendable(form) for form in tree.xpath("//div[@id='content-main']//form")]


def text(response: Any) -> str:
    tree = html.fromstring(response.content.decode())
    return " ".join(tree.xpath("string(//div[@id='content-main'])").split())


def preview(client: Client, kept: Any, merged: Any, **more: Any) -> Any:
    sent = {"other": merged.pk, "keep": "this", "reason": "One man."} | more
    return client.post(desk.page("merge", type(kept), kept.pk), sent)


def test_two_are_chosen_looked_at_merged_and_parted_again(publisher, pair):
    kept, merged = pair
    chosen = desk.act(publisher, "merge_selected", kept, merged)
    assert chosen.redirect_chain[-1][0].endswith(f"/{kept.pk}/merge/?with={merged.pk}")
    (first, *_others) = forms(chosen)
    assert (first["other"], first["keep"]) == ([str(merged.pk)], ["this"])

    shown = publisher.post(desk.page("merge", Person, kept.pk), first | {"reason": "One man."})
    said = text(shown)
    assert "Kept as other names Heng Sur" in said
    assert "Other names 1" in said
    assert "Event: A forum participation, person" in said
    assert Person.objects.count() == 2
    confirm, turned = forms(shown)
    assert turned["keep"] == ["other"]
    done = publisher.post(
        desk.page("merge", Person, kept.pk), confirm | {"confirm": "yes"}, follow=True
    )
    assert desk.messages(done) == ["“Heng Sur” is merged into “Heng Sour”: 2 records were changed."]
    assert list(Person.objects.all()) == [kept]
    assert desk.last(kept).reason == "“Heng Sur” into “Heng Sour”. One man."

    found = Merge.objects.get()
    undo = desk.page("unmerge", Person, kept.pk, found.pk)
    assert undo in publisher.get(desk.page("merge", Person, kept.pk)).content.decode()
    page = publisher.get(undo)
    assert "Event: A forum" in text(page)
    (form,) = forms(page)
    done = publisher.post(undo, form | {"reason": "Two brothers."}, follow=True)
    assert desk.messages(done) == ["“Heng Sur” is a record of its own again."]
    back = Person.objects.get(uid=merged.uid)
    assert desk.last(back).reason == "“Heng Sur” out of “Heng Sour”. Two brothers."
    assert publisher.get(undo).status_code == 404


def test_the_other_one_may_be_kept(publisher, pair):
    one, other = pair
    page = publisher.post(desk.page("merge", Person, one.pk), {"other": other.pk, "keep": "other"})
    confirm, _turned = forms(page)
    publisher.post(desk.page("merge", Person, one.pk), confirm | {"confirm": "yes"})
    assert list(Person.objects.all()) == [other]


@pytest.mark.past_publishing
def test_what_cannot_be_merged_is_said_and_offers_no_button(publisher):
    kept = factories.make_organisation(name="A ministry")
    merged = factories.make_organisation(name="A department", parent=kept)
    workflow.save(Row(kept), by=None, at=factories.AT)
    kept.parent = factories.make_organisation(name="Between", parent=merged)
    Organisation.objects.filter(pk=kept.pk).update(parent=kept.parent)
    page = preview(publisher, merged, kept)
    assert "This cannot be done as things stand" in text(page)
    assert "Merge them" not in text(page)


def test_what_changed_since_the_preview_is_shown_again_and_not_merged(publisher, pair):
    kept, merged = pair
    (confirm, _turned) = forms(preview(publisher, kept, merged))
    merged.honorific_en = "H.E."
    workflow.save(Row(merged), by=None, at=factories.AT)
    response = publisher.post(desk.page("merge", Person, kept.pk), confirm | {"confirm": "yes"})
    (said,) = desk.messages(response)
    assert said.startswith("“Heng Sur” was changed by the register itself")
    assert Person.objects.count() == 2
    again = forms(response)[0]
    publisher.post(desk.page("merge", Person, kept.pk), again | {"confirm": "yes"})
    assert list(Person.objects.all()) == [kept]


@pytest.mark.parametrize("given", [{}, {"other": ""}, {"other": "0"}, {"other": "self"}])
def test_a_merge_needs_another_record(publisher, pair, given):
    kept, _merged = pair
    sent = {name: kept.pk if value == "self" else value for name, value in given.items()}
    response = publisher.post(desk.page("merge", Person, kept.pk), {"keep": "this", **sent})
    assert len(desk.errors(response)) == 1


def test_exactly_two_are_selected(publisher, pair):
    response = desk.act(publisher, "merge_selected", pair[0])
    assert desk.messages(response) == ["Select the two that are the same."]


def test_likely_ones_are_offered_and_told_apart_for_good(publisher, pair):
    kept, _merged = pair
    page = publisher.get(desk.page("merge", Person, kept.pk))
    assert "Heng Sur (other spelling)" in text(page)
    _choice, distinct = forms(page)
    done = publisher.post(desk.page("distinct", Person, kept.pk), distinct, follow=True)
    assert desk.messages(done) == ["“Heng Sour” and “Heng Sur” will not be taken for one again."]
    assert "It looks like" not in text(done)
    assert LikelyPair.objects.get().dismissed_by.username == "publisher"


def test_pairs_are_listed_and_told_apart_together(publisher, contributor, pair):
    for number in range(2):
        factories.make_organisation(name="Unions of Cambodia", slug=f"unions-{number}")
    address = desk.page("changelist", LikelyPair)
    listed = publisher.get(address).content.decode()
    for person in pair:
        assert f'<a href="{desk.change_page(person)}">{person}</a>' in listed
    assert "same name" in listed
    first = LikelyPair.objects.get(record_type="person")
    sent = {"action": "tell_apart", "_selected_action": [first.pk]}
    said = desk.messages(contributor.post(address, sent, follow=True))
    assert said == ["1 pair will not be taken for one again."]
    assert "Heng" not in publisher.get(address).content.decode()
    narrow = factories.make_user(username="narrow")
    narrow.user_permissions.add(Permission.objects.get(codename="view_person"))
    client = Client()
    client.force_login(narrow)
    assert "Unions" not in client.get(address).content.decode()


def test_only_those_who_publish_merge(contributor, publisher, pair):
    kept, merged = pair
    done = merge(kept, merged, by=None, at=factories.AT)
    for view in (
        desk.page("merge", Person, kept.pk),
        desk.page("unmerge", Person, kept.pk, done.pk),
    ):
        assert contributor.get(view).status_code == 403
        assert contributor.post(view, {"confirm": "yes"}).status_code == 403
        assert publisher.get(view).status_code == 200
    assert contributor.post(desk.page("distinct", Person, kept.pk)).status_code == 403
    for browser, count in ((contributor, 0), (publisher, 1)):
        page = browser.get(desk.change_page(kept)).content.decode()
        assert page.count(desk.page("merge", Person, kept.pk)) == count
        listed = browser.get(desk.page("changelist", Person)).content.decode()
        assert listed.count('value="merge_selected"') == count


def test_what_is_not_there_is_not_found(publisher, pair):
    kept, _merged = pair
    assert publisher.get(desk.page("merge", Person, 0)).status_code == 404
    assert publisher.get(desk.page("unmerge", Person, kept.pk, 0)).status_code == 404
    for other in ("", "0", str(kept.pk), "9" * 30):
        sent = {"other": other}
        address = desk.page("distinct", Person, kept.pk)
        assert publisher.post(address, sent).status_code == 404
    assert publisher.get(desk.page("distinct", Person, kept.pk)).status_code == 405
