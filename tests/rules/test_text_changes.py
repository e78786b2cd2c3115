from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.text_changes import (
    MOST_COMPARED,
    Change,
    Run,
    compare_lists,
    compare_texts,
    compare_whole,
    shorten_runs,
    split_sides,
    text_of_runs,
)

SIGNS = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def marked(found: list[Run]) -> str:
    return "".join(SIGNS[run.change].format(run.text) for run in found)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("the same", "the same", "the same"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("The brown fox", "The red fox", "The [-brown-]{+red+} fox"),
        ("A forum", "A forum on wages", "A forum{+ on wages+}"),
        ("12,500 workers", "12,800 workers", "[-12,500-]{+12,800+} workers"),
        ("the workers' union", "the worker's union", "the [-workers'-]{+worker's+} union"),
        ("Caf\u00e9, open", "Cafe\u0301, open", "[-Caf\u00e9-]{+Cafe\u0301+}, open"),
        ("One.\nTwo.\nThree.", "One.\nThree.", "One.\n[-Two.\n-]Three."),
        ("One.\nTwo words.", "One.\nTwo works.", "One.\nTwo [-words-]{+works+}."),
    ],
)
def test_changed_words_are_marked(before, after, expected):
    assert marked(compare_texts(before, after)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("ក្រសួងការងារ", "ក្រសួងអប់រំ", "ក្រសួង[-ការងារ-]{+អប់រំ+}"),
        ("បណ្តុះបណ្តាល", "បណ្តុះ", "បណ្តុះ[-បណ្តាល-]"),
        # A sign is never torn from the letter that it stands on.
        ("កា", "កិ", "[-កា-]{+កិ+}"),
        ("ខ្មែរ ILO", "ខ្មែរ UN", "ខ្មែរ [-ILO-]{+UN+}"),
    ],
)
def test_khmer_is_marked_by_the_syllable(before, after, expected):
    assert marked(compare_texts(before, after)) == expected


def test_a_scrap_between_two_changes_is_changed_with_them():
    before, after = "by governments the workers", "by employers the households"
    expected = "by [-governments the workers-]{+employers the households+}"
    assert marked(compare_texts(before, after)) == expected


def test_a_long_passage_is_marked_whole_between_what_is_alike():
    old, new = ["old old"] * MOST_COMPARED, ["new old"] * MOST_COMPARED
    before, after = " ".join(["First", *old, "last"]), " ".join(["First", *new, "last"])
    found = compare_texts(before, after)
    assert [run.change for run in found] == ["kept", "removed", "added", "kept"]
    assert (found[0].text, found[-1].text) == ("First ", " old last")


@given(*[st.text(alphabet="ab \n.១កខ្ាិ\u0301", max_size=40)] * 2)
def test_no_letter_is_lost_and_no_run_is_needless(before, after):
    found = compare_texts(before, after)
    was, now = ("".join(run.text for run in side) for side in split_sides(found))
    assert (was, now) == (before, after)
    assert all(run.text for run in found)
    assert all(one.change != other.change for one, other in pairwise(found))


def test_a_value_that_is_one_thing_changes_as_a_whole():
    assert marked(compare_whole("March 2026", "April 2026")) == "[-March 2026-]{+April 2026+}"
    assert marked(compare_whole("March 2026", "March 2026")) == "March 2026"
    assert marked(compare_whole("", "March 2026")) == "{+March 2026+}"


def test_names_of_a_list_change_each_as_a_whole():
    assert marked(compare_lists(["Kep", "Kampot"], ["Kep", "Takeo"])) == "Kep; [-Kampot-]{+Takeo+}"
    assert marked(compare_lists(["Kep"], ["Kep", "Takeo"])) == "Kep{+; Takeo+}"
    assert marked(compare_lists([], [])) == ""


def test_an_excerpt_keeps_what_stands_beside_a_change():
    words = "one two three four five six seven eight nine ten "
    kept, gone = Run(Change.KEPT, words * 3), Run(Change.REMOVED, "x" * 500)
    found = shorten_runs([kept, gone, kept], around=10, most=20)
    assert [run.text for run in found] == ["… nine ten ", "x" * 20 + "…", "one two …"]
    assert shorten_runs([Run(Change.KEPT, "all of it")]) == [Run(Change.KEPT, "all of it")]
    assert text_of_runs(found) == "… nine ten " + "x" * 20 + "…one two …"
