import pytest

from cooperation.models import Participation, Position
from cooperation.publishing.workflow import Row
from tests.factories import make_event, make_person, make_post, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def minister():
    post = make_post(label="Minister")
    role = make_term(scheme="event-role", code="speaker")
    ith, heng = make_person(name="Ith"), make_person(name="Heng")
    for person, date in ((ith, "2022-02-17"), (heng, "2025-05-05"), (heng, "2026-01-22")):
        part = Row(Participation(person=person, role=role), {"posts": [post]})
        make_event(title=f"Forum {date}", date=date, parts=[part])
    return post


def holders(found):
    rows = found["holders"] if "holders" in found else found["results"]
    return [(row["person"]["name"], row["basis"]) for row in rows]


def test_a_day_leaves_its_holders_with_their_basis(client, minister):
    found = client.get("/api/v1/posts/minister/?on=2022-02-17").json()

    assert holders(found) == [("Ith", "seen")]
    assert found["holders_count"] == 1
    assert holders(client.get(found["holders_url"]).json()) == [("Ith", "seen")]
    between = client.get("/api/v1/posts/minister/?on=2025-12-24").json()
    assert holders(between) == [("Heng", "between sightings")]
    assert holders(client.get("/api/v1/posts/minister/").json()) == [
        ("Heng", "seen"),
        ("Ith", "seen"),
    ]


def test_a_day_tells_of_the_others_too_what_is_known(client, minister):
    past = make_person(name="Past", parts=[Position(post=minister, period="2010/2013")])

    found = client.get("/api/v1/posts/minister/?on=2022-02-17").json()["on_day"]

    assert found["day"] == "2022-02-17"
    assert [row["person"]["slug"] for row in found["not_held"]] == [past.slug]
    assert [row["person"]["name"] for row in found["no_source_says"]] == ["Heng"]
    assert client.get("/api/v1/posts/minister/").json()["on_day"] is None


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("on=2022-02-17", ["Ith"]),
        ("on=2025-12-24", ["Heng"]),
        ("on=2022-02-17&post=minister", ["Ith"]),
        ("on=2022-02-17&post=chair", []),
        ("on=2023-06-01", []),
    ],
)
def test_people_are_asked_for_by_the_day_on_which_they_held_a_post(client, minister, query, names):
    make_post(label="Chair")

    answer = client.get(f"/api/v1/people/?{query}").json()

    assert [row["name"] for row in answer["results"]] == names
    wrong = client.get("/api/v1/people/?on=2022")
    assert (wrong.status_code, list(wrong.json())) == (400, ["on"])


def test_a_day_that_is_none_is_refused(client, minister):
    answer = client.get("/api/v1/posts/minister/?on=tomorrow")

    assert answer.status_code == 400
    assert answer.json() == {"on": ["“tomorrow” is no day. Write it as 2026-01-31."]}
