import pytest

from cooperation.documents.loading import Loader
from cooperation.models import Identifier, Participation, Position, ProgrammeOrganisation
from cooperation.publishing.workflow import Row
from cooperation.queries.organisation import ORGANISATIONS
from cooperation.queries.records import record_detail
from tests.factories import (
    AT,
    make_event,
    make_organisation,
    make_person,
    make_post,
    make_programme,
    make_source,
    make_term,
)

pytestmark = pytest.mark.django_db


def shown(organisation):
    return record_detail(ORGANISATIONS, {"slug": organisation.slug}, Loader(at=AT))


def test_roles_are_newest_first_and_rest_on_the_record_that_states_them():
    body, source = make_organisation(), make_source(title="The paper", slug="paper")
    role = make_term(scheme="programme-role", code="funding")
    for title, period in (("Undated", ""), ("Old", "2019"), ("New", "2024/2028")):
        part = ProgrammeOrganisation(organisation=body, role=role)
        make_programme(title=title, planned_period=period, source=source, parts=[part])

    rows = shown(body)["programmes"]

    assert [row["programme"]["name"] for row in rows] == ["New", "Old", "Undated"]
    assert {row["role"]["code"] for row in rows} == {"funding"}
    assert [row["citations"][0]["source"]["name"] for row in rows] == ["The paper"] * 3


def test_posts_come_with_their_holders_and_people_with_any_tie():
    body = make_organisation()
    post = make_post(label="Minister", organisation=body)
    make_person(name="Holder", parts=[Position(post=post)])
    make_person(name="Stranger")
    role = make_term(scheme="event-role", code="speaker")
    speaker = Participation(person=make_person(name="Speaker"), organisation=body, role=role)
    seen = Row(Participation(person=make_person(name="Seen"), role=role), {"posts": [post]})
    make_event(title="Forum", date="2022-02-17", parts=[speaker, seen])

    found = shown(body)

    assert [
        (row["post"]["name"], [holder["person"]["name"] for holder in row["holders"]])
        for row in found["posts"]
    ] == [("Minister", ["Seen", "Holder"])]
    assert sorted(person["name"] for person in found["people"]) == ["Holder", "Seen", "Speaker"]
    assert [(row["event"]["name"], row["person"]["name"]) for row in found["events"]] == [
        ("Forum", "Speaker")
    ]


def test_identifiers_and_parts():
    body = make_organisation(parts=[Identifier(vocabulary="XM-DAC", code="XM-DAC-41302")])
    make_organisation(name="A department", parent=body)

    found = shown(body)

    assert [row["code"] for row in found["identifiers"]] == ["XM-DAC-41302"]
    assert [row["name"] for row in found["children"]] == ["A department"]


@pytest.mark.past_publishing
def test_nothing_hidden_is_named():
    body = make_organisation()
    make_organisation(name="HIDDEN", parent=body, published=False)
    make_post(label="HIDDEN", organisation=body, published=False)
    hidden = make_person(name="HIDDEN", published=False)
    Position.objects.create(person=hidden, post=make_post(label="Open", organisation=body))
    role = make_term(scheme="event-role", code="speaker")
    event, draft = make_event(title="Open"), make_event(title="HIDDEN", published=False)
    Participation.objects.create(event=event, person=hidden, organisation=body, role=role)
    Participation.objects.create(event=draft, organisation=body, role=role)
    programme = make_programme(title="HIDDEN", published=False)
    ProgrammeOrganisation.objects.create(programme=programme, organisation=body, role=role)

    found = shown(body)

    assert "HIDDEN" not in str(found)
    names = ("children", "posts", "programmes", "events", "people")
    assert [found[f"{name}_count"] for name in names] == [0, 1, 0, 0, 0]
