import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cooperation.rules.folding import fold_text


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("", ""),
        ("  International   LABOUR\tOffice\n", "international labour office"),
        ("Straße", "strasse"),
        ("Cafe\u0301", "caf\u00e9"),
        ("ក្រសួង\u200bការងារ", "ក្រសួងការងារ"),
        ("co\u00adop\u2060er\ufeffa\u200ct\u200dion", "cooperation"),
        ("១៩៩៩", "1999"),
        ("បណ្\u178aុះ", "បណ្\u178fុះ"),
        # An unseen joiner inside the cluster does not keep the look-alike apart.
        ("បណ្\u200c\u178aុះ", "បណ្\u178fុះ"),
    ],
)
def test_what_reads_the_same_folds_to_the_same(written, folded):
    assert fold_text(written) == folded


@settings(deadline=None)
@given(st.text())
@example("\u0345")
@example("\u1e9e\u0130")
@example("a\u200b\u0301")
def test_folding_twice_changes_nothing_more(text):
    assert fold_text(fold_text(text)) == fold_text(text)
