import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from cooperation.models import Citation, Participation, RecordTerm
from cooperation.queries import source as source_queries
from tests.factories import make_event, make_person, make_source, make_term

pytestmark = pytest.mark.django_db


def test_each_paragraph_has_its_anchor_and_its_facts(client):
    source = make_source(
        title="An article", slug="an-article", paragraph_count=3, text="PRIVATE", author="Chan"
    )
    make_source(title="HIDDEN", published=False)
    make_event(title="A forum", source=source, parts=[Citation(source=source, locator="2-3")])

    page = client.get("/sources/an-article/").content.decode()

    assert [f'id="p{number}"' in page for number in (1, 2, 3, 4)] == [False, True, True, False]
    assert page.count('href="/events/a-forum/"') == 3
    assert "The source as a whole" in page
    assert "PRIVATE" not in page and "copy_reference" not in page


def test_a_drafts_facts_are_not_shown(client):
    source = make_source(title="An article", slug="an-article", paragraph_count=1)
    make_event(title="Zqxdraft", published=False, parts=[Citation(source=source, locator="1")])

    page = client.get("/sources/an-article/").content.decode()

    assert "zqxdraft" not in page.lower()


def test_what_a_passage_does_not_show_is_one_link_away(client, monkeypatch):
    monkeypatch.setattr(source_queries, "MOST_OF_A_PASSAGE", 1)
    source = make_source(title="An article", slug="an-article", paragraph_count=1)
    for number in range(2):
        cited = [Citation(source=source, locator="1")]
        make_event(title=f"Event {number}", cited=False, parts=cited)

    page = html.fromstring(client.get("/sources/an-article/").content)

    (more,) = page.xpath("//section[@id='p1']//a[starts-with(@href, '/events/?')]")
    assert more.get("href") == "/events/?source=an-article&locator=1"
    listed = html.fromstring(client.get(more.get("href")).content)
    found = sorted(one.text_content() for one in listed.xpath("//main//h3"))
    assert found == ["Event 0", "Event 1"]


def test_a_source_costs_the_same_with_one_fact_of_a_kind_and_three(client):
    source = make_source(title="An article", slug="an-article", paragraph_count=1)
    role = make_term(scheme="event-role", code="speaker")
    theme = make_term(scheme="theme", code="skills")
    counts = []
    for number in range(3):
        spoke = Participation(person=make_person(name=f"Person {number}"), role=role)
        cited = Citation(source=source, locator="1", part=spoke.id)
        dated = Citation(source=source, field="date")
        tag = RecordTerm(term=theme)
        make_event(title=f"Event {number}", source=source, parts=[spoke, tag, cited, dated])
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                client.get("/sources/an-article/")
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 25


def test_what_the_source_does_not_tell_is_said_once_with_where_to_tell_us(client):
    make_source(title="An article", slug="an-article")

    listed = client.get("/sources/").content.decode()
    page = html.fromstring(client.get("/sources/an-article/").content)

    assert "1 source" in listed and "not stated" not in listed
    [told] = page.xpath("//dt[text()='Not in the source']/following-sibling::dd")
    assert told.text_content() == "Publisher, date. Know it? Tell us"
    [link] = told.xpath("./a")
    assert client.get(link.get("href")).status_code == 200
    assert "not stated" not in page.text_content()
