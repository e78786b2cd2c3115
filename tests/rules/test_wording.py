import pytest

from cooperation.rules.wording import missing_terms, runs_of, unsupported_numbers
from cooperation.vocabulary.terms_of_art import TERMS_OF_ART

SOURCE = "The ministry's plan, as “agreed”, is to train six hundred officials in each of two towns."


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("They will TRAIN six hundred officials in each of two", []),
        (
            "Plan as agreed is to train six hundred officials, they said, in two towns",
            ["plan as agreed is to train six hundred officials"],
        ),
        (
            "It is to train six-hundred officials in each of two places",
            ["is to train six hundred officials in each of two"],
        ),
        ("", []),
        ("ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ", []),
    ],
)
def test_runs_of_nine_words_and_more_are_given_whole(text, runs):
    assert runs_of(text, SOURCE) == runs


def test_two_runs_of_one_text_are_told_apart():
    assert runs_of("as agreed, and in each of them train six hundred officials", SOURCE, 2) == [
        "as agreed",
        "in each of",
        "train six hundred officials",
    ]


def test_another_spelling_is_no_other_wording():
    assert runs_of("Labour centres counsel", "the labor centers counsel", 3) == [
        "labour centres counsel"
    ]


def test_names_count_for_no_run():
    name = "Skills and Future of Work Partner Forum: National Structured Funding Dialogue"
    text = f"The {name} was opened"

    assert runs_of(text, text) == [f"{text.lower().replace(':', '')}"]
    assert runs_of(text, text, names=[name]) == []


@pytest.mark.parametrize(
    ("ours", "paragraph", "missing"),
    [
        ("Talks count.", "“Social dialogue” and decent work.", ["social dialogue", "decent work"]),
        ("Social\u00a0Dialogue counts.", "On social dialogue", []),
        ("labour market", "latest labor market trends", ["labour market trends"]),
        ("Labour market trends", "latest labor market trends", []),
        ("standards", "to international labour standards", ["international labour standards"]),
        (
            "labour standards",
            "on international labour standards",
            ["international labour standards"],
        ),
        (
            "in the region",
            "By adopting a South-South Cooperation approach",
            ["south-south cooperation"],
        ),
        ("the ministry’s career counselling", "improving career counseling", []),
        ("nothing", "on social, dialogue among some", []),
    ],
)
def test_a_term_of_art_of_the_paragraph_is_missed(ours, paragraph, missing):
    assert missing_terms(ours, paragraph, TERMS_OF_ART) == missing


@pytest.mark.parametrize(
    ("ours", "paragraph", "unsupported"),
    [
        ("4 tiers", "a four-tiered design", []),
        ("Over 2.5 years", "over two and a half years of it", []),
        ("half a day", "a hybrid half-day forum", []),
        ("12,000 workers", "12000 workers", []),
        ("ឆ្នាំ ២០២៦", "in March 2026", []),
        ("one of its aims", "no one", []),
        ("Five days in 2025, for 38 people", "May 5 to 9, 2024, 38 stakeholders", ["2025"]),
        ("three and 3 of 13", "of thirteen", ["three", "3"]),
        ("two", "two and a half", ["two"]),
    ],
)
def test_a_number_that_the_paragraph_lacks_is_unsupported(ours, paragraph, unsupported):
    assert unsupported_numbers(ours, paragraph) == unsupported


def test_terms_of_art_are_written_as_they_are_compared():
    assert [term for term in TERMS_OF_ART if term != term.lower().strip()] == []
    assert len(set(TERMS_OF_ART)) == len(TERMS_OF_ART)
