"""Which records answer a question: by its words as they stand, then by what is near."""

import pytest
from django.utils import translation

from cooperation.queries.answering import Manner
from tests import factories
from tests.queries.searching import find, found

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("employers", "Employment"),
        ("employment", "Employees"),
        ("employee", "Employers"),
        ("cooperatives", "Cooperation"),
        ("cooperation", "Cooperatives"),
        ("information", "Informal work"),
        ("import", "Important work"),
        ("communities", "Communication"),
    ],
)
def test_words_of_one_stem_that_mean_different_things_are_words_of_their_own(question, other):
    factories.make_event(title=f"{question} first")
    factories.make_event(title=other)
    assert found(question) == [f"{question} first"]
    assert found(other.split()[0]) == [other]


def test_an_ending_finds_a_word_of_its_own_all_the_same():
    factories.make_event(title="An employer")
    assert found("employers") == found("employer's") == found("emplyer") == ["An employer"]
    assert found("emplo") == ["An employer"]


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
