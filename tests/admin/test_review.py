"""The page on which a change is read and decided on."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from cooperation.models import Draft, Event, Participation, Revision
from cooperation.publishing import drafts, workflow
from cooperation.publishing.revisions import take_snapshot
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.admin import desk
from tests.publishing.acts import LATER, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """A live event whose change is in review."""
    event = factories.make_event(title="A forum", date="2025")
    content = take_snapshot(event)
    content["fields"] |= {"date": "2026", "title_en": "A forum on pay"}
    author = factories.make_user(group="contributor", username="author")
    drafts.save_draft(event, content, by=author, at=LATER, reason="The invitation says so.")
    drafts.submit(event, by=author, at=LATER)
    return event


def review_page(record):
    return desk.page("review", type(record), record.pk)


def given(client, record, **values):
    return desk.filled(client, review_page(record)) | values


def words(response) -> str:
    assert response.status_code == 200
    tree = html.fromstring(response.content.decode())
    return " ".join(tree.xpath("//div[@id='content-main']")[0].text_content().split())


def test_a_reviewer_sees_what_differs_and_who_asked_for_it_and_why(publisher, event):
    page = words(publisher.get(review_page(event)))
    for said in (
        "In review",
        "Title (English) A forum A forumadded: on pay",
        "Date removed: 2025 (2025) added: 2026 (2026)",
        "author Submitted for review",
        "The invitation says so.",
        "What stops its publication Nothing.",
    ):
        assert said in page


def test_a_publisher_approves_what_was_read(publisher, event):
    response = publisher.post(
        review_page(event),
        given(publisher, event, _approve="x", reason="Checked.", is_reason_public="on"),
        follow=True,
    )
    assert desk.messages(response) == ["Published: A forum on pay."]
    event.refresh_from_db()
    assert (event.title_en, event.date) == ("A forum on pay", "2026")
    last = Revision.objects.filter(record_uid=event.uid).first()
    assert (last.action, last.reason, last.is_reason_public) == ("publish", "Checked.", True)


def test_a_version_that_came_meanwhile_is_shown_and_not_published(publisher, event):
    values = given(publisher, event, _approve="x", reason="Checked.")
    content = Draft.objects.get().revision.content
    content["fields"]["title_en"] = "Another thing"
    drafts.save_draft(event, content, by=None, at=LATER)
    response = publisher.post(review_page(event), values)
    assert "was changed by the register itself" in desk.messages(response)[0]
    assert "Another thing" in words(response)
    assert response.context["form"]["reason"].value() == "Checked."
    event.refresh_from_db()
    assert event.title_en == "A forum"


def test_a_change_is_scheduled_in_the_time_of_phnom_penh(publisher, event):
    values = given(publisher, event, _schedule="x")
    response = publisher.post(review_page(event), values)
    assert "Say when it shall be public." in words(response)
    moment = {"change_at_0": "2099-01-02", "change_at_1": "08:30"}
    response = publisher.post(review_page(event), values | moment, follow=True)
    assert desk.messages(response) == ["Scheduled: A forum."]
    assert f"{Draft.objects.get().go_live_at:%Y-%m-%d %H:%M %Z}" == "2099-01-02 01:30 UTC"
    page = words(publisher.get(review_page(event)))
    assert "Scheduled: 2 January 2099, 08:30 (Phnom Penh)" in page


def test_changes_are_requested_and_the_author_reads_why(publisher, sign_in, event):
    response = publisher.post(review_page(event), given(publisher, event, _request="x"))
    assert desk.messages(response) == ["Say what should be changed: the author sees nothing else."]
    values = given(publisher, event, _request="x", note="Which day?\nSee ¶3.")
    response = publisher.post(review_page(event), values, follow=True)
    assert desk.messages(response) == ["“A forum” is given back to its author."]
    page = words(sign_in("contributor").get(review_page(event)))
    assert "Which day?See ¶3. – publisher" in page


def test_a_contributor_reads_and_decides_nothing(contributor, event):
    response = contributor.get(review_page(event))
    assert "A forum on pay" not in desk.messages(response)
    tree = html.fromstring(response.content.decode())
    asked = tree.xpath("//div[@id='content-main']//form/@action")
    assert asked == [desk.page("preview", Event, event.pk)]
    values = {"reviewed": Draft.objects.get().revision_id, "_approve": "x"}
    assert contributor.post(review_page(event), values).status_code == 403
    assert Event.objects.get().title_en == "A forum"


def test_who_may_not_see_events_sees_no_review(sign_in, event):
    assert sign_in("").get(review_page(event)).status_code == 403


def test_records_that_it_names_are_named_and_published_with_it(publisher):
    hidden = factories.make_organisation(name="Hidden", published=False)
    part = Participation(organisation=hidden, role=term(SchemeCode.EVENT_ROLE, "speaker"))
    event = factories.make_event(title="New", published=False, parts=[part])
    page = words(publisher.get(review_page(event)))
    assert "It was never public." in page and "Organisation: Hidden" in page
    refused = publisher.post(review_page(event), given(publisher, event, _approve="x"))
    assert len(desk.messages(refused)) == 1
    values = given(publisher, event, _approve_together="x")
    response = publisher.post(review_page(event), values, follow=True)
    assert desk.messages(response) == ["Published: New, Hidden."]
    hidden.refresh_from_db()
    assert hidden.state == "published"


def test_where_nothing_waits_the_page_says_so(publisher):
    event = factories.make_event()
    assert "Nothing waits" in words(publisher.get(review_page(event)))


def cost(client, event, count) -> int:
    speaker = term(SchemeCode.EVENT_ROLE, "speaker")
    people = [factories.make_person(name=f"Person {count} {number}") for number in range(count)]
    rows = [Row(Participation(person=person, role=speaker)) for person in people]
    workflow.save(Row(event), parts=rows, by=None, at=LATER)
    for _ in range(count):
        drafts.submit(event, by=None, at=LATER)
    with CaptureQueriesContext(connection) as queries:
        client.get(review_page(event))
    return len(queries)


def test_more_parts_and_steps_cost_no_more_queries(publisher):
    event = factories.make_event(published=False)
    cost(publisher, event, 1)
    assert cost(publisher, event, 3) == cost(publisher, event, 1)
