import pytest

from cooperation.rules.passages import LENGTH, best_excerpt, gather_sought, mark_stretches
from cooperation.rules.search_text import parse_question


def what(question: str):
    return gather_sought([tuple((piece,) for piece in parse_question(question).pieces)])


def shown(stretches) -> str:
    return "".join(f"[{part.text}]" if part.is_marked else part.text for part in stretches)


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("Wages and workers.", "worker wage", "[Wages] and [workers]."),
        ("An Organization’s programme", "organisation program", "An [Organization]’s [programme]"),
        ("Nothing here", "wages", "Nothing here"),
        ("Cafe\u0301 society", "café", "[Cafe\u0301] society"),
        ("ក្រសួង\u200bការងារ", "ការងារ", "ក្រសួង\u200b[ការងារ]"),
        ("ក្រសួង ការងារ", "ក្រសួងការងារ", "[ក្រសួង ការងារ]"),
        ("បណ្\u178aុះ ២០២៦", "បណ្\u178fុះ 2026", "[បណ្\u178aុះ] [២០២៦]"),
        ("នៃស្រ្តីកម្ពុជា", "ស្ត្រី", "នៃ[ស្រ្តី]កម្ពុជា"),
        ("នៃស្ត្រីកម្ពុជា", "ស្រ្តី", "នៃ[ស្ត្រី]កម្ពុជា"),
        ("ការធ្វេីការងារ", "ធ្វើការ", "ការ[ធ្វេីការ]ងារ"),
        ("ខែ្ម​រ", "ខ្មែរ", "[ខែ្ម​រ]"),
        ("of the ILO", "ministry of ilo", "of the [ILO]"),
    ],
)
def test_what_was_asked_for_is_marked_in_the_text_as_it_is(text, question, expected):
    assert shown(mark_stretches(text, what(question))) == expected


def test_marking_loses_and_adds_nothing():
    text = "“Déjà”\u200b vu — ក្រសួង\u17d2\u178a 😀 straße"
    stretches = mark_stretches(text, what("straße vu"))
    assert "".join(part.text for part in stretches) == text


def test_the_passage_is_the_one_with_most_of_the_question():
    texts = ["Wages rise.", "Wages of workers rise.", "Workers."]
    assert shown(best_excerpt(texts, what("workers wages"))) == "[Wages] of [workers] rise."
    assert best_excerpt(texts, what("schools")) == []


def test_a_long_text_is_cut_around_it_between_words():
    text = f"{'before ' * 60}the wages of workers{' behind' * 60}"
    passage = shown(best_excerpt([text], what("wages workers")))
    assert passage.startswith("… before") and passage.endswith("behind …")
    assert "the [wages] of [workers]" in passage and len(passage) < LENGTH + 40


def test_a_long_khmer_text_is_cut_between_letters():
    text = "ក្រសួងការងារ" * 60
    passage = best_excerpt([text], what("សួងការ"))
    assert passage and passage[0].text[2:3] not in "\u17d2\u17bd"
