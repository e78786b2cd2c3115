import pytest

from cooperation.models import Participation, Position, ProgrammeOrganisation
from cooperation.publishing.workflow import Row
from tests.factories import (
    make_event,
    make_organisation,
    make_person,
    make_place,
    make_post,
    make_programme,
    make_term,
)

pytestmark = pytest.mark.django_db


def role(code, scheme="event-role"):
    return make_term(scheme=scheme, code=code)


@pytest.fixture(scope="module")
def register(shared):
    kh = make_place(code="KH", name="Cambodia")
    ministry = make_organisation(name="Ministry", constituent="government", country=kh)
    make_organisation(
        name="Agency", parent=ministry, place=make_place(code="KH-15", name="Pursat", parent=kh)
    )
    donor = make_organisation(name="Donor", kind="40")
    funding = ProgrammeOrganisation(organisation=donor, role=role("funding", "programme-role"))
    partner = ProgrammeOrganisation(organisation=ministry, role=role("partner", "programme-role"))
    make_programme(title="Project", parts=[funding, partner])
    minister = make_post(label="Minister", organisation=ministry)
    chief = make_post(label="Chief", organisation=donor)
    heng = make_person(name="Heng", parts=[Position(post=minister, period="2020/2022")])
    seen = Participation(person=heng, organisation=ministry, role=role("participant"))
    spoke = Participation(organisation=ministry, role=role("speaker"))
    led = Row(
        Participation(person=make_person(name="Ann"), role=role("speaker")), {"posts": [chief]}
    )
    make_event(title="Forum", date="2022-02-17", parts=[seen, spoke, led])


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("organisations/?place=KH", ["Agency", "Ministry"]),
        ("organisations/?place=KH-15", ["Agency"]),
        ("organisations/?country=KH", ["Ministry"]),
        ("organisations/?programme=project", ["Donor", "Ministry"]),
        ("organisations/?programme=project&role=funding", ["Donor"]),
        ("organisations/?event=forum&role=speaker", ["Ministry"]),
        ("organisations/?role=funding&role=speaker", ["Donor", "Ministry"]),
        ("organisations/?programme=project&event=forum", ["Ministry"]),
        ("people/?organisation=ministry", ["Heng"]),
        ("people/?organisation=donor", ["Ann"]),
        ("people/?organisation=ministry&role=speaker", []),
        ("people/?event=forum&role=speaker", ["Ann"]),
        ("people/?event=forum&constituent=government", ["Heng"]),
        ("people/?post=minister&post=chief", ["Ann", "Heng"]),
        ("people/?constituent=government", ["Heng"]),
        ("posts/?organisation=ministry", ["Minister"]),
        ("posts/?person=ann", ["Chief"]),
        ("posts/?on=2022-02-17", ["Chief", "Minister"]),
        ("posts/?on=2021-01-01", ["Minister"]),
        ("posts/?on=2022-02-17&person=heng", ["Minister"]),
        ("posts/?on=2024-01-01", []),
    ],
)
def test_a_filter_lets_through(register, client, query, names):
    found = client.get(f"/api/v1/{query}&ordering=-updated_at").json()

    assert sorted(row.get("name") or row["label"] for row in found["results"]) == names
    assert found["count"] == len(names)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("organisations/?role=king", "role"),
        ("people/?constituent=nobody", "constituent"),
        ("posts/?on=2022", "on"),
        ("posts/?person=nobody", "person"),
        ("programmes/?status=9", "status"),
    ],
)
def test_a_wrong_value_is_named(client, query, parameter):
    answer = client.get(f"/api/v1/{query}")

    assert (answer.status_code, list(answer.json())) == (400, [parameter])


def test_one_row_must_say_who_and_in_which_role(register, client):
    both = client.get("/api/v1/programmes/?organisation=donor&role=funding").json()
    apart = client.get("/api/v1/programmes/?organisation=ministry&role=funding").json()

    assert (both["count"], apart["count"]) == (1, 0)
