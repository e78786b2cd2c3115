import json
import uuid

import pytest
from django.utils import timezone
from lxml import html

from cooperation.models import Generation, Position
from cooperation.publishing.workflow import Row
from cooperation.rules.plain_text import one_line
from cooperation.site.lists import LISTS
from cooperation.web import languages
from tests import factories
from tests.exchange import vocabulary
from tests.guards import rows
from tests.guards.rows import KINDS, OPEN, PUBLIC

pytestmark = pytest.mark.django_db

LISTS_OF_PAGES = [f"/{listed.route}/" for listed in LISTS.values()]


def head(client, address: str):
    response = client.get(address)
    assert response.status_code == 200, address
    return html.fromstring(response.content.decode()).find("head")


def linked_data(found) -> list[dict]:
    return [json.loads(one.text) for one in found.xpath("script[@type='application/ld+json']")]


def meta(found, name: str) -> str:
    (value,) = found.xpath(f"meta[@property='{name}' or @name='{name}']/@content")
    return value


@pytest.mark.past_publishing
def test_every_page_says_what_schema_org_understands(client):
    rows.write_lists()
    first = rows.write_roots(OPEN, PUBLIC)
    second = rows.write_roots(OPEN, PUBLIC, first)
    # What is counted here must not answer in another test.
    Generation.objects.create(token=uuid.uuid4(), changed_at=timezone.now())
    pages = [record.get_absolute_url() for record in (*first.values(), *second.values())]
    found = {
        address: [vocabulary.problems(one) for one in linked_data(head(client, address))]
        for address in ("/", *LISTS_OF_PAGES, *pages)
    }
    assert {address: wrong for address, wrong in found.items() if any(wrong)} == {}
    assert all(found.values())
    assert len(found) == 1 + len(LISTS) + 2 * len(KINDS)


@pytest.mark.past_publishing
def test_a_person_has_roles_in_organisations(client):
    body = factories.make_organisation(name="A ministry", constituent="government")
    post = factories.make_post(label="Director", organisation=body)
    hidden = factories.make_post(label="Hidden post", published=False)
    period = Position(post=post, period="2019/2021")
    person = factories.make_person(slug="dara", name="Chan Dara", parts=[Row(period)])
    Position.objects.bulk_create([Position(person=person, post=hidden)])
    node, way = linked_data(head(client, "/stakeholders/people/dara/"))
    (role,) = node["memberOf"]
    assert (role["@type"], role["roleName"]) == ("OrganizationRole", "Director")
    assert (role["startDate"], role["endDate"]) == ("2019", "2021")
    assert (role["memberOf"]["@type"], role["memberOf"]["name"]) == (
        "GovernmentOrganization",
        "A ministry",
    )
    assert [step["name"] for step in way["itemListElement"]] == ["Home", "People", "Chan Dara"]


def test_no_text_breaks_out_of_the_data(client):
    title = "</script><script>alert(1)</script><!-- & '\"\u2028"
    factories.make_event(slug="forum", title=title)
    response = client.get("/events/forum/").content.decode()
    assert "<script>alert" not in response
    node = linked_data(html.fromstring(response).find("head"))[0]
    assert node["name"] == one_line(title)


def test_a_page_has_one_address_and_a_filtered_list_that_of_the_list(client):
    factories.make_event(slug="forum")
    for address, canonical in (
        ("/events/forum/", "/events/forum/"),
        ("/events/?year=2026", "/events/"),
    ):
        found = head(client, address)
        assert found.xpath("link[@rel='canonical']/@href") == [f"http://127.0.0.1:8000{canonical}"]
        assert meta(found, "og:url") == f"http://127.0.0.1:8000{canonical}"


def test_languages_are_named_once_they_have_addresses(client, monkeypatch):
    assert (
        head(client, "/about/").xpath("link[@hreflang]") == []
        or len(languages.languages_with_addresses()) > 1
    )
    monkeypatch.setattr(languages, "languages_with_addresses", lambda: ("en", "km"))
    expected = [
        ("en", "http://127.0.0.1:8000/about/"),
        ("km", "http://127.0.0.1:8000/km/about/"),
    ]
    assert (
        languages.language_addresses("/about/")
        == languages.language_addresses("/km/about/")
        == expected
    )
    found = head(client, "/about/").xpath("link[@hreflang]")
    assert [(link.get("hreflang"), link.get("href")) for link in found] == [
        expected[0],
        ("x-default", expected[0][1]),
        expected[1],
    ]


def test_a_list_names_what_can_be_followed_with_its_filters(client):
    factories.make_event(date="2026-01-22")
    found = head(client, "/events/?year=2026").xpath("link[@rel='alternate'][@type]")
    assert [(link.get("type"), link.get("href")) for link in found] == [
        ("application/atom+xml", "/events.atom?year=2026"),
        ("text/calendar", "/events.ics?year=2026"),
    ]


def test_a_record_is_shared_with_its_card_and_other_pages_with_the_registers(client):
    event = factories.make_event(slug="forum", title="A forum", date="2026-01-22")
    statement = factories.make_statement(event=event)
    for address, card in (
        ("/events/forum/", "/cards/events/forum.png"),
        (f"/statements/{statement.uid}/", f"/cards/statements/{statement.uid}.png"),
        ("/events/", "/cards/register.png"),
        ("/about/", "/cards/register.png"),
    ):
        assert meta(head(client, address), "og:image") == f"http://127.0.0.1:8000{card}"
    found = head(client, "/events/forum/")
    assert meta(found, "og:image:alt") == "Meeting. A forum. 22 January 2026"
    assert (meta(found, "og:image:width"), meta(found, "og:image:height")) == ("1200", "630")
    assert meta(found, "twitter:card") == "summary_large_image"
