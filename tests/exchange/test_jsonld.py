import pytest

from cooperation.exchange import jsonld, jsonld_pages, jsonld_short
from tests.exchange import rows_out, vocabulary
from tests.exchange.rows_out import code, date, party

DETAIL = {"children": [], "goals": [], "other_names": []}
REGISTER = "A Register"


def event(**fields):
    return jsonld.describe_record(rows_out.event(**DETAIL | fields), register=REGISTER)


def commitment(**fields):
    return jsonld.describe_record(rows_out.commitment(**DETAIL | fields), register=REGISTER)


def problems(*nodes) -> list[str]:
    return [
        wrong for one in jsonld_pages.linked_documents(nodes) for wrong in vocabulary.problems(one)
    ]


def test_the_check_finds_what_schema_org_does_not_know():
    wrong = {
        "@type": "Event",
        "titel": "x",
        "headline": "x",
        "performer": {"@type": "Place"},
        "startDate": "soon",
        "eventStatus": "https://schema.org/EventForgotten",
        "location": {"@type": "Hall"},
    }
    assert problems(wrong) == [
        "/Event.titel: no such property",
        "/Event.headline: not of this type",
        "/Event.performer: Place is none of ['Organization', 'Person']",
        "/Event.startDate: soon is no date",
        "/Event.eventStatus: a text is none of ['EventStatusType']",
        "/Event.location: Hall is none of ['Place', 'PostalAddress', 'Text', 'VirtualLocation']",
        "/Event.location/Hall: no such type",
    ]


def test_an_event_is_described_as_far_as_it_is_stated():
    assert event() == {
        "@type": "Event",
        "@id": "https://register.example/events/forum/",
        "url": "https://register.example/events/forum/",
        "name": "A forum",
        "identifier": "0f6c9a52-7c86-4d58-a7c8-f8efc5b21b57",
        "startDate": "2026-01-22",
        "endDate": "2026-01-22",
        "subjectOf": [
            {
                "@type": "CreativeWork",
                "@id": "https://register.example/sources/a-report/",
                "name": "A report",
                "url": "https://register.example/sources/a-report/",
            }
        ],
    }


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2025-05-05/2025-05-09", "2025-05-05", "2025-05-09"),
        ("2026-03", "2026-03", "2026-03"),
        ("2024/2028", "2024", "2028"),
        ("2019/..", "2019", None),
        ("2021-09/", "2021-09", None),
        ("2025~", None, None),
        ("XXXX-11-20", None, None),
    ],
)
def test_a_date_is_as_exact_as_its_source(edtf, start, end):
    found = event(date=date(edtf))
    assert (found.get("startDate"), found.get("endDate")) == (start, end)


def test_a_time_of_day_has_its_offset():
    times = {"start_time": "09:00:00", "end_time": None, "time_zone": "Asia/Phnom_Penh"}
    found = event(**times)
    assert (found["startDate"], "endDate" in found) == ("2026-01-22T09:00:00+07:00", False)
    assert event(**times | {"time_zone": "local"})["startDate"] == "2026-01-22T09:00:00"


@pytest.mark.parametrize("edtf", ["2026-01-22", "2026-01-22/2026-01-23"])
def test_an_end_after_midnight_is_on_the_next_day(edtf):
    times = {"start_time": "22:00:00", "end_time": "01:30:00", "time_zone": "Asia/Phnom_Penh"}
    found = event(**times, date=date(edtf))
    assert (found["startDate"], found["endDate"]) == (
        "2026-01-22T22:00:00+07:00",
        "2026-01-23T01:30:00+07:00",
    )


def test_a_training_is_an_education_event_with_its_people_and_place():
    found = event(
        kind={"code": "training", "name": "Training"},
        venue="Hall 3",
        places=[code("Phnom Penh")],
        attendance_mode={"code": "hybrid", "name": "Both"},
        status={"code": "CANCELLED", "name": "Cancelled"},
        themes=[code("Wages")],
        participants=[
            party("Organiser", organisation="A ministry"),
            party("Trainer", person="Chan Dara"),
            party("Participant", person="Sok"),
        ],
    )
    assert found["@type"] == "EducationEvent"
    assert [item["name"] for item in found["organizer"]] == ["A ministry"]
    assert [item["name"] for item in found["performer"]] == ["Chan Dara"]
    assert found["location"]["containedInPlace"][0]["name"] == "Phnom Penh"
    assert found["eventStatus"] == "https://schema.org/EventCancelled"
    assert found["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert problems(found) == []


@pytest.mark.parametrize("status", ["", "in_progress", "kept", "not_kept", "superseded"])
def test_a_commitment_is_a_plan_whatever_became_of_it(status):
    found = commitment(status=(status and {"code": status, "name": status}) or None)
    assert found["scheduledTime"] == "2026-03-31"
    assert ("actionStatus" in found) == (status != "superseded")
    assert problems(found) == []


def test_a_statement_is_a_summary_by_the_register_of_what_was_said():
    row = rows_out.statement(**DETAIL)
    found = jsonld.describe_record(row, register=REGISTER)
    assert {name: found[name] for name in found if name not in ("@id", "url", "identifier")} == {
        "@type": "CreativeWork",
        "name": "Chan Dara, in our summary: He called training the way to better work.",
        "abstract": "He called training the way to better work.",
        "disambiguatingDescription": "Our summary of A report ¶2, ¶7–8",
        "creator": {"@type": "Organization", "name": REGISTER},
        "temporalCoverage": "2026-01-22",
        "mentions": [
            jsonld_short.short_reference(row["speakers"][0]["person"]),
            jsonld_short.short_reference(row["event"]),
        ],
        "about": [{"@type": "DefinedTerm", "name": "Skills", "termCode": "skills"}],
        "citation": ["A report ¶2, ¶7–8"],
        "isBasedOn": jsonld_short.source_references(row),
    }
    assert problems(found) == []


def test_what_is_said_about_an_event_is_about_it():
    row = rows_out.statement(**DETAIL, setting={"code": "about", "name": "About"}, speakers=[])
    found = jsonld.describe_record(row, register=REGISTER)
    assert found["about"][0] == jsonld_short.short_reference(row["event"])
    assert "mentions" not in found


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_title_of_ours_is_said_to_be_ours(is_ours):
    note = {"disambiguatingDescription": "The title is ours: the source gives none."}
    for found in (event(title_supplied=is_ours), commitment(title_supplied=is_ours)):
        assert note.items() <= found.items() if is_ours else not note.keys() & found.keys()


def test_the_register_names_its_search_where_it_has_one():
    given = {"name": "Register", "address": "https://register.example/", "languages": ["en"]}
    without = jsonld_pages.website_node(search="", **given)
    found = jsonld_pages.website_node(search="https://register.example/search/", **given)
    assert "potentialAction" not in without
    target = found["potentialAction"]["target"]["urlTemplate"]
    assert target == "https://register.example/search/?q={search_term_string}"
    assert problems(without, found) == []


def test_lists_and_ways_are_numbered_from_one():
    rows = [rows_out.event(), {"record": rows_out.reference("person", "Chan Dara")}]
    page = jsonld_pages.collection_node(name="Events", address="https://x/", rows=rows, count=7)
    way = jsonld_pages.breadcrumbs_node([("Home", "https://x/"), ("Events", "https://x/events/")])
    items = page["mainEntity"]["itemListElement"]
    assert [(item["position"], item["name"]) for item in items] == [
        (1, "A forum"),
        (2, "Chan Dara"),
    ]
    assert way["itemListElement"][1]["item"]["@id"] == "https://x/events/"
    assert problems(page, way) == []
