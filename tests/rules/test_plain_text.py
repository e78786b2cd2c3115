import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cooperation.rules.plain_text import one_line, several_lines

RANGES = (
    (0x0000, 0x001F),
    (0x007F, 0x009F),
    (0x00AD, 0x00AD),
    (0x2028, 0x2029),
    (0x202A, 0x202E),
    (0x2066, 0x2069),
    (0xFEFF, 0xFEFF),
)
REFUSED = [chr(code) for first, last in RANGES for code in range(first, last + 1)]
JOINERS = ["\u200b", "\u200c", "\u200d"]
BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("sign", REFUSED, ids=ascii)
def test_no_such_sign_is_left_in_a_line(sign):
    space = " " if sign in (*BREAKS, "\t") else ""
    assert one_line(f"Social{sign}dialogue") == f"Social{space}dialogue"
    assert one_line(f"{sign}ការងារ{sign}") == "ការងារ"
    assert one_line(sign * 3) == ""


@pytest.mark.parametrize("sign", sorted(set(REFUSED) - {"\t", *BREAKS}), ids=ascii)
def test_several_lines_keep_nothing_of_them_but_their_breaks(sign):
    assert several_lines(f"One{sign}\n\ntwo") == "One\n\ntwo"
    assert several_lines(f"{sign}\n{sign}") == ""


@pytest.mark.parametrize("sign", BREAKS, ids=ascii)
def test_breaks_of_any_kind_are_one(sign):
    assert several_lines(f"One{sign}{sign}two") == "One\n\ntwo"
    assert one_line(f"One {sign} {sign}\ttwo{sign}") == "One two"


@pytest.mark.parametrize("fold", [one_line, several_lines])
@pytest.mark.parametrize("sign", JOINERS, ids=ascii)
def test_joiners_stay_among_khmer_letters_and_nowhere_else(fold, sign):
    assert fold(f"ក្រសួង{sign}ការងារ ILO") == f"ក្រសួង{sign}ការងារ ILO"
    assert fold(f"Min{sign}istry") == "Ministry"
    assert fold(f" {sign}") == ""


@pytest.mark.parametrize("fold", [one_line, several_lines])
@pytest.mark.parametrize(
    "text", ["", " two  spaces ", "Café – “A”, № 5", "H.E. Dr. ហេង\u200bសួរ", "日本 😀 ١"]
)
def test_other_texts_stay_as_they_are(fold, text):
    assert fold(text) == text


def test_every_control_and_mark_of_direction_is_known():
    classes = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"}
    signs = map(chr, range(sys.maxunicode + 1))
    meant = [
        sign
        for sign in signs
        if unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs")
        or (unicodedata.bidirectional(sign) in classes and sign < "\U00010000")
    ]
    assert len(meant) > 2_000
    assert [ascii(sign) for sign in meant if sign not in JOINERS and one_line(sign)] == []


@given(st.text())
@example("a\u2060 \n")
@example("\u200b\u202eក")
def test_folding_twice_changes_nothing_more(text):
    assert one_line(one_line(text)) == one_line(text)
    assert several_lines(several_lines(text)) == several_lines(text)
    assert one_line(several_lines(text)) == one_line(text)
