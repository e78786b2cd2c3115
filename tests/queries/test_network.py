import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.documents.loading import Loader
from cooperation.models import EventLink, Participation, ProgrammeOrganisation
from cooperation.queries import generation, network
from cooperation.queries.network import meeting_matrix, record_neighbourhood
from cooperation.queries.records import record_detail
from cooperation.queries.resources import (
    EVENT_LIST,
    ORGANISATION_LIST,
    PEOPLE_LIST,
    PROGRAMME_LIST,
)
from tests.factories import (
    AT,
    make_event,
    make_organisation,
    make_person,
    make_programme,
    make_term,
)
from tests.guards import rows

pytestmark = pytest.mark.django_db


def took_part(*organisations, **more):
    role = make_term(scheme="event-role", code="participant")
    return [Participation(organisation=one, role=role, **more) for one in organisations]


def around(resource, record):
    loader = Loader(at=AT)
    found = record_detail(resource.subject, {"slug": record.slug}, loader)
    return {
        row["record"].get("name") or row["record"]["title"]: [
            (item["organisation"]["name"], item["is_own"]) for item in row["organisations"]
        ]
        for row in record_neighbourhood(found, Loader(at=AT))
    }


@pytest.fixture
def bodies():
    return {name: make_organisation(name=name) for name in ("Ministry", "Union", "Agency")}


@pytest.fixture
def hidden():
    return make_organisation(name="HIDDEN", published=False)


def test_an_organisation_has_those_it_met_but_itself(bodies, hidden):
    make_event(title="A forum", date="2026", parts=took_part(*bodies.values()))
    make_event(title="A talk", date="2025", parts=took_part(bodies["Ministry"], bodies["Union"]))
    make_event(title="Elsewhere", parts=took_part(bodies["Agency"]))
    make_event(title="HIDDEN", published=False, parts=took_part(*bodies.values()))
    role = make_term(scheme="programme-role", code="partner")
    make_programme(
        title="A project",
        parts=[
            ProgrammeOrganisation(organisation=bodies[name], role=role)
            for name in ("Ministry", "Agency")
        ],
    )

    assert around(ORGANISATION_LIST, bodies["Ministry"]) == {
        "A forum": [("Union", False), ("Agency", False)],
        "A talk": [("Union", False)],
        "A project": [("Agency", False)],
    }


def test_a_person_meets_through_an_organisation(bodies):
    person = make_person()
    own = took_part(bodies["Union"], person=person)
    make_event(title="A forum", parts=[*own, *took_part(bodies["Agency"])])

    assert around(PEOPLE_LIST, person) == {"A forum": [("Union", True), ("Agency", False)]}


def test_a_programme_has_its_partners_and_those_at_its_events(bodies):
    role = make_term(scheme="programme-role", code="partner")
    programme = make_programme(
        title="A project",
        parts=[ProgrammeOrganisation(organisation=bodies["Agency"], role=role)],
    )
    link = EventLink(kind="part_of", programme=programme)
    make_event(title="A forum", parts=[link, *took_part(bodies["Union"])])

    assert around(PROGRAMME_LIST, programme) == {
        "A project": [("Agency", False)],
        "A forum": [("Union", False)],
    }


def test_an_event_has_those_of_the_events_and_programmes_it_is_joined_to(bodies):
    series = make_event(title="The series", parts=took_part(bodies["Agency"]))
    event = make_event(title="A forum", parent=series, parts=took_part(bodies["Union"]))
    make_event(title="A session", parent=event, parts=took_part(bodies["Ministry"]))

    assert around(EVENT_LIST, event) == {
        "A forum": [("Union", False)],
        "The series": [("Agency", False)],
        "A session": [("Ministry", False)],
    }


@pytest.mark.past_publishing
def test_a_row_that_names_a_hidden_record_counts_nowhere(bodies, hidden):
    nobody = make_person(name="HIDDEN", published=False)
    event = make_event(
        title="A forum",
        published=False,
        parts=[
            *took_part(bodies["Union"], bodies["Ministry"], hidden),
            *took_part(bodies["Agency"], person=nobody),
        ],
    )
    type(event).objects.filter(pk=event.pk).update(state="published")
    rows.index()

    assert around(EVENT_LIST, event) == {"A forum": [("Ministry", False), ("Union", False)]}
    found = meeting_matrix(generation.present_state(AT))
    assert sorted(row["organisation"]["name"] for row in found["organisations"]) == [
        "Ministry",
        "Union",
    ]
    assert set(found["together"].values()) == {1}


def test_the_matrix_counts_events_once_and_in_both_directions(bodies):
    ministry, union, agency = bodies.values()
    make_event(parts=took_part(ministry, union, union))
    make_event(parts=took_part(ministry, union, agency))
    make_event(parts=took_part(agency))
    make_event(parts=took_part(ministry, agency), published=False)

    found = meeting_matrix(generation.present_state(AT))

    assert [
        (row["organisation"]["name"], row["met"], row["events"]) for row in found["organisations"]
    ] == [("Ministry", 2, 2), ("Union", 2, 2), ("Agency", 2, 1)]
    uids = {name: str(body.uid) for name, body in bodies.items()}
    assert found["together"] == {
        (uids["Ministry"], uids["Union"]): 2,
        (uids["Union"], uids["Ministry"]): 2,
        (uids["Ministry"], uids["Agency"]): 1,
        (uids["Agency"], uids["Ministry"]): 1,
        (uids["Union"], uids["Agency"]): 1,
        (uids["Agency"], uids["Union"]): 1,
    }


def test_the_matrix_holds_the_most_connected_and_says_how_many_there_are(bodies, monkeypatch):
    monkeypatch.setattr(network, "MOST_CONNECTED", 2)
    ministry, union, agency = bodies.values()
    make_event(parts=took_part(ministry, union, agency))
    make_event(parts=took_part(ministry, agency))

    found = meeting_matrix(generation.present_state(AT))

    names = [row["organisation"]["name"] for row in found["organisations"]]
    assert (names, found["count"]) == (["Ministry", "Agency"], 3)
    assert set(found["together"].values()) == {2}


def test_both_cost_the_same_with_one_and_three_events(bodies):
    counts = []
    for number in range(3):
        make_event(title=f"Event {number}", parts=took_part(*bodies.values()))
        record = record_detail(ORGANISATION_LIST.subject, {"name_en": "Union"}, Loader(at=AT))
        if number in (0, 2):
            state = generation.present_state(AT)
            with CaptureQueriesContext(connection) as queries:
                record_neighbourhood(record, Loader(at=AT))
                meeting_matrix(state)
            counts.append(len(queries))

    # Two for what changed in the sets of events and of organisations.
    assert counts == [6, 6]
