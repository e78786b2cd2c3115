import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.documents.loading import Loader
from cooperation.models import (
    Citation,
    CommitmentParty,
    Figure,
    Participation,
    Position,
    RecordTerm,
)
from cooperation.queries import source as source_queries
from cooperation.queries.records import record_detail
from cooperation.queries.source import SOURCES, passages_of_source
from tests.factories import (
    AT,
    make_commitment,
    make_event,
    make_organisation,
    make_person,
    make_post,
    make_source,
    make_term,
)

pytestmark = pytest.mark.django_db


def facts(source):
    return record_detail(SOURCES, {"slug": source.slug}, Loader(at=AT))["facts"]


def said(source):
    """Return what each fact says: of which record, at which passage, in which words."""
    return {
        (
            fact["record"]["name"],
            fact["locator"],
            *((part["type"], part["label"], part["value"]) if (part := fact["part"]) else ()),
            *((fact["label"], fact["value"]) if fact["field"] else ()),
        )
        for fact in facts(source)
    }


def test_parts_and_fields_are_facts_in_words():
    source, other = make_source(title="An article"), make_source(title="Another")
    person = make_person(name="Heng Sour", source=other)
    speech = Participation(person=person, role=make_term(scheme="event-role", code="speaker"))
    trained = Figure(
        measure=make_term(scheme="measure", code="people-trained"),
        qualifier="nearly",
        value=Decimal(100),
        unit_en="people",
    )
    tag = RecordTerm(term=make_term(scheme="theme", code="skills"))
    make_event(
        title="A forum",
        date="2022-02-17",
        start_time=dt.time(14),
        time_zone="Asia/Phnom_Penh",
        source=other,
        parts=[
            speech,
            trained,
            tag,
            Citation(source=source, locator="5", part=speech.id),
            Citation(source=source, locator="6-7", part=trained.id),
            Citation(source=source, part=tag.id),
            Citation(source=source, locator="2", field="date"),
            Citation(source=source, locator="1", field="title"),
            Citation(source=source, locator="2", field="start_time"),
        ],
    )
    post = make_post(label="Minister", source=other)
    held = Position(person=person, post=post, period="2023/")
    make_person(name="Sok Lor", source=other, parts=[held, Citation(source=source, part=held.id)])

    assert said(source) == {
        ("A forum", "5", "participation", "Heng Sour", "Speaker"),
        ("A forum", "6-7", "figure", "People trained", "nearly 100 people"),
        ("A forum", None, "tag", "Theme", "Skills"),
        ("A forum", "2", "Date", "17 February 2022"),
        ("A forum", "1", "Title", "A forum"),
        ("A forum", "2", "Start time", "14:00"),
        ("Sok Lor", None, "position", "Position", "Minister, from 2023, end not stated"),
    }


def test_a_source_that_says_something_else_shows_its_own_value():
    source = make_source(title="An article")
    differs = Citation(source=source, field="date", stance="differs", stated_value="2022-02-18")
    make_event(date="2022-02-17", source=make_source(title="Another"), parts=[differs])

    [fact] = facts(source)

    assert (fact["stance"]["code"], fact["value"], fact["stated_value"]) == (
        "differs",
        "17 February 2022",
        "2022-02-18",
    )


@pytest.mark.past_publishing
def test_nothing_hidden_is_a_fact_nor_counted():
    source = make_source(title="An article", text="PRIVATE", copy_reference="PRIVATE")
    make_event(title="HIDDEN", published=False, source=source)
    hidden = make_organisation(name="HIDDEN", published=False, source=source)
    party = CommitmentParty(organisation=make_organisation(source=make_source(title="Another")))
    commitment = make_commitment(
        source=make_source(title="A third"),
        parts=[party, Citation(source=source, part=party.id)],
    )
    CommitmentParty.objects.filter(commitment=commitment).update(organisation=hidden)
    quoting = make_source(title="A copy", text="PRIVATE", published=True)
    Citation.objects.create(citing_source=quoting, source=source, field="text")

    found = record_detail(SOURCES, {"slug": source.slug}, Loader(at=AT))

    assert [(fact["record"]["name"], fact["value"]) for fact in found["facts"]] == [
        ("A copy", None)
    ]
    assert found["facts_count"] == 1
    assert "PRIVATE" not in str(found) and "HIDDEN" not in str(found)


