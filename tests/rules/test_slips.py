import pytest

from cooperation.rules.slips import count_slips, slip_keys, word_trunk


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("", "", 0),
        ("sour", "sour", 0),
        ("sour", "suor", 1),
        ("ministry", "minstry", 1),
        ("commitment", "comittment", 2),
        ("wage", "page", 1),
        ("ab", "", 2),
    ],
)
def test_slips_are_letters_left_out_put_in_changed_or_swapped(one, other, number):
    assert count_slips(one, other) == count_slips(other, one) == number


@pytest.mark.parametrize("slip", ["vocatinal", "vocattional", "vocztional", "voctaional"])
def test_a_word_with_one_slip_shares_a_key_with_what_was_meant(slip):
    assert set(slip_keys(slip)) & set(slip_keys("vocational"))


@pytest.mark.parametrize("word", ["un", "ilo", "covid19", "x" * 25])
def test_nothing_is_guessed_of_what_is_short_long_or_a_number(word):
    assert slip_keys(word) == []


@pytest.mark.parametrize(
    ("words", "shared"),
    [
        ("policy policies", "polic"),
        ("employer employers employment", "employ"),
        ("training trains trained trainning", "train"),
        ("plan plans planned planning", "plan"),
        ("worker workers", "worker"),
        ("work working works", "work"),
        ("ilo", "ilo"),
    ],
)
def test_words_that_differ_in_their_ending_share_a_trunk(words, shared):
    assert {word_trunk(word) for word in words.split()} == {shared}
