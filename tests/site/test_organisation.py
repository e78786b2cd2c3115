import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from cooperation.models import (
    Identifier,
    OtherName,
    Participation,
    Position,
    ProgrammeOrganisation,
)
from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from tests.factories import (
    AT,
    make_event,
    make_organisation,
    make_person,
    make_post,
    make_programme,
    make_term,
)

pytestmark = pytest.mark.django_db


def full_organisation(number):
    body = make_organisation(
        name=f"Body {number}",
        acronym=f"B{number}",
        constituent="un",
        parts=[
            Identifier(vocabulary="XM-DAC", code=f"41{number}"),
            OtherName(name=f"Bodie {number}", kind="spelling"),
        ],
    )
    funding = make_term(scheme="programme-role", code="funding", label="Funding")
    part = ProgrammeOrganisation(organisation=body, role=funding)
    make_programme(title=f"Programme {number}", parts=[part])
    post = make_post(label=f"Director {number}", organisation=body)
    person = make_person(name=f"Person {number}", parts=[Position(post=post)])
    host = make_term(scheme="event-role", code="host", label="Host")
    seen = Participation(person=person, organisation=body, role=host)
    make_event(title=f"Event {number}", parts=[seen])
    make_organisation(name=f"Office {number}", parent=body)
    return body


def test_the_page_shows_roles_posts_and_people(client):
    full_organisation(1)

    page = client.get("/stakeholders/organisations/body-1/").content.decode()

    for text in (
        "United Nations",
        "Bodie 1",
        "411",
        "<h3>Funding</h3>",
        "Programme 1",
        "<h3>Host</h3>",
        "Event 1",
        "Director 1",
        "Named in the post.",
        "Person 1",
        "Office 1",
        "source read so far reports none.",
    ):
        assert text in page
    assert "<dt>Country</dt>" not in page


def test_what_no_source_reports_is_said_with_what_was_read(client):
    make_organisation(name="Bare")

    page = client.get("/stakeholders/organisations/bare/").content.decode()

    assert [heading in page for heading in ("<h2>Programmes", "<h2>Events")] == [False, False]
    assert page.count("The 1 source read so far reports none.") == 2
    assert "Its statements" not in page and "not stated" not in page


def test_a_body_shows_what_its_parts_do(client):
    body = make_organisation(name="Headquarters")
    office = full_organisation(1)
    office.parent = body
    workflow.save(Row(office), by=None, at=AT)

    page = html.fromstring(client.get("/stakeholders/organisations/headquarters/").content.decode())
    text = " ".join(page.text_content().split())

    assert "Programme 1: Body 1, funding" in text
    assert "Event 1: Person 1 (B1), host" in text
    assert "Director 1 (Body 1)" in text
    assert text.count("None recorded for it itself; 1 in its parts.") == 3


def test_queries_do_not_grow_with_the_rows(client):
    lists, details = [], []
    for number in range(3):
        body = full_organisation(number)
        if number != 1:
            with CaptureQueriesContext(connection) as queries:
                client.get("/stakeholders/organisations/")
            lists.append(len(queries))
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/stakeholders/organisations/{body.slug}/")
            details.append(len(queries))

    assert lists[0] == lists[1] <= 12
    assert details[0] == details[1] <= 29