def test_ranges_stand_under_each_of_their_paragraphs():
    source = make_source(title="An article", paragraph_count=4)
    make_event(
        title="A forum",
        source=make_source(title="Another"),
        parts=[
            Citation(source=source, locator="2-3", field="title"),
            Citation(source=source, locator="3", field="kind"),
            Citation(source=source, locator="9", locator_type="page", field="date"),
            Citation(source=source, locator="Results", locator_type="section", field="venue"),
            Citation(source=source, field="summary"),
        ],
    )

    found = passages_of_source(source.slug, Loader(at=AT))

    def labels(records):
        return [list(record["lines"]) for record in records]

    assert [(row["number"], labels(row["records"])) for row in found["paragraphs"]] == [
        (1, []),
        (2, [["Title"]]),
        (3, [["Title", "Kind"]]),
        (4, []),
    ]
    assert [(row["label"], labels(row["records"])) for row in found["others"]] == [
        ("p. 9", [["Date"]]),
        ("§ Results", [["Venue"]]),
    ]
    assert labels(found["whole"]["records"]) == [["Summary"]]


def test_where_nobody_counted_the_cited_paragraphs_stand_alone():
    source = make_source(title="An article")
    cited = [Citation(source=source, locator=locator) for locator in ("7", "3-4")]
    make_event(cited=False, parts=cited)

    found = passages_of_source(source.slug, Loader(at=AT))

    assert [row["number"] for row in found["paragraphs"]] == [3, 4, 7]


def test_a_passage_shows_its_first_facts_and_names_the_kinds_of_the_others(monkeypatch):
    monkeypatch.setattr(source_queries, "MOST_OF_A_PASSAGE", 2)
    source = make_source(title="An article", paragraph_count=3)
    cited = {
        "source": make_source(title="Another"),
        "parts": [Citation(source=source, locator="1")],
    }
    make_organisation(name="A ministry", **cited)
    for number in (1, 2):
        again = [Citation(source=source, locator=locator) for locator in ("1", "3")]
        make_event(title=f"Event {number}", source=source, parts=again)
    hidden = [Citation(source=source, locator="3")]
    make_person(name="A draft", cited=False, parts=hidden, published=False)

    found = passages_of_source(source.slug, Loader(at=AT))

    assert [(len(row["records"]), row["beyond"]) for row in found["paragraphs"]] == [
        (2, ["event", "organisation"]),
        (0, []),
        (2, []),
    ]
    assert (len(found["whole"]["records"]), found["whole"]["beyond"]) == (2, [])


def test_a_page_that_is_full_calls_no_paragraph_empty_that_it_does_not_show(monkeypatch):
    monkeypatch.setattr(source_queries, "MOST_ON_A_PAGE", 3)
    source = make_source(title="An article", paragraph_count=9)
    cited = [Citation(source=source, locator=locator) for locator in ("2", "2-3", "3", "8")]
    make_event(cited=False, parts=cited)

    found = passages_of_source(source.slug, Loader(at=AT))

    assert found["is_cut"]
    assert [(row["number"], len(row["records"])) for row in found["paragraphs"]] == [
        (1, 0),
        (2, 1),
        (3, 1),
    ]


def test_facts_cost_the_same_however_many():
    source = make_source(title="An article", paragraph_count=9)

    def cite(number):
        person = make_person(name=f"Person {number}", source=source)
        part = Participation(person=person, role=make_term(scheme="event-role", code="speaker"))
        cited = [
            Citation(source=source, locator="5", part=part.id),
            Citation(source=source, field="date"),
        ]
        make_event(title=f"Event {number}", date="2024", source=source, parts=[part, *cited])

    counts = []
    for number in range(3):
        cite(number)
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                passages_of_source(source.slug, Loader(at=AT))
            counts.append(len(queries))

    assert counts[0] == counts[1]
