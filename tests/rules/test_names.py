import pytest

from cooperation.rules.names import (
    consonant_skeleton,
    fold_acronym,
    make_acronyms,
    name_words,
    strip_titles,
)


@pytest.mark.parametrize(
    ("written", "without_titles"),
    [
        ("H.E. Dr. Hang Chuon Naron", "hang chuon naron"),
        ("HE Heng Sour", "heng sour"),
        # A name that is spelled like the title.
        ("He Sophal", "he sophal"),
        ("Her Excellency Mrs Pauline Tamesis", "pauline tamesis"),
        ("Samdech", "samdech"),
        ("Drake Bell", "drake bell"),
        ("ឯកឧត្តមហេង សួរ", "ហេង សួរ"),
        ("លោកជំទាវ ម៉ែន សំអន", "ម៉ែន សំអន"),
    ],
)
def test_titles_before_a_name(written, without_titles):
    assert strip_titles(written) == without_titles


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("The Ministry of Labour & Vocational Training", "ministry labour vocational training"),
        ("Int'l Labor Organization", "international labour organisation"),
        ("Workers’ organisations", "workers organisations"),
        ("Center for Labor Programs", "centre labour programmes"),
        ("U.N. women", "un women"),
        ("The The", "the the"),
        ("", ""),
        ("Size of prizes", "size prises"),
        ("ក្រសួងការងារ និងបណ្ដុះបណ្ដាល", "ក្រសួងការងារ និងបណ្តុះបណ្តាល"),
    ],
)
def test_words_that_tell_names_apart(name, found):
    assert " ".join(name_words(name)) == found


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("International Labour Organization", {"ilo"}),
        (
            "Ministry of Labour and Vocational Training",
            {"mlvt", "molvt", "molavt"},
        ),
        ("Labour", set()),
        ("United Nations", set()),
        ("ក្រសួងការងារ និងបណ្តុះបណ្តាល", set()),
    ],
)
def test_acronyms_that_a_name_makes(name, made):
    assert make_acronyms(name) == made


@pytest.mark.parametrize(
    ("text", "compared"), [("I.L.O.", "ilo"), ("MoLVT", "molvt"), ("CDRI-2", "cdri2"), ("A", "")]
)
def test_acronyms_are_compared_by_their_letters(text, compared):
    assert fold_acronym(text) == compared


@pytest.mark.parametrize(
    ("one", "other"),
    [("sour", "sur"), ("chhieng", "chieng"), ("wuthy", "vuthi"), ("សួរ", "សួរ៉")],
)
def test_a_word_has_one_skeleton_however_its_vowels_are_written(one, other):
    assert consonant_skeleton(one) == consonant_skeleton(other)


def test_words_with_other_consonants_have_other_skeletons():
    assert (
        len({consonant_skeleton(word) for word in ("sok", "sam", "ith", "samheng", "សុខ", "សំ")}) == 6
    )
