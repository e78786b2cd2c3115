import pytest

from cooperation.models import Event, OtherName
from tests import factories

pytestmark = pytest.mark.django_db


EVENTS = "/api/v1/events/"


def test_a_collection_goes_page_by_page(client):
    names = [OtherName(name=f"Name {number}") for number in range(5)]
    series = factories.make_event(slug="series", parts=names)
    for number in range(3):
        factories.make_event(slug=f"child-{number}", parent=series, date=f"202{number}")
    first = client.get(f"{EVENTS}series/children/", {"limit": 2}).json()
    assert [row["slug"] for row in first["results"]] == ["child-2", "child-1"]
    assert (first["count"], first["previous"]) == (3, None)
    second = client.get(first["next"]).json()
    assert ([row["slug"] for row in second["results"]], second["next"]) == (["child-0"], None)
    assert client.get(second["previous"]).json() == first


@pytest.mark.past_publishing
def test_a_detail_holds_the_first_fifty_of_a_collection_and_says_how_many(client):
    series = factories.make_event(slug="series")
    Event.objects.bulk_create(
        Event(
            slug=f"child-{number}",
            title_en="A day",
            kind=series.kind,
            parent=series,
            state="published",
            published_at=factories.AT,
        )
        for number in range(51)
    )
    detail = client.get(f"{EVENTS}series/").json()
    assert (len(detail["children"]), detail["children_count"]) == (50, 51)
    whole = client.get(detail["children_url"], {"limit": 500}).json()
    assert (len(whole["results"]), whole["count"]) == (51, 51)


@pytest.mark.parametrize("cursor", ["x", "LTE", "MS41", "MTAwMDAwMDAwMDA", "é", "_", "AA"])
def test_a_place_in_a_collection_that_is_none_is_refused(client, cursor):
    factories.make_event(slug="series")
    response = client.get(f"{EVENTS}series/children/", {"cursor": cursor})
    assert (response.status_code, list(response.json())) == (400, ["cursor"])


def test_a_collection_that_is_none_is_not_found(client):
    factories.make_event(slug="series")
    for name in ("citations", "rows", "public"):
        assert client.get(f"{EVENTS}series/{name}/").status_code == 404
