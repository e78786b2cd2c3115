import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.sought import holds_each_group, looked_for, sought_text

MINISTRY = ("Ministry of Labour and Vocational Training", "ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ", "MLVT")


@pytest.mark.parametrize(
    ("names", "typed"),
    [
        (MINISTRY, "ministry labor"),
        (MINISTRY, "labour ministry"),
        (MINISTRY, "labou"),
        (MINISTRY, "The Ministry"),
        (MINISTRY, "Min\u200bistry"),
        (MINISTRY, "min lab"),
        (MINISTRY, "mlvt"),
        (MINISTRY, "ក្រសួង\u200bការងារ"),
        (MINISTRY, "បណ្\u178aុះ"),
        (MINISTRY, "ministry ការងារ"),
        (MINISTRY, "និងបណ្តុះ"),
        (("Héng Sôur",), "Heng Sour"),
        (("Heng Sour",), "hêng  SOÛR"),
        (("ស្រ្តី",), "ស្ត្រី"),
        (("National Employment Agency",), "NEA"),
        (("Organization for Cooperation",), "organisation co-operation"),
        (("", "Only Khmer or one"), "only"),
        (("The The",), "the"),
    ],
)
def test_a_name_is_held_by_what_it_may_be_typed_as(names, typed):
    assert holds_each_group(sought_text(*names), looked_for(typed))


@pytest.mark.parametrize(
    ("names", "typed"),
    [
        (MINISTRY, "ministry of tourism"),
        (MINISTRY, "abour"),
        (MINISTRY, "training ក្រសួងទេសចរណ៍"),
        (MINISTRY, "???"),
        (("A", "B"), "ab"),
        ((), "a"),
    ],
)
def test_other_names_are_not(names, typed):
    assert not holds_each_group(sought_text(*names), looked_for(typed))


@pytest.mark.parametrize("typed", ["", " ", "\t"])
def test_a_blank_asks_for_nothing(typed):
    assert looked_for(typed) is None


@given(st.text(min_size=1, max_size=30))
def test_every_name_is_found_by_itself(name):
    groups = looked_for(name)
    assert groups in (None, ((),)) or holds_each_group(sought_text(name), groups)
