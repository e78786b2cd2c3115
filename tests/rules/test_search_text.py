import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cooperation.rules.search_text import (
    MOST_PIECES,
    WORD,
    Phrase,
    Run,
    name_key,
    parse_question,
    search_words,
    unspaced_runs,
)


def pieces(text: str) -> list[str]:
    return [
        piece.text if isinstance(piece, Run) else " ".join(piece.words)
        for piece in parse_question(text).pieces
    ]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Wages", ["wages"]),
        ("the wages of workers", ["wages", "workers"]),
        ("Cambodia's labour", ["cambodia", "labor"]),
        ("co-operation, Café", ["cooperation", "cafe"]),
        ('pay "decent work" now', ["decent work", "pay"]),
        ("“decent work”", ["decent work"]),
        ('"wages"', ["wages"]),
        ('an open "quotation', ["open", "quotation"]),
        ("wages AND (NOT workers) OR *", ["wages", "workers"]),
        ("names: {col} NEAR/2 ^x", ["names", "col", "near", "2"]),
        ("<b>childcare</b>", ["childcare"]),
        ("phase 3 b", ["phase", "3"]),
        ("b", ["b"]),
        ("wa\u202eges", ["wages"]),
        ("wages wages", ["wages"]),
        ("២០២៦", ["2026"]),
        ("ក្រសួង\u200bការងារ", ["ក្រសួងការងារ"]),
        ("ក្រសួង ការងារ ILO", ["ក្រសួង", "ការងារ", "ilo"]),
        ("who", []),
        ("!!! 😀 \u202e", []),
        ("", []),
    ],
)
def test_whatever_is_typed_is_understood_as_words_phrases_and_runs(typed, understood):
    assert pieces(typed) == understood


def test_a_question_has_so_many_pieces_and_no_more():
    assert (
        len(parse_question(" ".join(f"word{number}" for number in range(40))).pieces) == MOST_PIECES
    )


@settings(deadline=None)
@given(st.text(max_size=60))
@example("'\"\\\0%_*^():{}&|!<->")
@example("\ud800 wages")
def test_no_piece_holds_what_a_database_would_take_for_an_operator(text):
    for piece in parse_question(text).pieces:
        if isinstance(piece, Phrase):
            assert all(WORD.fullmatch(word) for word in piece.words)
        else:
            assert piece.text.isprintable() and not set(piece.text) & set("'\"\\%_*^():&|!<> ")


def test_a_space_in_khmer_does_not_part_a_text():
    assert unspaced_runs("ក្រសួង ការងារ។ បណ្តុះ") == ["ក្រសួងការងារ", "បណ្តុះ"]
    assert search_words("ក្រសួង ILO ការងារ") == ["ilo"]


def test_a_name_is_compared_as_a_whole_however_it_is_written():
    assert name_key("International  Labor Organization") == name_key(
        "international labour organisation"
    )
    assert name_key("ក្រសួង ការងារ") == name_key("ក្រសួង\u200bការងារ")
    assert name_key("Who") == "who"
