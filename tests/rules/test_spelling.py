import pytest

from cooperation.rules.spelling import standard_spelling


@pytest.mark.parametrize(
    "words",
    [
        "organisation organization org",
        "labour labor",
        "behaviours behaviors",
        "programme program",
        "centres centers",
        "analysing analyzing",
        "dialogue dialog",
        "licence license",
        "counsellors counselors",
        "enrolment enrollment",
        "judgement judgment",
        "ageing aging",
        "practised practiced",
    ],
)
def test_spellings_of_a_word_have_one_standard(words):
    assert len({standard_spelling(word) for word in words.split()}) == 1


@pytest.mark.parametrize("word", ["size", "four", "hour", "source", "citizen", "ilo", "mlvt"])
def test_a_word_that_only_looks_like_it_stays(word):
    assert standard_spelling(word) == word
