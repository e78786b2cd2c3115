import pytest
from django.http import QueryDict
from django.utils import timezone

from cooperation.models import CommitmentParty, CommitmentUpdate, Source, StatementSpeaker
from cooperation.queries.resources import COMMITMENT_LIST, SOURCE_LIST, STATEMENT_LIST
from cooperation.rules import dates
from cooperation.vocabulary.term import SchemeCode
from tests.factories import (
    make_commitment,
    make_event,
    make_organisation,
    make_person,
    make_source,
    make_statement,
    make_term,
)

pytestmark = pytest.mark.django_db


def found(resource, query):
    filters = resource.filters(QueryDict(query), queryset=resource.subject.public())
    assert filters.form.errors == {}
    return {str(record) for record in filters.filter_queryset(filters.queryset)}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("past_due=true", {"late"}),
        ("past_due=false", {"passed", "passed and begun", "kept", "ahead", "undated"}),
        ("standing=past_due", {"late"}),
        ("standing=date_passed", {"passed"}),
        ("standing=ahead&standing=no_date", {"ahead", "undated"}),
        ("standing=due", {"ahead"}),
        ("standing=undated", {"undated"}),
        ("status=none", {"late", "passed", "ahead", "undated"}),
        ("status=kept&status=in_progress", {"kept", "passed and begun"}),
        ("status=none&past_due=true", {"late"}),
        ("year=2001", {"late", "passed", "kept"}),
        ("from=2001-06-01&to=2002-12-31", {"passed and begun"}),
    ],
)
def test_commitments_by_due_date_and_latest_word(query, titles):
    make_commitment(
        title="late",
        due="2001-03",
        verb=make_term(scheme=SchemeCode.COMMITMENT_VERB, code="committed"),
        looked_for_on=dates.day_in_phnom_penh(timezone.now()),
        parts=[CommitmentParty(organisation=make_organisation())],
    )
    make_commitment(title="passed", due="2001-03")
    make_commitment(title="kept", due="2001-03", parts=[CommitmentUpdate(status="kept")])
    make_commitment(
        title="passed and begun", due="2002", parts=[CommitmentUpdate(status="in_progress")]
    )
    make_commitment(title="ahead", due="2999")
    make_commitment(title="undated")

    assert found(COMMITMENT_LIST, query) == titles


def test_commitments_of_an_event_are_made_at_it_or_reported_with_it():
    forum = make_event(slug="forum")
    make_commitment(title="made", made_at=forum)
    make_commitment(title="reported", reported_at=forum)
    make_commitment(title="neither")

    assert found(COMMITMENT_LIST, "event=forum") == {"made", "reported"}


def test_a_party_and_its_role_are_one_row():
    ministry, union = make_organisation(name="Ministry"), make_organisation(name="Union")
    make_commitment(
        title="pledge",
        parts=[
            CommitmentParty(organisation=ministry, side="by"),
            CommitmentParty(organisation=union, side="to"),
        ],
    )

    assert found(COMMITMENT_LIST, "organisation=ministry&role=by") == {"pledge"}
    assert found(COMMITMENT_LIST, "organisation=ministry&role=to") == set()


def test_a_speaker_and_the_constituent_are_one_row():
    employers = make_organisation(name="Employers", constituent="employers")
    unions = make_organisation(name="Unions", constituent="workers")
    person = make_person(name="Sok Lor")
    make_statement(
        text="Together.",
        parts=[
            StatementSpeaker(person=person, organisation=employers),
            StatementSpeaker(organisation=unions),
        ],
    )

    assert found(STATEMENT_LIST, "person=sok-lor&constituent=employers") == {"Together."}
    assert found(STATEMENT_LIST, "person=sok-lor&constituent=workers") == set()
    assert found(STATEMENT_LIST, "constituent=workers&constituent=un") == {"Together."}


def test_a_statement_counts_on_the_day_of_its_event():
    event = make_event(title="Forum", date="2022-02-17")
    make_statement(text="Said there.", event=event, setting="at_event")
    make_statement(text="Said of it.", event=event, setting="about")
    make_statement(text="Said later.", event=event, setting="about", said_on="2023")

    assert found(STATEMENT_LIST, "year=2022") == {"Said there."}
    assert found(STATEMENT_LIST, "from=2022-02-18&event=forum") == {"Said later."}


def test_a_paragraph_of_a_source_picks_what_cites_it():
    source = make_source(title="An article")
    make_statement(text="One.", source=source)

    assert found(STATEMENT_LIST, "source=an-article") == {"One."}
    assert found(STATEMENT_LIST, "source=an-article&locator=0") == set()


@pytest.mark.past_publishing
def test_sources_by_language_and_day_of_publication():
    make_source(title="Old", language="km")
    make_source(title="New", language="en")
    # `published` asks the factory whether to publish.
    Source.objects.filter(slug="new").update(published="2024-05-06")

    assert found(SOURCE_LIST, "language=km") == {"Old"}
    assert found(SOURCE_LIST, "from=2024-05-06") == {"New"}
