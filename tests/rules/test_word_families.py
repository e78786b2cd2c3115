import pytest

from cooperation.rules.search_text import indexed_line
from cooperation.rules.spelling import standard_spelling
from cooperation.rules.word_families import _FAMILIES, indexed, spoken


def test_words_of_one_family_stand_as_one_and_of_two_families_as_two():
    words, _runs = indexed_line("employer employers employee employment employ")
    assert len(words.split()) == 5 and len(set(words.split())) == 4


def test_what_belongs_to_no_family_stands_as_it_is():
    assert indexed_line("Cooperation of 2050 កម្ពុជា") == ("cooperation of 2050", "កម្ពុជា")


def test_every_word_of_a_family_is_reached_by_its_standard_spelling_and_is_in_no_other():
    words = _FAMILIES.split()
    assert len(words) == len(set(words))
    assert [
        word for word in words if indexed(standard_spelling(word)) == standard_spelling(word)
    ] == []


@pytest.mark.parametrize("word", ["employer", "2050", "labor"])
def test_a_word_of_the_index_can_be_written_out(word):
    assert spoken(indexed(word)) == word
