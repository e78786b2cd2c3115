import pytest

from cooperation.documents.loading import Loader
from cooperation.models import OtherName
from cooperation.queries.place import place_detail
from tests.factories import AT, make_event, make_organisation, make_place, make_programme

pytestmark = pytest.mark.django_db


def test_a_place_counts_what_lies_in_it():
    country = make_place(code="KH", name="Cambodia")
    spelling = OtherName(name="Pousaat", kind="spelling")
    province = make_place(code="KH-15", name="Pursat", parent=country, parts=[spelling])
    make_event(places=[province, country])
    make_event(title="HIDDEN", places=[province], published=False)
    make_programme(places=[country])
    make_organisation(place=province, country=country)

    found = place_detail("KH", Loader(at=AT))

    assert found["counts"] == {"programmes": 1, "events": 1, "organisations": 1}
    [inside] = found["children"]
    assert (inside["code"], inside["parent"]) == ("KH-15", {"code": "KH", "name": "Cambodia"})
    assert inside["counts"] == {"programmes": 0, "events": 1, "organisations": 1}
    assert [name["name"] for name in inside["other_names"]] == ["Pousaat"]
    assert place_detail("XX", Loader(at=AT)) is None
