"""Where a record is used: asked for, and told before it is withdrawn or deleted."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from cooperation.admin import uses as pages
from cooperation.models import Organisation, Participation, Person, Position, StatementSpeaker
from cooperation.publishing import drafts, revisions
from cooperation.publishing.workflow import Row
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db


def meeting(person: Person, **fields):
    role = factories.make_term(scheme="event-role", code="speaker")
    return factories.make_event(parts=[Participation(person=person, role=role)], **fields)


def told(response) -> list[str]:
    assert response.status_code == 200
    tree = html.fromstring(response.content.decode())
    return [
        " ".join(item.text_content().split()) for item in tree.xpath("//ul[@class='namers']/li")
    ]


def test_every_record_and_draft_that_names_it_is_told_with_the_place(publisher):
    minister = factories.make_post(label="Minister")
    person = factories.make_person(name="Heng Sour", parts=[Position(post=minister)])
    other = factories.make_person(name="Someone")
    meeting(person, title="A forum")
    speaker = Row(StatementSpeaker(person=other, on_behalf_of=person), {"posts": [minister]})
    factories.make_statement(text="Wages rise.", parts=[speaker])
    waiting = factories.make_event(title="A talk")
    content = revisions.take_snapshot(waiting)
    content["parts"]["participation"] = [
        {"id": str(Participation().pk), "fields": {"position": 0, "person": str(person.uid)}}
    ]
    drafts.save_draft(waiting, content, by=None, at=factories.AT)

    assert told(publisher.get(desk.page("uses", Person, person.pk))) == [
        "Event: A talk (participation, person, in the change that waits)",
        "Event: A forum (participation, person)",
        "Statement: Wages rise. (speaker, on behalf of)",
    ]
    assert told(publisher.get(desk.page("uses", type(minister), minister.pk))) == [
        "Person: Heng Sour (position, post)",
        "Statement: Wages rise. (speaker, posts held)",
    ]
    page = publisher.get(desk.page("uses", Person, other.pk)).content.decode()
    assert "Wages rise." in page
    lonely = factories.make_person(name="Nobody's")
    page = publisher.get(desk.page("uses", Person, lonely.pk)).content.decode()
    assert "No record and no draft names it." in page
    page = publisher.get(desk.change_page(lonely)).content.decode()
    assert f'href="{desk.page("uses", Person, lonely.pk)}"' in page


def test_a_part_of_the_record_itself_is_no_use_of_it(publisher):
    parent = factories.make_organisation(name="Parent")
    child = factories.make_organisation(name="Child", parent=parent)
    assert told(publisher.get(desk.page("uses", Organisation, parent.pk))) == [
        "Organisation: Child (part of)"
    ]
    assert told(publisher.get(desk.page("uses", Organisation, child.pk))) == []


def test_many_are_shown_page_by_page_at_the_same_cost(publisher, monkeypatch):
    monkeypatch.setattr(pages, "MOST_ON_A_PAGE", 2)
    person = factories.make_person()
    meeting(person, title="Forum 0")
    address = desk.page("uses", Person, person.pk)
    with CaptureQueriesContext(connection) as few:
        publisher.get(address)
    for number in range(1, 5):
        meeting(person, title=f"Forum {number}")
    with CaptureQueriesContext(connection) as many:
        publisher.get(address)
    assert len(many) == len(few)
    shown = [told(publisher.get(address, {"p": page})) for page in (1, 2, 3)]
    assert [len(page) for page in shown] == [2, 2, 1]
    assert len({name for page in shown for name in page}) == 5


def test_what_one_may_not_view_is_counted_and_not_named():
    user = factories.make_user(username="narrow")
    user.user_permissions.add(Permission.objects.get(codename="view_person"))
    client = Client()
    client.force_login(user)
    person = factories.make_person()
    meeting(person, title="Unseen forum")
    page = client.get(desk.page("uses", Person, person.pk)).content.decode()
    assert "1 record names it that you may not view." in page
    assert "Unseen forum" not in page
    organisation = factories.make_organisation()
    assert client.get(desk.page("uses", Organisation, organisation.pk)).status_code == 403
    assert client.get(desk.page("uses", Person, 0)).status_code == 404
    assert client.post(desk.page("uses", Person, person.pk)).status_code == 405


def test_withdrawing_asks_first_where_something_names_it(publisher):
    person = factories.make_person(name="Heng Sour")
    meeting(person, title="A draft forum", published=False)
    address = desk.page("withdraw", Person, person.pk)
    typed = desk.filled(publisher, desk.change_page(person)) | {"reason": "An error."}
    asked = publisher.post(address, typed)
    assert told(asked) == ["Event: A draft forum (participation, person)"]
    person.refresh_from_db()
    assert person.state == "published"
    tree = html.fromstring(asked.content.decode())
    sure = desk.sendable(tree.xpath("//div[@id='content-main']/form")[0])
    assert publisher.post(address, sure).status_code == 302
    person.refresh_from_db()
    assert (person.state, desk.last(person).reason) == ("archived", "An error.")


def test_withdrawing_what_nothing_names_asks_nothing(publisher):
    person = factories.make_person()
    typed = desk.filled(publisher, desk.change_page(person))
    assert publisher.post(desk.page("withdraw", Person, person.pk), typed).status_code == 302
    person.refresh_from_db()
    assert person.state == "archived"


def test_deleting_tells_what_names_it(publisher):
    person = factories.make_person(name="Heng Sour", published=False)
    meeting(person, title="A draft forum", published=False)
    page = publisher.get(desk.page("delete", Person, person.pk))
    assert "Event: A draft forum (participation, person)" in told(page)
    free = factories.make_person(name="Free", published=False)
    assert told(publisher.get(desk.page("delete", Person, free.pk))) == []
