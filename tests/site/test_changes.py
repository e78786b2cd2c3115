"""What changed, on pages and in feeds."""

import datetime as dt
import uuid
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from cooperation.models import Event
from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from tests import factories
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = dt.timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def event() -> Event:
    event = factories.make_event(title="A forum on <wages>")
    event.title_en = "A forum on <pay>"
    workflow.save(
        Row(event), by=None, at=NOW - DAY, reason="A slip of ours.", is_reason_public=True
    )
    return event


def entries(client, address: str) -> list[tuple]:
    response = client.get(address)
    assert response.status_code == 200
    found = ElementTree.fromstring(response.content)
    return [
        tuple(entry.findtext(f"{ATOM}{name}") for name in ("title", "summary", "id"))
        for entry in found.iter(f"{ATOM}entry")
    ]


def test_the_register_tells_what_changed_with_words_marked_and_the_reason(client, event):
    page = tree(client, "/changes/?kind=event")
    assert texts(page, "//main//h3") == ["A forum on <pay>", "A forum on <pay>"]
    assert texts(page, "//main//del") == ["wages"]
    assert texts(page, "//main//ins") == ["pay"]
    assert "Reason: A slip of ours." in texts(page, "//main//li/p")
    assert page.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href") == [
        "/changes.atom?kind=event"
    ]


def test_what_was_blank_is_said_in_the_language_of_the_page(client, event):
    event.summary_en = "Wages were talked over."
    workflow.save(Row(event), by=None, at=NOW)
    page = tree(client, f"/km/changes/{event.uid}/")
    [blank] = page.xpath("//main//dd[*[@lang='en']]//*[@class='soft'][@lang]")
    assert (blank.text, blank.get("lang")) == ("ទទេ", "km")


def test_a_record_has_its_own_history(client, event):
    page = tree(client, f"/changes/{event.uid}/")
    assert texts(page, "//main//h3") == ["Version 2", "Version 1"]
    assert texts(page, "//main//*[@class='lede']") == ["A forum on <pay>"]


def test_what_was_withdrawn_has_none_and_is_told_without_its_name(client, event):
    workflow.withdraw(event, by=None, at=NOW)
    for address in (f"/changes/{event.uid}/", f"/changes/{event.uid}.atom"):
        assert client.get(address).status_code == 404
    page = tree(client, "/changes/?kind=event")
    assert texts(page, "//main//h3") == ["Withdrawn: Event"]
    assert "forum" not in client.get("/changes/").content.decode()


def test_feeds_give_each_change_an_id_of_its_own(client, event):
    name = f"{event.title_en}"
    of_record = entries(client, f"/changes/{event.uid}.atom")
    assert [title for title, _summary, _id in of_record] == [f"Changed: {name}", f"New: {name}"]
    assert "A slip of ours." in of_record[0][1]
    of_events = entries(client, "/changes.atom?kind=event")
    assert of_events == of_record
    assert len({uid for *_rest, uid in of_record}) == 2
    assert all(uuid.UUID(uid.removeprefix("urn:uuid:")) for *_rest, uid in of_record)


def test_a_wrong_parameter_is_said_on_the_page_and_refused_in_the_feed(client, event):
    page = tree(client, "/changes/?kind=dragon")
    assert texts(page, "//*[@role='alert']//strong") == ["Kind"]
    assert client.get("/changes.atom?kind=dragon").status_code == 400
