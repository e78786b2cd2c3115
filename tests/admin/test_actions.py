"""Publishing, withdrawing and deleting from the desk."""

import pytest
from lxml import html

from cooperation.models import (
    Organisation,
    Person,
    Post,
    Programme,
    ProgrammeLink,
    Revision,
)
from cooperation.publishing import seen_marks, workflow
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.workflow import Action
from tests import factories
from tests.admin import desk


def linked_programmes() -> tuple[Programme, Programme]:
    first = factories.make_programme(title="First", published=False)
    link = ProgrammeLink(kind="supports", to_programme=first)
    second = factories.make_programme(title="Second", published=False, parts=[link])
    ProgrammeLink.objects.create(programme=first, kind="follows", to_programme=second)
    return first, second


def test_records_that_name_each_other_are_published_as_a_set(publisher):
    records = linked_programmes()
    response = desk.act(publisher, "publish_selected", *records)
    assert desk.messages(response) == ["2 records are published."]
    assert {record.state for record in Programme.objects.all()} == {"published"}


def test_drafts_that_a_record_names_are_published_with_it(publisher):
    ministry = factories.make_organisation(name="A ministry", published=False)
    post = factories.make_post(label="A minister", organisation=ministry, published=False)
    response = desk.act(publisher, "publish_with_drafts", post)
    assert desk.messages(response) == ["Published: A minister, A ministry."]
    assert {record.state for record in (*Post.objects.all(), *Organisation.objects.all())} == {
        "published"
    }


@pytest.mark.past_publishing
def test_what_keeps_a_record_from_the_public_is_said_problem_by_problem(publisher):
    first, _second = linked_programmes()
    first.citations.all().delete()
    assert desk.refused(desk.act(publisher, "publish_selected", first)) == {
        "First": [
            "First: No source is cited. Add at least one citation.",
            "First, link: “Second” is not public for as long as this record. Publish it too.",
        ]
    }
    assert {record.state for record in Programme.objects.all()} == {"draft"}


def test_a_record_that_others_name_is_not_withdrawn(publisher):
    organisation = factories.make_organisation(name="A ministry")
    post = factories.make_post(label="A minister", organisation=organisation)
    assert desk.refused(desk.act(publisher, "withdraw_selected", organisation)) == {
        "A ministry": ["A ministry is named by A minister. Change or withdraw those first."]
    }
    organisation.refresh_from_db()
    assert organisation.state == "published"
    assert desk.messages(desk.act(publisher, "withdraw_selected", post)) == [
        "1 record is withdrawn."
    ]
    post.refresh_from_db()
    assert post.state == "archived"


def test_what_is_refused_is_named_and_left_out_and_the_rest_is_done_with_its_reason(publisher):
    ministry = factories.make_organisation(name="A ministry")
    factories.make_post(label="A minister", organisation=ministry)
    others = [factories.make_organisation(name=name) for name in ("A court", "A union")]
    records = [ministry, *others]
    sent = {"action": "withdraw_selected", "_selected_action": [row.pk for row in records]}
    asked = publisher.post(
        desk.page("changelist", Organisation), sent | {"seen": seen_marks.mark_seen(records)}
    )
    assert list(desk.refused(asked)) == ["A ministry"]
    assert {row.state for row in Organisation.objects.all()} == {"published"}
    done = desk.act(publisher, "withdraw_selected", *records, reason="Closed in 2025")
    assert desk.messages(done) == ["2 records are withdrawn."]
    assert set(Organisation.objects.filter(state="archived")) == set(others)
    told = Revision.objects.filter(action=Action.WITHDRAW).values_list("title", "reason")
    assert sorted(told) == [("A court", "Closed in 2025"), ("A union", "Closed in 2025")]


def test_what_changed_after_the_question_is_not_withdrawn(publisher):
    court = factories.make_organisation(name="A court")
    sent = {"action": "withdraw_selected", "_selected_action": [court.pk], "select_across": "1"}
    asked = publisher.post(desk.page("changelist", Organisation), sent)
    (form,) = html.fromstring(asked.content.decode()).xpath("//form[.//input[@name='sure']]")
    workflow.save(Row(court), by=None, at=factories.AT)
    response = publisher.post(form.get("action"), desk.sendable(form), follow=True)
    assert "was changed by the register itself" in desk.messages(response)[0]
    court.refresh_from_db()
    assert court.state == "published"


