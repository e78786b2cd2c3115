"""What is found: in which order, how it is shown and counted, and what stays hidden."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cooperation.models import OtherName, Participation, SearchEntry
from cooperation.publishing import workflow
from cooperation.queries import search
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.factories import AT
from tests.queries.searching import find, found, shown, text

pytestmark = pytest.mark.django_db

LATER = AT + dt.timedelta(days=30)


def test_what_is_called_so_comes_first_then_names_then_the_newest():
    factories.make_event(title="Old talks", summary="About wages", date="2020")
    factories.make_event(title="New talks", summary="About wages", date="2026")
    factories.make_event(title="Wages of workers", date="2019")
    factories.make_programme(title="Wages")
    factories.make_event(title="Undated talks", summary="About wages")
    assert found("wages") == [
        "Wages",
        "Wages of workers",
        "New talks",
        "Old talks",
        "Undated talks",
    ]


def test_own_words_come_before_those_of_what_is_linked_however_new():
    fair = factories.make_event(title="Fair of zebras", date="2018")
    factories.make_statement(text="Pay rises", event=fair, said_on="2026")
    factories.make_event(title="Talks", summary="About zebras", date="2017")
    assert found("zebras") == ["Fair of zebras", "Talks", "Pay rises"]
    with translation.override("km"):
        assert found("zebras") == ["Fair of zebras", "Talks", "Pay rises"]


def test_what_a_record_is_linked_with_is_shown_where_its_own_words_do_not_answer():
    person = factories.make_person(name="Sok Dara", name_km="សុខ ដារ៉ា")
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker", label="Speaker")
    factories.make_event(
        title="Talks", summary="About pay", parts=[Participation(person=person, role=role)]
    )
    [_person, row] = shown("dara")
    assert (text(row["passage"]), row["lang"]) == ("Speaker, Sok [Dara]", "en")
    [_person, row] = shown("ដារ៉ា")
    assert (text(row["passage"]), row["lang"]) == ("Speaker, សុខ [ដារ៉ា]", "km")


def test_an_alias_finds_and_is_shown_where_the_name_does_not_say_it():
    alias = OtherName(name="Pousaat Job Centre", kind="spelling")
    factories.make_organisation(name="Pursat Job Centre", parts=[alias])
    [row] = shown("pousaat")
    assert (text(row["title"]), text(row["alias"])) == ("Pursat Job Centre", "[Pousaat] Job Centre")
    [row] = shown("pursat")
    assert (text(row["title"]), text(row["alias"])) == ("[Pursat] Job Centre", "")


def test_the_passage_is_marked_and_in_the_language_that_answers():
    factories.make_event(
        title="Talks",
        summary="About the wages of workers",
        summary_km="អំពីប្រាក់ឈ្នួល",
    )
    [row] = shown("wage")
    assert (text(row["passage"]), row["lang"]) == ("About the [wages] of workers", "en")
    [row] = shown("ប្រាក់ឈ្នួល")
    assert (text(row["passage"]), row["lang"]) == ("អំពី[ប្រាក់ឈ្នួល]", "km")
    with translation.override("km"):
        assert shown("talks")[0]["lang"] == "km"


def test_a_statement_is_shown_by_its_text():
    factories.make_statement(text="Wages should rise with what is produced")
    [row] = shown("produce")
    assert (text(row["title"]), row["passage"]) == ("Wages should rise with what is [produced]", [])


def test_kinds_are_counted():
    factories.make_event(title="Wages")
    factories.make_event(title="More wages")
    factories.make_programme(title="Wages")
    assert find("wages").counts() == {"event": 2, "programme": 1}
    assert len(find("wages").of("programme")) == 1


@pytest.fixture
def hidden() -> None:
    factories.make_event(title="Open talks")
    factories.make_event(title="Zebra draft", published=False)
    archived = factories.make_event(title="Zebra archived")
    workflow.withdraw(archived, by=None, at=AT)
    for title, window in (
        ("Zebra to come", {"go_live_at": LATER}),
        ("Zebra gone", {"expire_at": AT + dt.timedelta(hours=1)}),
    ):
        event = factories.make_event(title=title, published=False, **window)
        workflow.publish(event, by=None, at=AT)


def test_what_is_hidden_is_neither_found_nor_counted_until_its_time(hidden):
    soon = AT + dt.timedelta(hours=2)
    assert (found("zebra", soon), find("zebra", soon).counts()) == ([], {})
    # Nor does it keep something near from being found.
    factories.make_event(title="Zebrb")
    assert found("zebra", soon) == ["Zebrb"]
    assert found("zebra", LATER) == ["Zebra to come"]


def test_more_than_can_be_ranked_is_cut_and_said_so(monkeypatch):
    monkeypatch.setattr(search, "MOST", 2)
    for year in ("2020", "2026", "2024"):
        factories.make_event(title=f"Talks of {year}", summary="wages", date=year)
    answer = find("wages")
    assert (found("wages"), answer.is_cut) == (["Talks of 2026", "Talks of 2024"], True)
    assert not find("2026").is_cut


@pytest.mark.parametrize("question", ["wages", "wagez", "ប្រាក់", "wages banana elephant"])
def test_an_answer_costs_the_same_for_more_rows(question):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(question)
        return len(asked)

    factories.make_event(title="Wages", title_km="ប្រាក់")
    few = cost()
    for _ in range(2):
        factories.make_event(title="Wages", title_km="ប្រាក់")
    assert cost() == few <= 20


@pytest.mark.past_publishing
def test_what_was_found_is_kept_for_one_state_of_the_register():
    factories.make_event(title="Wages")
    assert found("wages") == ["Wages"]
    SearchEntry.objects.all().delete()
    assert len(find("wages").ids) == 1
    assert found("wages") == []
