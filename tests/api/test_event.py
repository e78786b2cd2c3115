import pytest

from cooperation.models import Participation
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = pytest.mark.django_db

EVENTS = "/api/v1/events/"


def spoke(organisation, code: str = "speaker") -> Participation:
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code=code)
    return Participation(organisation=organisation, role=role)


def test_a_row_has_the_promised_fields(client):
    factories.make_event(slug="forum")
    (row,) = client.get(EVENTS).json()["results"]
    common = "type uid slug url kind published_at updated_at citations other_names translations"
    own = (
        "title title_supplied summary date start_time end_time time_zone attendance_mode venue "
        "places status position is_series parent themes goals targets strategies "
        "target_groups markers"
    )
    assert sorted(row) == sorted(f"{common} {own}".split())


def test_a_detail_adds_the_promised_collections(client):
    factories.make_event(slug="forum")
    (row,) = client.get(EVENTS).json()["results"]
    detail = client.get(f"{EVENTS}forum/").json()
    names = (
        *("children", "links", "participants", "items", "figures", "statements", "commitments"),
        *("pictures", "documents"),
    )
    expected = [f"{name}{end}" for name in names for end in ("", "_count", "_url")]
    assert sorted(set(detail) - set(row)) == sorted(expected)
    assert detail["children_url"] == "http://127.0.0.1:8000/api/v1/events/forum/children/"


def test_who_spoke_is_one_row(client):
    first = factories.make_organisation(slug="a")
    second = factories.make_organisation(slug="b")
    factories.make_event(slug="mixed", parts=[spoke(first, "organiser"), spoke(second)])
    factories.make_event(slug="spoke", parts=[spoke(first)])
    found = client.get(EVENTS, {"organisation": "a", "role": "speaker"}).json()
    assert (found["count"], [row["slug"] for row in found["results"]]) == (1, ["spoke"])


def test_a_hidden_organisation_is_not_known(client):
    factories.make_organisation(slug="hidden", published=False)
    answers = [client.get(EVENTS, {"organisation": slug}) for slug in ("hidden", "absent")]
    assert [answer.status_code for answer in answers] == [400, 400]
    messages = [answer.json()["organisation"][0] for answer in answers]
    assert messages == ["“hidden” is not known here.", "“absent” is not known here."]


def test_the_newest_comes_first_and_undated_ones_last(client):
    for slug, date in (("old", "2024"), ("undated", ""), ("new", "2026")):
        factories.make_event(slug=slug, date=date)
    for ordering, slugs in (
        ("-date", ["new", "old", "undated"]),
        ("date", ["old", "new", "undated"]),
    ):
        rows = client.get(EVENTS, {"ordering": ordering}).json()["results"]
        assert [row["slug"] for row in rows] == slugs
