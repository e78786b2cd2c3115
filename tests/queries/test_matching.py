"""What the index of words alone finds equals what the rows of the search index say."""

import datetime as dt

import pytest
from django.db.models import Q
from django.utils import timezone

from cooperation.kinds.registry import KINDS
from cooperation.models import Event, Participation, SearchEntry
from cooperation.models.search_match import Within
from cooperation.publishing import rebuilding_index
from cooperation.queries import generation, search
from cooperation.queries.answering import match_question
from cooperation.queries.matching import matching_records, newest_matches
from cooperation.queries.search import answering_records, answers_question, newest_answers
from cooperation.rules.search_text import parse_question
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = pytest.mark.django_db

EVENTS = KINDS["event"]
# Words, names, runs, both at once, what a slip may have meant, and what nothing answers.
QUESTIONS = (
    "wages",
    "Talks of 2024",
    "ប្រាក់ឈ្នួល",
    "wages ប្រាក់ឈ្នួល",
    "wagess",
    "ប្រាក់ឈ្នូល",
    "of",
    "zebra",
)


@pytest.fixture(autouse=True)
def world():
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="host", label="Host")
    ministry = factories.make_organisation(name="Ministry of Wages", acronym="MoW")
    factories.make_programme(title="Wages", summary="ប្រាក់ឈ្នួល")
    for year in range(2020, 2027):
        factories.make_event(
            title=f"Talks of {year}",
            date=str(year),
            summary="About wages" if year % 2 else "About pay",
            summary_km="ប្រាក់ឈ្នួល" if year % 3 else "",
            parts=[Participation(organisation=ministry, role=role)] if year == 2026 else [],
        )


def conditions(question: str) -> list[Q]:
    rows = SearchEntry.objects.all()
    answer = match_question(parse_question(question), rows, may_lack_one=True)
    return [answer.called(), *(answer.condition(within) for within in Within)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_the_index_finds_is_what_the_rows_say(question):
    for condition in conditions(question):
        rows = SearchEntry.objects.filter(condition).order_by("-pk")
        of_events = rows.filter(record_type="event")
        assert newest_matches(condition, 3) == list(rows.values_list("pk", flat=True)[:3])
        listed = list(of_events.values_list("pk", flat=True)[:3])
        assert newest_matches(condition, 3, EVENTS) == listed
        records = {*of_events.values_list("record_pk", flat=True)}
        assert {*matching_records(condition, EVENTS)} == records


@pytest.mark.past_publishing
@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_hidden_answers_nothing_and_takes_no_place(question, monkeypatch):
    monkeypatch.setattr(search, "MOST", 2)
    now = timezone.now()
    Event.objects.filter(date__gte="2025").update(go_live_at=now + dt.timedelta(days=1))
    Event.objects.filter(date="2022").update(expire_at=now - dt.timedelta(days=1))
    list(rebuilding_index.rebuild_index(at=now))
    asked, state = parse_question(question), generation.present_state(now)
    public = Event.objects.published().filter(answers_question(Event, asked))
    assert {*answering_records(EVENTS, asked, state)} == {*public.values_list("pk", flat=True)}
    newest, is_cut = newest_answers(EVENTS, asked, state)
    in_order = public.order_by("-date_earliest").values_list("pk", flat=True)
    assert ({*newest}, is_cut) == ({*in_order[:2]}, len(in_order) > 2)
