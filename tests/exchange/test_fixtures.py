from pathlib import Path
from typing import Any

import pytest

from cooperation.exchange.fixtures import InvalidFixture
from cooperation.models import Person, Revision
from tests.exchange.small_register import load, register

pytestmark = pytest.mark.django_db


def refusal(folder: Path, rows: dict[str, dict[str, Any]]) -> str:
    """Return what is said of the one object that cannot be loaded.

    What no file can be read with refuses all of them; what the register refuses is left out.
    """
    try:
        [failure] = load(folder, rows).failures
    except InvalidFixture as error:
        assert not Revision.objects.exists()
        return str(error)
    return str(failure)


@pytest.mark.parametrize(
    ("name", "changes", "message"),
    [
        ("fair", {"places": [["KH-99"]]}, "field “places”: ['KH-99'] is in no file."),
        ("fair", {"places": ["KH-15"]}, "field “places”: 'KH-15' is not a natural key"),
        ("fair", {"tilte_en": "A fair"}, "field “tilte_en”: is unknown"),
        ("fair", {"state": "published"}, "field “state”: is unknown, or not for a fixture"),
        ("fair", {"date": "2025-13"}, "field “date”: “2025-13” names a day or month"),
        (
            "fair",
            {"start_time": "09:00", "time_zone": "UTC+7"},
            "field “time_zone”: “UTC+7” is no name of a time zone. Did you mean Asia/Phnom_Penh?",
        ),
        ("fair", {"title_en": ""}, "field “title_en”: This field cannot be blank."),
        ("dara", {"slug": "sokha"}, "(cooperation.person sokha) has the same key."),
        ("dara", {"slug": ""}, "field “slug”: is missing."),
        ("lower", {"parent": ["Wages"]}, "field “parent”: ['Wages'] is in no file."),
        ("lower", {"programme": ["plans"]}, "field “programme”: ['plans'] is in no file."),
    ],
)
def test_an_error_names_the_object_and_the_field(tmp_path, name, changes, message):
    rows = register()
    rows[name]["fields"] |= changes
    number = list(rows).index(name) + 1

    told = refusal(tmp_path, rows)

    assert f"rows.json, object {number} " in told
    assert message in told


@pytest.mark.parametrize(
    ("citation", "message"),
    [
        (["reports", "1"], "citation 1, field “source”: ['reports'] is in no file."),
        (
            ["report", "4"],
            "citation 1, field “locator”: Paragraph 4 does not exist: the source has 3.",
        ),
        ({"source": ["report"], "field": "dates"}, "field “field”: cooperation.event has no"),
        ({"source": ["report"], "page": "1"}, "citation 1, field “page”: is unknown"),
    ],
)
def test_an_error_in_a_citation_names_it(tmp_path, citation, message):
    rows = register()
    rows["fair"]["citations"] = [citation]

    told = refusal(tmp_path, rows)

    assert "(cooperation.event fair), citation 1" in told
    assert message in told


def test_a_record_without_a_source_is_an_error(tmp_path):
    rows = register()
    del rows["sokha"]["citations"]

    assert "No source is cited" in refusal(tmp_path, rows)
    assert not Person.objects.filter(slug="sokha").exists()


def test_records_that_name_each_other_are_an_error(tmp_path):
    rows = register()
    rows["fair"]["fields"]["parent"] = ["day"]
    rows["day"] = rows["fair"] | {"fields": rows["fair"]["fields"] | {"slug": "day"}}
    rows["day"]["fields"]["parent"] = ["fair"]

    with pytest.raises(InvalidFixture, match="name each other"):
        load(tmp_path, rows)
