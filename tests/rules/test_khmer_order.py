import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cooperation.rules.folding import fold_text
from cooperation.rules.khmer_order import in_order

KHMER = st.text("".join(map(chr, range(0x1780, 0x17DE))) + "\u200b\u200c a", max_size=12)


@pytest.mark.parametrize(
    ("typed", "ordered"),
    [
        ("ស្រ្តី", "ស្ត្រី"),
        ("ស្ដ្រី", "ស្ត្រី"),
        ("ស្រី្ត", "ស្ត្រី"),
        ("សី្ត្រ", "ស្ត្រី"),
        ("ស្ត្រីី", "ស្ត្រី"),
        ("ស្ត្្រី", "ស្ត្រី"),
        ("កា្រងារ", "ក្រាងារ"),
        ("ខែ្មរ", "ខ្មែរ"),
        ("កេីត", "កើត"),
        ("កីេត", "កើត"),
        ("ធ្វេីការ", "ធ្វើការ"),
        ("កេាះ", "កោះ"),
        ("កោះះ", "កោះ"),
        ("កះោ", "កោះ"),
        ("កើា", "កោី"),
        ("កំា", "កាំ"),
        ("កំុ", "កុំ"),
        ("ក់ា", "កា់"),
        ("សី៊", "សុី"),
        ("ស៊ី", "សុី"),
        ("ប៉ើ", "បុើ"),
        ("បា៉រីស", "ប៉ារីស"),
        ("ប៉៉ារីស", "ប៉ារីស"),
        ("ធ្ម៌", "ធ៌្ម"),
        ("ឲ្យ", "ឱ្យ"),
        ("ក\u17b4", "ក"),
        ("\u17a4", "អា"),
    ],
)
def test_a_cluster_has_one_order(typed, ordered):
    assert in_order(typed) == in_order(ordered)
    assert fold_text(typed) == fold_text(ordered)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ស្រី", "ស្ត្រី"),
        ("កើ", "កេ"),
        ("កោ", "កា"),
        ("កុ", "ក៊"),
        ("ប៉ា", "ប៊ា"),
        ("ល្ក្ត", "ល្ត្ក"),
        ("កំ", "ក់"),
        ("គិត", "គីត"),
    ],
)
def test_what_reads_differently_stays_apart(one, other):
    assert fold_text(one) != fold_text(other)


@pytest.mark.parametrize(
    "text",
    [
        "ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ",
        "សហព័ន្ធនិយោជក និងសមាគមពាណិជ្ជកម្មកម្ពុជា",
        "ឯកឧត្តមបណ្ឌិត ហេង សួរ",
        "កិច្ចសហប្រតិបត្តិការអន្តរជាតិ",
        "English, and nothing else",
        "្ ា ៊",
    ],
)
def test_what_is_in_order_stays_as_it_is(text):
    assert in_order(text) == text


@settings(deadline=None, max_examples=500)
@given(KHMER)
@example("ក្្")
@example("ក្ា្")
@example("ក្\u200cា")
@example("ក\u17dd\u17b4្")
@example("ក\u17dd្ក")
def test_ordering_twice_changes_nothing_more(text):
    assert in_order(in_order(text)) == in_order(text)
    assert fold_text(fold_text(text)) == fold_text(text)
