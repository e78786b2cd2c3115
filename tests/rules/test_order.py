import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.order import moved_items


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("abc", "abc", ""),
        ("abc", "cab", "c"),
        ("abcd", "bcda", "a"),
        ("abc", "axbc", ""),
        ("abc", "ac", ""),
        ("abc", "xcy", ""),
        ("abcde", "adcbe", "cd"),
    ],
)
def test_the_fewest_that_changed_their_place(before, after, expected):
    assert len(moved_items(before, after)) == len(expected)
    assert moved_items(before, after) <= set(before) & set(after)


def test_one_that_went_to_the_front_is_the_one_that_moved():
    assert moved_items("abcd", "dabc") == {"d"}


@given(st.permutations("abcdef"))
def test_the_others_stand_as_they_stood(after):
    gone = moved_items("abcdef", after)
    stayed = [item for item in after if item not in gone]
    assert stayed == sorted(stayed)
