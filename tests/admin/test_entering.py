"""From an article to records: its paragraphs, what is known in them, forms begun there."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from cooperation.models import (
    Citation,
    Commitment,
    Draft,
    Event,
    OtherName,
    Source,
    Statement,
)
from tests import factories
from tests.admin import desk

TEXT = """A forum on safe kilns

On 22 January 2026 the AM met nearly 40 owners in Phnom Penh.
Chan Dara welcomed the Ministry’s forum.
"""


@pytest.fixture
def source(db) -> Source:
    return factories.make_source(title="An article", text=TEXT, paragraph_count=3)


def page(client, source, **query):
    response = client.get(desk.page("enter", Source, source.pk), query)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def starts(tree, number: int) -> dict[str, str]:
    links = tree.xpath(f"//section[@id='p{number}']//ul[@class='starts']//a")
    return {link.text_content(): link.get("href") for link in links}


def test_the_text_of_a_source_counts_its_own_paragraphs(contributor):
    kind = factories.make_term(scheme="source-kind", code="article")
    values = desk.filled(contributor, desk.page("add", Source))
    typed = values | {"title_en": "An article", "kind": kind.pk, "text": TEXT, "_enter": "1"}
    response = contributor.post(desk.page("add", Source), typed)
    source = Source.objects.get()
    assert source.paragraph_count == 3
    assert response["Location"] == desk.page("enter", Source, source.pk)
    wrong = desk.filled(contributor, desk.change_page(source)) | {"paragraph_count": "4"}
    assert desk.errors(contributor.post(desk.change_page(source), wrong)) == [
        "The text has 3 paragraphs. Leave this empty to have them counted."
    ]


def test_paragraphs_show_what_is_known_in_them(contributor, source):
    ministry = factories.make_organisation(name="A ministry", acronym="AM", published=False)
    person = factories.make_person(name="Dara Chan", parts=[OtherName(name="Chan Dara")])
    factories.make_place()
    tree = page(contributor, source)
    marked = [
        [(mark.text, mark.get("title")) for mark in tree.xpath(f"//section[@id='p{number}']//mark")]
        for number in (1, 2, 3)
    ]
    assert marked == [
        [],
        [
            ("22 January 2026", "date"),
            ("AM", f"organisation: {ministry}"),
            ("nearly 40 owners", "number"),
            ("Phnom Penh", "place"),
        ],
        [("Chan Dara", f"person: {person}")],
    ]
    text = tree.xpath("//section[@id='p2']/div/p")[0].text_content()
    assert text.strip() == TEXT.splitlines()[2]


def test_an_event_is_begun_at_a_paragraph_with_its_citation(contributor, source):
    person = factories.make_person(name="Chan Dara")
    address = starts(page(contributor, source), 3)["Event"]
    values = desk.filled(contributor, address)
    assert values["citations-0-source"] == [str(source.pk)]
    assert values["citations-0-locator"] == ["3"]
    tree = html.fromstring(contributor.get(address).content.decode())
    (panel,) = tree.xpath("//section[@id='entering']")
    offered = [(b.get("data-kind"), b.get("data-value")) for b in panel.xpath(".//button")]
    assert offered == [("person", str(person.pk))]
    assert json.loads(panel.get("data-fields"))["person"] == "participations.person"
    kind = factories.make_term(scheme="event-kind", code="meeting")
    typed = values | {"title_en": "A forum", "kind": kind.pk}
    response = contributor.post(address, typed)
    event = Event.objects.get()
    (citation,) = Citation.objects.filter(event=event)
    assert (citation.source, citation.locator, citation.part) == (source, "3", None)
    assert event.participations.count() == 0
    enter = desk.page("enter", Source, source.pk)
    assert response["Location"] == f"{enter}?event={event.pk}#p3"


def test_statements_and_figures_go_to_the_event_worked_on(contributor, source):
    older = factories.make_event(title="Older", published=False, source=source)
    newer = factories.make_event(title="Newer", published=False, source=source)
    tree = page(contributor, source, event=older.pk)
    values = desk.filled(contributor, starts(tree, 2)["Statement"])
    assert values["event"] == [str(older.pk)]
    assert (values["citations-0-locator"], "speakers-0-person" in values) == (["2"], True)
    tree = page(contributor, source)
    values = desk.filled(contributor, starts(tree, 2)["Figure"])
    assert starts(tree, 2)["Figure"].startswith(desk.change_page(newer))
    assert values["figures-0-cited_locator"] == ["2"]
    measure = factories.make_term(scheme="measure", code="participants")
    typed = values | {
        "figures-0-measure": measure.pk,
        "figures-0-value": "40",
        "figures-0-qualifier": "nearly",
    }
    contributor.post(starts(tree, 2)["Figure"], typed)
    figure = newer.figures.get()
    assert Citation.objects.get(part=figure.pk).locator == "2"


def test_a_commitment_is_reported_with_the_event_unless_an_editor_reads_more(contributor):
    text = "The ministry, committed to safe kilns, met their owners on Tuesday."
    source = factories.make_source(title="A report", text=text)
    event = factories.make_event(title="A forum", published=False, source=source)
    verb = factories.make_term(scheme="commitment-verb", code="committed", label="Committed")
    address = starts(page(contributor, source, event=event.pk), 1)["Commitment"]
    values = desk.filled(contributor, address)
    assert (values.get("reported_at"), values.get("made_at")) == ([str(event.pk)], [""])
    assert "parties-0-person" in values
    tree = html.fromstring(contributor.get(address).content.decode())
    (panel,) = tree.xpath("//section[@id='entering']")
    fields = json.loads(panel.get("data-fields"))
    offered = {b.get("data-kind"): b.get("data-value") for b in panel.xpath(".//button")}
    assert offered == {"commitment-verb": str(verb.pk), "words": "on Tuesday"}
    assert (fields["event"], fields["commitment-verb"]) == ("reported_at", "verb")
    assert fields["words"] == "due_as_stated"
    kind = factories.make_term(scheme="commitment-kind", code="plan")
    response = contributor.post(address, values | {"title_en": "Safe kilns", "kind": kind.pk})
    enter = desk.page("enter", Source, source.pk)
    assert response["Location"] == f"{enter}?event={event.pk}#p1"
    made = Commitment.objects.get()
    assert (made.reported_at, made.made_at) == (event, None)


def test_a_position_goes_to_the_person_named(contributor, source):
    person = factories.make_person(name="Chan Dara", published=False)
    address = starts(page(contributor, source), 3)["Position: Chan Dara"]
    values = desk.filled(contributor, address)
    post = factories.make_post(label="A minister")
    contributor.post(address, values | {"positions-0-post": post.pk})
    assert [str(position.post) for position in person.positions.all()] == ["A minister"]


def test_all_that_was_entered_is_submitted_at_once(contributor, publisher, source):
    event = factories.make_event(title="A forum", published=False, source=source)
    said = factories.make_statement(event=event, published=False, source=source)
    factories.make_event(title="Live", source=source)
    tree = page(contributor, source)
    links = tree.xpath("//form[@class='waiting']//a/text()")
    assert links == ["event: A forum", f"statement: {said}"]
    values = desk.sendable(tree.xpath("//form[@class='waiting']")[0])
    enter = desk.page("enter", Source, source.pk)
    changed = desk.filled(publisher, desk.change_page(event)) | {"title_en": "A fair"}
    publisher.post(desk.change_page(event), changed)
    (refused,) = desk.messages(contributor.post(enter, values, follow=True))
    assert "was changed by publisher" in refused
    assert Draft.objects.count() == 0
    values = desk.sendable(page(contributor, source).xpath("//form[@class='waiting']")[0])
    response = contributor.post(enter, values, follow=True)
    assert desk.messages(response) == ["2 records are in review."]
    assert set(Draft.objects.values_list("state", flat=True)) == {"in_review"}
    assert page(contributor, source).xpath("//form[@class='waiting']") == []


def test_the_page_costs_the_same_with_many_names(contributor, source):
    factories.make_person(name="Chan Dara")
    page(contributor, source)
    with CaptureQueriesContext(connection) as few:
        page(contributor, source)
    for number in range(3):
        factories.make_person(name="Chan Dara", slug=f"namesake-{number}")
        factories.make_statement(source=source, event=factories.make_event(slug=f"e{number}"))
    with CaptureQueriesContext(connection) as many:
        page(contributor, source)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    "query", ["entering=x&paragraph=1", "entering=1&paragraph=99", "entering="]
)
def test_a_form_with_a_wrong_beginning_is_an_ordinary_form(contributor, source, query):
    response = contributor.get(f"{desk.page('add', Statement)}?{query}")
    assert response.status_code == 200
    assert b'id="entering"' not in response.content
