import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import EventLink, Participation, ProgrammeOrganisation
from cooperation.queries import generation
from cooperation.queries.graph import graph_edges, graph_nodes
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


def role(code="participant", scheme="event-role"):
    return make_term(scheme=scheme, code=code)


def test_every_public_record_is_a_node(settings):
    body = make_organisation(name="A union", constituent="workers", kind="90", slug="union")
    make_person(name="Chan Dara")
    make_programme(title="A project")
    make_event(title="A forum", date="2025~")
    for make in (make_organisation, make_person, make_programme, make_event):
        make(published=False)

    found = list(graph_nodes())

    assert [(node["type"], node["label"]) for node in found] == [
        ("organisation", "A union"),
        ("person", "Chan Dara"),
        ("programme", "A project"),
        ("event", "A forum"),
    ]
    assert found[0] == {
        "id": str(body.uid),
        "type": "organisation",
        "label": "A union",
        "kind": "90",
        "constituent": "workers",
        "date": "",
        "url": f"{settings.SITE_URL}/stakeholders/organisations/union/",
    }
    assert (found[3]["kind"], found[3]["date"]) == ("meeting", "2025~")


def test_what_joins_records_is_an_edge():
    union, agency = make_organisation(name="A union"), make_organisation(name="An agency")
    person = make_person()
    partner = ProgrammeOrganisation(organisation=agency, role=role("funding", "programme-role"))
    programme = make_programme(parts=[partner])
    event = make_event(
        parts=[
            Participation(organisation=union, person=person, role=role("speaker")),
            Participation(organisation=agency, role=role()),
            EventLink(kind="part_of", programme=programme),
        ]
    )

    found = {
        (edge["type"], edge["source"], edge["target"], edge["role"], edge["weight"])
        for edge in graph_edges(generation.present_state(AT))
    }

    ids = {name: str(record.uid) for name, record in locals().items() if hasattr(record, "uid")}
    assert found == {
        ("took_part", ids["union"], ids["event"], "speaker", 1),
        ("took_part", ids["person"], ids["event"], "speaker", 1),
        ("took_part", ids["agency"], ids["event"], "participant", 1),
        ("partner", ids["agency"], ids["programme"], "funding", 1),
        ("linked", ids["event"], ids["programme"], "part_of", 1),
        ("together", ids["union"], ids["agency"], "", 1),
    }
    assert event.uid


@pytest.mark.past_publishing
def test_an_edge_joins_public_nodes_alone():
    union = make_organisation()
    hidden = make_organisation(name="HIDDEN", published=False)
    event = make_event(
        published=False,
        parts=[Participation(organisation=one, role=role()) for one in (union, hidden)],
    )
    make_event(published=False, parts=[Participation(organisation=union, role=role())])
    type(event).objects.filter(pk=event.pk).update(state="published")
    rows.index()

    edges = graph_edges(generation.present_state(AT))
    assert [(edge["source"], edge["target"]) for edge in edges] == [
        (str(union.uid), str(event.uid))
    ]


def test_it_costs_the_same_with_one_and_three_records():
    counts = []
    union, agency = make_organisation(name="A union"), make_organisation(name="An agency")
    for number in range(3):
        make_event(
            title=f"Event {number}",
            parts=[Participation(organisation=one, role=role()) for one in (union, agency)],
        )
        if number in (0, 2):
            state = generation.present_state(AT)
            with CaptureQueriesContext(connection) as queries:
                list(graph_nodes())
                list(graph_edges(state))
            counts.append(len(queries))

    assert counts == [14, 14]
