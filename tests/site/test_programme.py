import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from cooperation.models import (
    CommitmentParty,
    EventLink,
    Figure,
    PlanItem,
    ProgrammeLink,
    ProgrammeOrganisation,
    RecordTerm,
    StatementSpeaker,
)
from tests.factories import (
    make_commitment,
    make_event,
    make_organisation,
    make_person,
    make_place,
    make_programme,
    make_statement,
    make_term,
)

pytestmark = pytest.mark.django_db


def full_programme(number, **fields):
    body = make_organisation(name=f"Body {number}")
    role = make_term(scheme="programme-role", code="funding", label="Funding")
    priority = make_term(scheme="plan-item-kind", code="priority", label="Priority")
    top = PlanItem(kind=priority, text_en=f"Rights {number}", code="A")
    programme = make_programme(
        title=f"Programme {number}",
        planned_period="2024/2028",
        places=[make_place()],
        parts=[
            ProgrammeOrganisation(
                organisation=body, role=role, amount=1500, qualifier="about", currency="USD"
            ),
            top,
            PlanItem(kind=priority, text_en=f"Migrants {number}", parent=top),
            Figure(measure=make_term(scheme="measure", code="trained"), value=38),
            RecordTerm(term=make_term(scheme="theme", code="skills")),
        ],
        **fields,
    )
    event = make_event(
        title=f"Event {number}", parts=[EventLink(kind="part_of", programme=programme)]
    )
    speaker = StatementSpeaker(person=make_person(name=f"Person {number}"), organisation=body)
    make_statement(text=f"Said {number}", event=event, programme=programme, parts=[speaker])
    make_commitment(
        title=f"Promise {number}", programme=programme, parts=[CommitmentParty(organisation=body)]
    )
    return programme


def test_the_page_has_plan_partners_and_all_that_hangs_on_it(client):
    parent = full_programme(1, description="First part.\n\nSecond part.")
    link = ProgrammeLink(kind="follows", to_programme=parent)
    make_programme(title="Successor", parent=parent, parts=[link])

    page = client.get(f"/programmes/{parent.slug}/").content.decode()

    for text in (
        "2024 to 2028",
        "about 1,500 USD",
        "Rights 1",
        "Migrants 1",
        "<p>First part.",
        "Event 1",
        "Said 1",
        "Promise 1",
        "Successor</bdi></a> follows this programme",
    ):
        assert text in page
    assert "<dt>Status</dt>" not in page


def test_what_parts_and_events_hold_is_said_to_be_theirs(client):
    frame = make_programme(title="Frame")
    plan = full_programme(1, parent=frame, is_parent_inferred=True, title_supplied=True)

    page = html.fromstring(client.get(f"/programmes/{frame.slug}/").content.decode())
    text = " ".join(page.text_content().split())

    for expected in ("Rights 1", "Body 1, funding", "Event 1", "Said 1", "Promise 1"):
        assert expected in text
    assert text.count("None recorded for it itself; 2 in its parts.") == 1
    assert text.count("None recorded for it itself; 1 in its parts.") == 3
    [party] = [row for row in page.xpath("//li") if row.text_content().startswith("Body 1")]
    assert "Of its part Programme 1." in " ".join(party.text_content().split())
    assert "That it belongs here is our reading." in text
    of_plan = client.get(f"/programmes/{plan.slug}/").content.decode()
    assert "(our reading)" in of_plan.split("<dt>Part of</dt>")[1].split("</div>")[0]
    assert "The title is ours: the source gives none." in of_plan


def test_what_is_not_known_is_left_out(client):
    programme = make_programme(title="Bare")

    page = client.get(f"/programmes/{programme.slug}/").content.decode()

    absent = ("not stated", "Who takes part", "None recorded", "What each side")
    assert [text for text in absent if text in page] == []


def test_the_list_is_newest_first_and_undated_last(client):
    make_programme(title="Undated")
    make_programme(title="Old", planned_period="2019")
    make_programme(title="New", actual_period="2026")
    make_programme(title="HIDDEN", published=False)

    page = client.get("/programmes/").content.decode()

    places = [page.index(f">{title}</a>") for title in ("New", "Old", "Undated")]
    assert places == sorted(places)
    assert "3 programmes" in page and "HIDDEN" not in page


def test_queries_do_not_grow_with_the_rows(client):
    lists, details = [], []
    for number in range(3):
        programme = full_programme(number)
        if number != 1:
            with CaptureQueriesContext(connection) as queries:
                client.get("/programmes/")
            lists.append(len(queries))
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/programmes/{programme.slug}/")
            details.append(len(queries))

    assert lists[0] == lists[1] <= 12
    assert details[0] == details[1] <= 35
