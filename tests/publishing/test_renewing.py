"""What names something that is called otherwise now is found by its new name, at once or soon."""

import datetime as dt

import pytest
from django.core.management import call_command

from cooperation.kinds.registry import KINDS
from cooperation.models import (
    EventLink,
    Organisation,
    ProgrammeOrganisation,
    RecordTerm,
    SearchEntry,
    StatementSpeaker,
    Term,
)
from cooperation.models.search import search_id
from cooperation.publishing import renewing, workflow
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.programme import FUNDING
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

LATER = AT + dt.timedelta(days=1)


def told(words: str) -> set[str]:
    """Return the kinds and ids of what the index tells of these words."""
    rows = SearchEntry.objects.filter(facts_en__contains=words, linked__contains=words.lower())
    return {f"{kind} {pk}" for kind, pk in rows.values_list("record_type", "record_pk")}


def rename(row, **names: str) -> None:
    for name, value in names.items():
        setattr(row, name, value)
    workflow.save(Row(row), by=None, at=LATER)


def key(record) -> str:
    return f"{record._meta.model_name} {record.pk}"


@pytest.fixture
def funded():
    """Return a body that funds a programme, the programme, and an event that is linked to it."""
    funding = factories.make_term(scheme=SchemeCode.PROGRAMME_ROLE, code=FUNDING, label="Funder")
    bank = factories.make_organisation(name="Zebra Bank")
    partner = ProgrammeOrganisation(organisation=bank, role=funding)
    programme = factories.make_programme(title="Safe journeys", parts=[partner])
    link = EventLink(programme=programme, kind="part_of")
    return bank, programme, factories.make_event(title="Forum", parts=[link])


def speak(person, count: int) -> set[str]:
    event = factories.make_event(title="Forum")
    made = [
        factories.make_statement(
            text=f"Said {number}", event=event, parts=[StatementSpeaker(person=person)]
        )
        for number in range(count)
    ]
    return {key(statement) for statement in made}


def test_a_new_name_is_in_what_names_it_in_the_same_act():
    person = factories.make_person(name="Sok Dara")
    spoken = speak(person, 3)
    assert told("Sok Dara") == spoken
    rename(person, name_en="Chan Dara")
    assert (told("Chan Dara"), told("Sok Dara")) == (spoken, set())
    # Letters count that are searched alike.
    rename(person, name_en="CHAN Dara")
    assert SearchEntry.objects.filter(facts_en__contains="CHAN Dara").count() == 3


def test_so_is_a_new_label_of_a_term_or_name_of_a_place():
    theme = factories.make_term(scheme=SchemeCode.THEME, code="wages", label="Wages")
    place = factories.make_place(name="Phnom Penh")
    event = factories.make_event(places=[place], parts=[RecordTerm(term=theme)])
    rename(theme, label_en="Pay")
    rename(place, name_en="Capital")
    assert (told("Pay"), told("Capital")) == ({key(event)}, {key(event)})
    assert told("Wages") == told("Phnom Penh") == set()


def test_beyond_what_one_act_renews_they_are_marked_until_the_job_has_come(monkeypatch, capsys):
    monkeypatch.setattr(renewing, "MOST_AT_ONCE", 2)
    person = factories.make_person(name="Sok Dara")
    spoken = speak(person, 5)
    rename(person, name_en="Chan Dara")
    assert (len(told("Chan Dara")), len(told("Sok Dara"))) == (2, 3)
    marked = SearchEntry.objects.filter(is_stale=True)
    assert {f"statement {pk}" for pk in marked.values_list("record_pk", flat=True)} == told(
        "Sok Dara"
    )
    call_command("renew_search")
    assert capsys.readouterr().out == "3 records indexed.\n"
    assert (told("Chan Dara"), told("Sok Dara"), marked.count()) == (spoken, set(), 0)
    call_command("renew_search")
    assert capsys.readouterr().out == "0 records indexed.\n"


@pytest.mark.past_publishing
def test_of_203_that_name_it_200_are_renewed_at_once(capsys):
    theme = factories.make_term(scheme=SchemeCode.THEME, code="wages", label="Wages")
    event = factories.make_event(parts=[RecordTerm(term=theme)])
    row = SearchEntry.objects.get(record_uid=event.uid)
    for number in range(202):
        clone(event, row, number)
    assert len(told("Wages")) == 203
    rename(theme, label_en="Pay")
    assert (len(told("Pay")), len(told("Wages"))) == (200, 3)
    call_command("renew_search")
    assert (len(told("Pay")), told("Wages")) == (203, set())
    capsys.readouterr()


def clone(event, row: SearchEntry, number: int) -> None:
    """Copy an event with its theme and its row of the index: cheaper than to publish another."""
    theme = Term.objects.get(code="wages")
    event.pk, event.uid, event.slug = None, type(event)().uid, f"copy-{number}"
    event.save()
    RecordTerm.objects.create(event=event, term=theme)
    row.pk = search_id(KINDS["event"].number, event.pk, None)
    row.record_pk, row.record_uid = event.pk, event.uid
    row.save(force_insert=True)


def test_who_funds_a_programme_is_renewed_in_the_events_linked_to_it(funded):
    bank, programme, event = funded
    assert told("Zebra Bank") == {key(programme), key(event)}
    rename(bank, name_en="Okapi Bank")
    assert (told("Okapi Bank"), told("Zebra Bank")) == ({key(programme), key(event)}, set())


def test_what_is_withdrawn_is_in_no_text_of_others(funded):
    bank, programme, event = funded
    citations = [Row(row) for row in programme.citations.all()]
    workflow.save(Row(programme), parts=citations, by=None, at=LATER)
    assert told("Zebra Bank") == set()
    workflow.withdraw(bank, by=None, at=LATER)
    assert (told("Zebra Bank"), key(event) in told("Safe journeys")) == (set(), True)


@pytest.mark.past_publishing
def test_what_is_withdrawn_though_it_is_named_leaves_the_texts_of_others_in_the_act(monkeypatch):
    bank = factories.make_organisation(name="Zebra Bank")
    post = factories.make_post(label="Head", organisation=bank)
    assert told("Zebra Bank") == {key(post)}
    monkeypatch.setattr("cooperation.publishing.readiness.refuse_if_named", lambda *_: None)
    workflow.withdraw(Organisation.objects.get(pk=bank.pk), by=None, at=LATER)
    assert told("Zebra Bank") == set()
