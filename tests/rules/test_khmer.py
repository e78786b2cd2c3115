import pytest

from cooperation.rules import khmer


def test_scripts_are_told_apart():
    assert khmer.runs("ILO និង MLVT") == [(False, "ILO "), (True, "និង"), (False, " MLVT")]
    assert khmer.runs("") == []
    assert "".join(run for _is, run in khmer.runs("ក-ខ x")) == "ក-ខ x"


def test_lines_end_at_spaces_and_between_marked_words():
    assert khmer.words("a forum on\u200bwork") == ["a ", "forum ", "on\u200b", "work"]
    assert "".join(khmer.words(" ការ\u200bងារ  ឆ្នាំ")) == " ការ\u200bងារ  ឆ្នាំ"


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("ស្ត្រី", ["ស្ត្រី"]),
        ("ការងារ", ["កា", "រ", "ងា", "រ"]),
        ("បណ្តុះ", ["ប", "ណ្តុះ"]),
        ("២០២៤–២០២៨ឆ្នាំ", ["២០២៤–២០២៨", "ឆ្នាំ"]),
        ("ab", ["a", "b"]),
    ],
)
def test_nothing_that_is_written_together_is_torn_apart(word, pieces):
    assert khmer.clusters(word) == pieces
