"""What of a record is searched: its own words, and apart from them those of what it names."""

import datetime as dt

import pytest

from cooperation.models import (
    EventLink,
    Figure,
    Organisation,
    Participation,
    Person,
    Post,
    Programme,
    ProgrammeOrganisation,
    RecordTerm,
    SearchEntry,
    StatementSpeaker,
)
from cooperation.models.base import Record
from cooperation.publishing import rebuilding_index, workflow
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.programme import FUNDING
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

LATER = AT + dt.timedelta(days=30)


def entry_of(record: Record) -> SearchEntry:
    return SearchEntry.objects.get(record_uid=record.uid)


def told(record: Record) -> str:
    """Return whatever the index holds of a record, in one text."""
    row = SearchEntry.objects.filter(record_uid=record.uid).values().get()
    return "\n".join(value for value in row.values() if isinstance(value, str))


@pytest.fixture
def event() -> Record:
    """An event at a place, with a speaker in a post, a theme, a figure and a funded programme."""
    role = factories.make_term(
        scheme=SchemeCode.EVENT_ROLE, code="speaker", label="Speaker", label_km="វាគ្មិន"
    )
    theme = factories.make_term(scheme=SchemeCode.THEME, code="wages", label="Wages")
    measure = factories.make_term(scheme=SchemeCode.MEASURE, code="trained", label="Trained")
    funding = factories.make_term(scheme=SchemeCode.PROGRAMME_ROLE, code=FUNDING, label="Funder")
    place = factories.make_place(name="Phnom Penh", name_km="ភ្នំពេញ")
    post = factories.make_post(label="Head of talks", slug="head")
    bank = factories.make_organisation(name="Kind Bank")
    programme = factories.make_programme(
        title="Safe journeys", parts=[ProgrammeOrganisation(organisation=bank, role=funding)]
    )
    speaker = Participation(person=factories.make_person(name="Sok Dara"), role=role)
    return factories.make_event(
        title="Forum",
        summary="About pay",
        date="2026-01-22",
        attendance_mode="online",
        places=[place],
        parts=[
            Row(speaker, links={"posts": [post]}),
            RecordTerm(term=theme),
            Figure(measure=measure, value=120, unit_en="officials"),
            EventLink(programme=programme, kind="part_of"),
        ],
    )


def test_what_a_record_says_and_what_it_names_stand_apart_in_both_languages(event):
    entry = entry_of(event)
    assert set(entry.text.split("\n")) - {""} == {
        "about pay",
        "officials",
        "22 january 2026",
        "120 officials",
        # Of the date and the figure in Khmer.
        "22 2026",
    }
    assert set(entry.linked.split("\n")) - {""} == {
        "online",
        "meeting",
        "phnom penh",
        "speaker",
        "sok dara",
        "head of talks",
        "wages",
        "trained",
        "actual",
        "is part of",
        "safe journeys",
        "kind bank",
    }
    assert {"ភ្នំពេញ", "វាគ្មិន"} <= set(entry.linked_runs.split())
    assert "មករា" in entry.text_runs


def test_what_its_page_shows_beside_its_texts_is_kept_a_line_for_each_part(event):
    [first, *lines] = entry_of(event).facts_en.split("\n")
    assert first == "Online, Meeting, Phnom Penh, 22 January 2026"
    assert sorted(lines) == [
        "Actual, Trained, 120 officials",
        "Kind Bank",
        "Speaker, Sok Dara, Head of talks",
        "Wages",
        "is part of, Safe journeys",
    ]
    assert "វាគ្មិន, Sok Dara, Head of talks" in entry_of(event).facts_km.split("\n")


HIDING = {
    "a draft": {"state": "draft"},
    "withdrawn": {"state": "archived"},
    "not yet public": {"go_live_at": LATER},
    "public for a time": {"expire_at": LATER},
}


@pytest.mark.past_publishing
@pytest.mark.parametrize("window", HIDING.values(), ids=list(HIDING))
@pytest.mark.parametrize(
    ("model", "name"),
    [
        (Person, "Sok Dara"),
        (Post, "Head of talks"),
        (Programme, "Safe journeys"),
        (Organisation, "Kind Bank"),
    ],
    ids=["of a part", "of several of a part", "of a link", "two steps away"],
)
def test_nothing_hidden_gets_into_the_text_of_a_record_that_names_it(event, model, name, window):
    assert name.lower() in told(event).lower()
    model.objects.filter(**{f"{model.name_field}_en": name}).update(**window)
    list(rebuilding_index.rebuild_index(at=AT))
    assert name.lower() not in told(event).lower()
    # Who funds a hidden programme is hidden with it.
    assert ("kind bank" in told(event)) == (model in (Person, Post))


@pytest.mark.past_publishing
@pytest.mark.parametrize("window", HIDING.values(), ids=list(HIDING))
def test_nor_does_what_the_record_itself_is_linked_with(window):
    talks = factories.make_event(title="Talks about zebras")
    statement = factories.make_statement(text="Pay rises", event=talks)
    assert "zebras" in told(statement)
    type(talks).objects.filter(pk=talks.pk).update(**window)
    list(rebuilding_index.rebuild_index(at=AT))
    assert "zebras" not in told(statement)


def test_what_is_to_be_public_as_long_as_its_namer_stands_in_its_text():
    person = factories.make_person(name="Sok Dara", published=False, expire_at=LATER)
    speaker = StatementSpeaker(person=person)
    statement = factories.make_statement(
        text="Pay rises", published=False, expire_at=LATER, parts=[speaker]
    )
    workflow.publish_set([person, statement], by=None, at=AT)
    assert "Sok Dara" in told(statement)
