import pytest

from cooperation.rules.likeness import Names, compare_names, likeness_keys
from cooperation.vocabulary.likeness import Reason


def body(*names: str, acronym: str = "") -> Names:
    return Names(names, (acronym,) if acronym else ())


def person(*names: str) -> Names:
    return Names(names, is_person=True)


MLVT = body("Ministry of Labour and Vocational Training", acronym="MLVT")
ILO = body("International Labour Organization", acronym="ILO")

ALIKE = [
    (ILO, body("INTERNATIONAL  Labour\u200b Organization"), Reason.SAME),
    (ILO, body("International Labor Organisation"), Reason.SPELLING),
    (body("Min. of Labour & Vocational Training"), MLVT, Reason.SPELLING),
    (body("Center for Labor Rights"), body("Centre for Labour Rights"), Reason.SPELLING),
    (body("ក្រសួងបណ្\u178aុះ បណ្\u178aាល"), body("ក្រសួងបណ្\u178fុះបណ្\u178fាល"), Reason.SPELLING),
    (body("ក្រសួងការងារនិងបណ្តុះបណ្តាល"), body("ក្រសួងការងារ"), Reason.CONTAINED),
    (body("Ministry of Labour"), MLVT, Reason.CONTAINED),
    (body("I.L.O."), ILO, Reason.ACRONYM),
    (ILO, body("Labour Office", acronym="I L O"), Reason.ACRONYM),
    (body("MoLVT"), MLVT, Reason.INITIALS),
    (body("Employers' federation of Cambodia", "MLVT"), MLVT, Reason.ACRONYM),
    (person("Heng Sour"), person("H.E. Heng Sour"), Reason.SAME),
    (person("Mr Graeme Buckley"), person("Buckley, Graeme"), Reason.ORDER),
    (person("Heng Sour"), person("Heng Sur"), Reason.SPELLING),
    (person("Keu Chhieng"), person("Keo Chieng"), Reason.SPELLING),
    (person("ឯកឧត្តមហេង សួរ"), person("ហេងសួរ"), Reason.SPELLING),
    (person("Chuon Naron"), person("Hang Chuon Naron"), Reason.CONTAINED),
    (person("Sereyvorlak Hang"), person("Sereyvorlac Hang"), Reason.SIMILAR),
    # Any name of one may resemble any of the other.
    (person("Someone", "Ith Samheng"), person("Nobody", "Samheng Ith"), Reason.ORDER),
]

UNLIKE = [
    (ILO, MLVT),
    (body("Ministry of Interior"), body("Ministry of Labour")),
    (body("National Employment Agency"), body("National Enterprise Agency")),
    (body("ក្រសួងការងារ"), body("ក្រសួងអប់រំ")),
    (person("Sok San"), person("Sok Sin")),
    (person("Chan Dara"), person("Sok Dara")),
    # Initials make no acronym of a person.
    (person("Ilo"), person("Inga Lisa Olsen")),
    (body(""), body("")),
]


@pytest.mark.parametrize(("one", "other", "reason"), ALIKE)
def test_names_that_are_alike_and_why(one, other, reason):
    assert [
        found.reason for found in (compare_names(one, other), compare_names(other, one)) if found
    ] == [
        reason,
        reason,
    ]


@pytest.mark.parametrize(("one", "other", "_reason"), ALIKE)
def test_names_that_are_alike_share_a_key(one, other, _reason):
    assert likeness_keys(one) & likeness_keys(other) != frozenset()


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_names_that_are_not_alike(one, other):
    assert (compare_names(one, other), compare_names(other, one)) == (None, None)


def test_the_surest_reason_is_given_with_the_names_that_give_it():
    found = compare_names(body("Labour Office", "I.L.O."), ILO)
    assert found == (Reason.ACRONYM, 1, "I.L.O.", "ILO")


def test_initials_say_less_where_the_full_name_is_known_too():
    alone = compare_names(body("ILO"), body("Institute of Labour Observation"))
    named = compare_names(ILO, body("Institute of Labour Observation"))
    assert [(found.reason, found.degree) for found in (alone, named) if found] == [
        (Reason.INITIALS, 1),
        (Reason.INITIALS, 0.5),
    ]


def test_a_long_name_has_a_bounded_number_of_keys():
    assert len(likeness_keys(body(" ".join(f"word{number}" for number in range(60))))) < 20
