import pytest

from cooperation.queries import resources
from cooperation.queries.resources import Resource
from cooperation.rules.tracking import is_tracking, without_tracking
from cooperation.vocabulary.tracking import TRACKING_BEGINNINGS, TRACKING_NAMES

# Those that the largest sites and senders of newsletters add.
KNOWN = [
    *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id"),
    *("fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "mc_cid", "mc_eid", "igshid"),
    *("twclid", "ttclid", "yclid", "_ga", "_gl", "li_fat_id", "ref_src"),
]


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_name_is_dropped_however_it_is_written(name):
    assert without_tracking(f"{name}=x") == ""
    assert without_tracking(f"kind=a&{name}=x&{name}&kind=b") == "kind=a&kind=b"
    assert without_tracking(f"{name.upper()}=x&q=1") == "q=1"
    assert without_tracking(f"%{ord(name[0]):02x}{name[1:]}=x") == ""


@pytest.mark.parametrize(
    "query",
    ["", "q=utm_source", "q=a+b&&kind=", "utm=1", "fbclid_=1", "%ff=%00", "a%ZZ=1", "&", "=x", "q"],
)
def test_what_else_is_asked_stays_letter_by_letter(query):
    assert without_tracking(query) == query


def test_no_parameter_of_ours_is_taken_for_one():
    lists = [item for item in vars(resources).values() if isinstance(item, Resource)]
    ours = {name for item in lists for name in item.filters.get_filters()}
    ours |= {"limit", "cursor", "ordering", "fields", "lang", "on", "page", "q"}
    assert [name for name in sorted(ours) if is_tracking(name)] == []


def test_the_lists_are_in_small_letters():
    names = [*TRACKING_NAMES, *TRACKING_BEGINNINGS]
    assert [name for name in names if name != name.lower()] == []
