"""The history of a record: every version, any two compared, any brought back as a draft."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from cooperation.admin.history import PER_PAGE
from cooperation.models import Draft, Event, Participation, Person, Place, Revision
from cooperation.publishing import drafts, workflow
from cooperation.publishing.revisions import take_snapshot, write_revision
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import Action
from tests import factories
from tests.admin import desk
from tests.publishing.acts import LATER, term

pytestmark = pytest.mark.django_db


def history(record):
    return desk.page("history", type(record), record.pk)


def of_uid(record):
    return reverse("admin:cooperation_revision_record", args=[record.uid])


def content(response):
    assert response.status_code == 200
    return html.fromstring(response.content.decode()).xpath("//div[@id='content-main']")[0]


def words(element) -> str:
    return " ".join(element.text_content().split())


def steps(response) -> list[list[str]]:
    """Return who did what, why, and whether it was public, of each version in the list."""
    rows = content(response).xpath(".//table[@class='steps']/tbody/tr[not(@class)]")
    return [[words(cell) for cell in row.xpath("td")[3:7]] for row in rows]


def differences(response) -> list[list[str]]:
    rows = content(response).xpath(".//table[@class='differences']/tbody/tr")
    return [[words(cell) for cell in row.xpath("th|td")] for row in rows]


@pytest.fixture
def event():
    """A live event that was renamed once, by the register."""
    event = factories.make_event(title="A forum")
    event.title_en = "A forum on pay"
    workflow.save(Row(event), by=None, at=LATER, reason="The programme says so.")
    return event


def first(event) -> Revision:
    return Revision.objects.filter(record_uid=event.uid).earliest("id")


def waiting(event, **fields):
    body = take_snapshot(event)
    body["fields"] |= fields
    author = factories.make_user(group="contributor", username="author")
    drafts.save_draft(event, body, by=author, at=LATER, reason="Better.", is_reason_public=True)


def test_every_version_says_who_did_what_and_why_and_whether_it_was_public(contributor, event):
    waiting(event, date="2026")
    register, waited = "the register itself", "waited beside what was live"
    assert steps(contributor.get(history(event))) == [
        ["author", "Saved as a draft", "Better. (readers may be told)", waited],
        [register, "Saved", "The programme says so.", "public"],
        [register, "Published", "", "public"],
        [register, "Saved", "", "not public"],
    ]  # fmt: skip


def test_any_two_versions_are_compared_and_any_with_what_is_live_or_waits(contributor, event):
    waiting(event, title_en="A meeting")
    one, two = first(event).pk, Revision.objects.filter(record_uid=event.uid)[1].pk
    for start, end, expected in [
        (one, two, ["A forum", "A forumadded: on pay"]),
        (one, "live", ["A forum", "A forumadded: on pay"]),
        ("live", one, ["A forumremoved: on pay", "A forum"]),
        (two, "draft", ["A removed: forum on pay", "A added: meeting"]),
        ("live", "draft", ["A removed: forum on pay", "A added: meeting"]),
        ("previous", two, None),
    ]:
        response = contributor.get(history(event), {"from": start, "to": end})
        rows = [row[1:] for row in differences(response) if row[0] == "Title (English)"]
        assert rows == ([expected] if expected else [["A forum", "A forumadded: on pay"]])


@pytest.mark.parametrize(
    "query",
    [{"to": "x"}, {"to": "9" * 40}, {"from": "-1", "to": "live"}, {"to": "draft"}, {"to": "²"}],
)
def test_a_version_that_is_none_of_the_records_is_said_to_be_missing(contributor, event, query):
    other = factories.make_post()
    for given in (query, {"to": first(other).pk}):
        page = content(contributor.get(history(event), given))
        assert "This record has no such version." in words(page)


def restoring(client, address, revision, **values):
    path = f"{address}?to={revision.pk}"
    (form,) = content(client.get(path)).xpath(".//form[@method='post']")
    return path, dict(form.form_values()) | values


def test_a_version_of_a_live_record_comes_back_as_a_draft(contributor, event):
    path, values = restoring(contributor, history(event), first(event), reason="It was right.")
    response = contributor.post(path, values, follow=True)
    assert desk.messages(response) == [
        "The version waits as a draft. Readers still see what is live."
    ]
    assert Event.objects.get().title_en == "A forum on pay"
    draft = Draft.objects.get()
    assert draft.revision.content["fields"]["title_en"] == "A forum"
    assert (draft.revision.action, draft.revision.reason) == ("restore", "It was right.")


def test_what_could_not_come_back_is_said(publisher):
    person = factories.make_person(published=False)
    part = Participation(person=person, role=term(SchemeCode.EVENT_ROLE, "speaker"))
    event = factories.make_event(published=False, parts=[part])
    workflow.save(Row(event), parts=[], by=None, at=LATER)
    workflow.delete(Person.objects.get(), by=None, at=LATER)
    path, values = restoring(publisher, history(event), first(event))
    response = publisher.post(path, values, follow=True)
    assert desk.messages(response) == [
        "“A meeting” is as it was in that version.",
        "What it named and what is gone could not come back: participation, person.",
    ]


def test_nothing_that_came_meanwhile_is_replaced_in_silence(contributor, event):
    path, values = restoring(contributor, history(event), first(event))
    waiting(event, date="2026")
    response = contributor.post(path, values)
    assert "was changed by author" in desk.messages(response)[0]
    assert Draft.objects.get().revision.content["fields"]["date"] == "2026"


def test_a_deleted_record_is_listed_and_comes_back_as_a_draft(publisher):
    event = factories.make_event(title="Gone", slug="gone", published=False)
    factories.make_event(title="There")
    workflow.delete(Event.objects.get(pk=event.pk), by=None, at=LATER, reason="A slip.")
    page = content(publisher.get(reverse("admin:cooperation_revision_deleted")))
    rows = [[words(cell) for cell in row.xpath("th|td")] for row in page.xpath(".//tbody/tr")]
    assert [[row[0], row[1], row[4]] for row in rows] == [["Gone", "Event", "A slip."]]
    (form,) = page.xpath(".//form[@method='post']")
    values = dict(form.form_values())
    assert "Gone" in words(content(publisher.get(form.action)))
    response = publisher.post(form.action, values, follow=True)
    assert desk.messages(response) == ["“Gone” is back, as a draft."]
    back = Event.objects.get(slug="gone")
    assert (back.uid, back.state) == (event.uid, "draft")
    page = content(publisher.get(reverse("admin:cooperation_revision_deleted")))
    assert words(page) == "No record is deleted."


def test_lists_that_records_draw_on_have_a_history_too(administrator):
    place = factories.make_place(code="KH-12")
    place.name_en = "The capital"
    workflow.save(Row(place), by=None, at=LATER)
    path, values = restoring(administrator, history(place), first(place))
    response = administrator.post(path, values, follow=True)
    assert desk.messages(response) == ["“Phnom Penh” is as it was in that version."]
    assert Place.objects.get().name_en == "Phnom Penh"


def test_who_may_only_look_restores_nothing(contributor):
    place = factories.make_place()
    revision = first(place)
    page = content(contributor.get(history(place), {"to": revision.pk}))
    assert page.xpath(".//form[@method='post']") == []
    assert contributor.post(history(place), {"restore": revision.pk}).status_code == 403


def test_who_may_not_see_a_kind_reads_nothing_of_its_past(sign_in, event):
    user = factories.make_user(username="narrow")
    user.user_permissions.add(*desk.permissions("view_revision", "view_post"))
    post = factories.make_post(label="A visible post")
    client = sign_in("")
    client.force_login(user)
    log = reverse("admin:cooperation_revision_changelist")
    page = client.get(log).content.decode()
    assert "A visible post" in page and "A forum" not in page
    revision = first(event)
    detail = reverse("admin:cooperation_revision_change", args=[revision.pk])
    assert client.get(of_uid(post)).status_code == 200
    assert client.get(of_uid(event)).status_code == 404
    assert client.get(history(event)).status_code == 403
    assert "A forum" not in client.get(detail, follow=True).content.decode()
    assert client.get(reverse("admin:cooperation_revision_deleted")).status_code == 200


def test_long_histories_come_in_pages_and_keep_what_was_chosen(contributor, event):
    for _ in range(PER_PAGE):
        write_revision(event, action=Action.SAVE, by=None, at=LATER)
    newest = Revision.objects.filter(record_uid=event.uid).latest("id")
    page = contributor.get(history(event), {"page": 2, "from": newest.pk})
    assert len(steps(page)) == 3
    checked = content(page).xpath(".//input[@checked]")
    assert [(box.get("name"), box.get("value")) for box in checked] == [("from", str(newest.pk))]
    (back,) = content(page).xpath(".//nav/a/@href")
    assert back == f"?page=1&from={newest.pk}"


def test_more_versions_cost_no_more_queries(contributor, event):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            contributor.get(history(event), {"from": "previous", "to": "live"})
        return len(queries)

    cost()
    before = cost()
    for _ in range(3):
        write_revision(event, action=Action.SAVE, by=factories.make_user(username=f"{_}"), at=LATER)
    assert cost() == before