def test_the_form_publishes_what_it_saves(publisher):
    person = factories.make_person(name="Chan Dara", published=False)
    values = desk.filled(publisher, desk.change_page(person))
    response = publisher.post(
        desk.change_page(person), values | {"name_en": "Chan Darith", "_publish": "1"}, follow=True
    )
    assert desk.messages(response) == ["“Chan Darith” is published."]
    person.refresh_from_db()
    assert (person.name, person.state) == ("Chan Darith", "published")
    actions = Revision.objects.filter(record_uid=person.uid).values_list("action", flat=True)
    assert list(actions)[:2] == ["publish", "save"]


def test_the_form_names_the_drafts_that_keep_it_from_the_public(publisher):
    draft = factories.make_organisation(name="A ministry", published=False)
    post = factories.make_post(label="A minister", organisation=draft, published=False)
    values = desk.filled(publisher, desk.change_page(post))
    typed = values | {"label_en": "The minister", "_publish": "1"}
    response = publisher.post(desk.change_page(post), typed)
    assert desk.errors(response) == [
        "The minister, organisation: “A ministry” is not public for as long as this record. "
        "Publish it too."
    ]
    assert 'value="The minister"' in response.content.decode()
    post.refresh_from_db()
    assert (post.label, post.state) == ("A minister", "draft")


def test_the_form_withdraws_a_live_record(publisher):
    person = factories.make_person()
    tree = html.fromstring(publisher.get(desk.change_page(person)).content.decode())
    (address,) = tree.xpath("//input[@formaction]/@formaction")
    assert publisher.get(address).status_code == 405
    values = desk.filled(publisher, desk.change_page(person)) | {"reason": "On request"}
    response = publisher.post(address, values, follow=True)
    assert desk.messages(response) == ["The record is withdrawn."]
    person.refresh_from_db()
    assert person.state == "archived"
    assert Revision.objects.latest("id").reason == "On request"


def test_a_contributor_does_not_publish(contributor):
    person = factories.make_person(published=False)
    content = contributor.get(desk.change_page(person)).content.decode()
    assert 'name="_publish"' not in content
    values = desk.filled(contributor, desk.change_page(person))
    response = contributor.post(desk.change_page(person), values | {"_publish": "1"})
    assert response.status_code == 403
    response = desk.act(contributor, "publish_selected", person)
    assert desk.messages(response) == ["No action selected."]
    person.refresh_from_db()
    assert person.state == "draft"


def test_a_deleted_record_leaves_its_last_revision(publisher):
    person = factories.make_person()
    assert desk.delete(publisher, person).status_code == 302
    assert Person.objects.count() == 0
    assert Revision.objects.latest("id").action == Action.DELETE


def test_selected_records_are_deleted_each_with_its_revision(publisher):
    records = [factories.make_person(), factories.make_person()]
    page = desk.act(publisher, "delete_selected", *records)
    (form,) = html.fromstring(page.content.decode()).xpath("//div[@id='content']//form")
    publisher.post(desk.page("changelist", Person), desk.sendable(form))
    assert Person.objects.count() == 0
    assert Revision.objects.filter(action=Action.DELETE).count() == 2


def test_a_record_that_others_name_is_not_deleted(publisher):
    organisation = factories.make_organisation(name="A ministry")
    factories.make_post(label="A minister", organisation=organisation)
    answers = (
        (desk.delete(publisher, organisation), "Post: A minister (organisation)"),
        (desk.act(publisher, "delete_selected", organisation), "post: A minister"),
    )
    for response, expected in answers:
        assert response.status_code == 200
        named = html.fromstring(response.content.decode()).xpath("//div[@id='content']//li")
        assert [" ".join(item.text_content().split()) for item in named] == [expected]
    assert Organisation.objects.count() == 1
