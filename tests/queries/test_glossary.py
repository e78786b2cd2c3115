import pytest

from cooperation.documents.loading import Loader
from cooperation.models import Citation, OtherName
from cooperation.queries.glossary import short_forms
from tests.factories import AT, make_event, make_organisation, make_programme, make_source

pytestmark = pytest.mark.django_db


def test_short_forms_come_from_records_and_their_other_names():
    source = make_source(title="An article")
    make_organisation(name="International Labour Organization", acronym="ILO", source=source)
    make_programme(title="Country programme", acronym="CP", source=source)
    short = OtherName(name="apf", kind="acronym")
    cited = Citation(source=source, locator="4", part=short.id)
    make_event(title="A partner forum", parts=[short, OtherName(name="Forum"), cited])
    make_organisation(name="HIDDEN", acronym="HID", published=False)
    make_event(title="HIDDEN", published=False, parts=[OtherName(name="HID", kind="acronym")])

    found = short_forms(Loader(at=AT))

    assert [(entry["short"], entry["record"]["name"]) for entry in found] == [
        ("apf", "A partner forum"),
        ("CP", "Country programme"),
        ("ILO", "International Labour Organization"),
    ]
    assert [row["locator"] for row in found[0]["part"]["citations"]] == ["4"]
    assert [row["source"]["name"] for row in found[2]["citations"]] == ["An article"]
