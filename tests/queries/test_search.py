import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cooperation.models import OtherName, SearchEntry
from cooperation.publishing import workflow
from cooperation.queries import generation, search
from cooperation.queries.answering import Manner
from cooperation.queries.loading import Loader
from cooperation.rules.search_text import ask
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

LATER = AT + dt.timedelta(days=30)


def find(question: str, at: dt.datetime = AT) -> search.Found:
    return search.find(ask(question), generation.present(at))


def found(question: str, at: dt.datetime = AT) -> list[str]:
    """Return the names of what was found, in order."""
    rows = shown(question, at)
    return [text(row["title"]).replace("[", "").replace("]", "") for row in rows]


def shown(question: str, at: dt.datetime = AT) -> list[dict]:
    answer = find(question, at)
    return search.read(answer.ids, answer, Loader(at=at))


def text(stretches) -> str:
    return "".join(f"[{part.text}]" if part.is_marked else part.text for part in stretches)


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


def test_all_words_must_be_there_wherever_they_stand():
    factories.make_event(title="Forum on wages", summary="For unions")
    factories.make_event(title="Forum on safety")
    assert found("unions forum wage") == ["Forum on wages"]
    assert found("wages for all of the unions") == ["Forum on wages"]


def test_a_quotation_is_looked_for_as_it_is():
    factories.make_event(title="Decent work for all")
    factories.make_event(title="Work that is decent")
    assert found('"decent work"') == ["Decent work for all"]
    assert sorted(found("decent work")) == ["Decent work for all", "Work that is decent"]


@pytest.mark.parametrize(
    "question",
    ["MLVT", "mlvt", "ministry of labor and vocational training", "Min. of Labour", "MoLVT"],
)
def test_a_ministry_is_found_by_any_of_its_names(question):
    factories.make_organisation(name="Ministry of Labour and Vocational Training")
    factories.make_organisation(name="Ministry of Planning")
    assert found(question) == ["Ministry of Labour and Vocational Training"]


def test_a_short_form_finds_texts_with_the_long_one_and_the_other_way_round():
    factories.make_organisation(name="Ministry of Labour and Vocational Training", acronym="MLVT")
    factories.make_event(title="Talks", summary="Held at the MLVT")
    factories.make_event(title="Visit", summary="To the Ministry of Labour and Vocational Training")
    expected = ["Ministry of Labour and Vocational Training", "Talks", "Visit"]
    assert sorted(found("MLVT")) == expected
    assert sorted(found("Ministry of Labour and Vocational Training")) == expected


def test_an_alias_finds_and_is_shown_where_the_name_does_not_say_it():
    alias = OtherName(name="Pousaat Job Centre", kind="spelling")
    factories.make_organisation(name="Pursat Job Centre", parts=[alias])
    [row] = shown("pousaat")
    assert (text(row["title"]), text(row["alias"])) == ("Pursat Job Centre", "[Pousaat] Job Centre")
    [row] = shown("pursat")
    assert (text(row["title"]), text(row["alias"])) == ("[Pursat] Job Centre", "")


@pytest.mark.parametrize(
    "question",
    [
        "vocatinal",
        "vocattional",
        "voactional",
        "vocati",
        "cation",
        "vocationaltraining",
    ],
)
def test_a_slip_a_beginning_or_an_inner_part_of_a_word_finds_it(question):
    factories.make_event(title="Vocational training")
    assert (found(question), find(question).answer.manner) == (["Vocational training"], Manner.NEAR)


def test_what_is_there_word_for_word_is_not_diluted_by_what_is_near():
    factories.make_event(title="Forms of work")
    factories.make_event(title="Farms of work")
    assert found("farms") == ["Farms of work"]


def test_two_words_find_what_is_written_as_one():
    factories.make_event(title="The workplan")
    assert found("work plan") == ["The workplan"]


def test_where_no_record_has_all_words_those_with_all_but_one_answer():
    factories.make_event(title="Wages of garment workers")
    factories.make_event(title="Wages")
    assert found("wages garment banana") == ["Wages of garment workers"]
    assert find("wages garment banana").answer.manner is Manner.SOME
    assert find("wages banana").answer.manner is Manner.NONE


@pytest.mark.parametrize(
    "question",
    [
        "ក្រសួងការងារ",
        "សួងការ",
        "ការងារ ក្រសួង",
        "ក្រសួង\u200bការងារ",
        "ក្រសួង ការងារ",
        "បណ្\u178aុះបណ្\u178aាល",
        "បណ្\u178fុះបណ្\u178fាល",
        "ក្រ",
    ],
)
def test_khmer_is_found_without_spaces_from_within(question):
    factories.make_organisation(name="Ministry", name_km="ក្រសួងការងារ និងបណ្\u178aុះបណ្\u178aាល")
    factories.make_organisation(name="Other", name_km="ធនាគារជាតិ")
    assert found(question) == ["Ministry"]
    with translation.override("km"):
        assert found(question) == ["ក្រសួងការងារ និងបណ្\u178aុះបណ្\u178aាល"]


def test_khmer_with_a_sign_amiss_is_found_and_said_to_be_near():
    factories.make_organisation(name="Ministry", name_km="ក្រសួងការងារនិងបណ្តុះបណ្តាល")
    amiss = "ក្រសួងការងារនិងបណ្តុះបណ្ដលា"
    assert found(amiss) == ["Ministry"]
    assert find(amiss).answer.manner is Manner.NEAR


@pytest.mark.parametrize("question", ["EU", "eu", "Eu"])
def test_a_question_of_two_signs_finds_words_and_beginnings_of_names(question):
    factories.make_organisation(name="European Union", acronym="EU")
    factories.make_organisation(name="Museum")
    factories.make_event(title="Eurozone talks")
    assert found(question) == ["European Union", "Eurozone talks"]


def test_a_name_of_nothing_but_idle_words_is_found_as_a_name():
    factories.make_organisation(name="World Health Organization", acronym="WHO")
    factories.make_event(title="Talks", summary="Who came to them")
    assert found("WHO") == ["World Health Organization"]


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


def test_what_was_found_is_kept_for_one_state_of_the_register():
    factories.make_event(title="Wages")
    assert found("wages") == ["Wages"]
    SearchEntry.objects.all().delete()
    assert len(find("wages").ids) == 1
    assert found("wages") == []
