import datetime as dt

import orjson
import pytest
from django.http import QueryDict

from cooperation.models import Event
from cooperation.queries import generation
from cooperation.queries.resources import EVENT_LIST
from cooperation.web.listing import Listing, read_listing
from tests import factories

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 2, 1, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def events(shared) -> None:
    for slug, date in (("old", "2024"), ("new", "2026-01"), ("undated", "")):
        factories.make_event(slug=slug, title=slug.capitalize(), date=date)


def listed(query: str = "", **options: object) -> Listing:
    state = generation.present_state(AT)
    return read_listing(QueryDict(query), EVENT_LIST, state=state, **options)


def slugs_of(found: Listing) -> list[str]:
    return [orjson.loads(row)["slug"] for row in found.rows]


def slugs(query: str = "") -> list[str]:
    return slugs_of(listed(query))


def test_the_first_order_is_the_default(events):
    assert slugs() == ["new", "old", "undated"]
    assert slugs("ordering=") == slugs("ordering=-date") == ["new", "old", "undated"]
    assert slugs("ordering=date") == ["old", "new", "undated"]
    assert slugs("ordering=title") == ["new", "old", "undated"]


def test_the_count_is_that_of_all_pages(events):
    found = listed("limit=2")
    assert (found.count, len(found.rows), found.errors) == (3, 2, {})
    assert (listed("year=2026").count, listed("year=2026&limit=1").count) == (1, 1)


def test_the_addresses_keep_what_was_asked_for(events):
    first = listed("limit=1&from=2000-01-01&ordering=date")
    assert (first.previous, first.next[0]) == (None, "?")
    asked = QueryDict(first.next[1:])
    assert {name: asked[name] for name in asked if name != "cursor"} == {
        "limit": "1",
        "from": "2000-01-01",
        "ordering": "date",
    }
    second = listed(first.next[1:])
    assert slugs_of(second) == ["new"]
    assert second.next is None
    assert slugs(second.previous[1:]) == ["old"]


def test_drafts_are_neither_listed_nor_counted(events):
    factories.make_event(slug="draft", published=False)
    assert (slugs(), listed().count) == (["new", "old", "undated"], 3)


def test_an_unknown_parameter_is_named():
    assert listed("colour=red").errors == {"colour": ["There is no such parameter here."]}
    assert listed("colour=red", known=("colour",)).errors == {}


@pytest.mark.parametrize(
    "query", ["limit=1&limit=2", "ordering=date&ordering=title", "from=&from="]
)
def test_a_single_parameter_is_given_once(query):
    name = query.partition("=")[0]
    assert listed(query).errors == {name: ["Give this parameter once."]}


def test_values_of_a_filter_may_be_repeated(events):
    assert slugs("year=2024&year=2026") == ["new", "old"]


@pytest.mark.parametrize("limit", ["1", "25", "500", "0500"])
def test_a_limit_within_bounds_is_taken(limit):
    assert listed(f"limit={limit}").errors == {}


@pytest.mark.parametrize(
    "limit", ["0", "501", "-1", "1.5", "", "x", "٥", "1e2", "9" * 10, "9" * 5000]
)
def test_a_limit_out_of_bounds_is_told(events, limit):
    found = listed(f"limit={limit}")
    assert found.errors == {"limit": ["Give a whole number from 1 to 500."]}
    assert len(found.rows) == 3


def test_an_order_that_is_not_offered_is_told(events):
    found = listed("ordering=summary_en")
    expected = "Order by one of: -date, date, title, -updated_at."
    assert found.errors == {"ordering": [expected]}
    assert slugs_of(found) == ["new", "old", "undated"]


@pytest.mark.parametrize("cursor", ["rubbish", "%00", "W10"])
def test_a_place_that_is_none_is_told(events, cursor):
    found = listed(f"cursor={cursor}")
    expected = "This is no place in the list. Follow the addresses that the list gives."
    assert found.errors == {"cursor": [expected]}


def test_a_place_whose_value_does_not_fit_is_told(events):
    cursor = "WyItZGF0ZSIsIGZhbHNlLCAieCIsIDFd"
    assert list(listed(f"cursor={cursor}").errors) == ["cursor"]


def test_what_was_not_understood_is_left_out_on_a_page_and_stops_the_strict(events):
    lenient, strict = listed("year=rubbish"), listed("year=rubbish", strict=True)
    assert lenient.errors == strict.errors == {"year": ["“rubbish” is no year of four digits."]}
    assert (lenient.count, len(lenient.rows)) == (3, 3)
    assert (strict.count, strict.rows) == (0, [])


@pytest.mark.parametrize(("length", "is_refused"), [(200, False), (201, True)])
def test_a_value_has_at_most_two_hundred_characters(length, is_refused):
    found = listed("kind=" + "x" * length)
    too_long = "At most 50 values of at most 200 characters each."
    assert (found.errors["kind"] == [too_long]) is is_refused


def test_a_filter_takes_at_most_fifty_values():
    years = [f"year={year}" for year in range(1970, 2021)]
    assert listed("&".join(years[:50])).errors == {}
    assert listed("&".join(years)).errors == {
        "year": ["At most 50 values of at most 200 characters each."]
    }


@pytest.mark.parametrize("name", ["kind", "year", "from", "place", "mode", "locator", "limit"])
def test_a_nul_is_no_value(name):
    assert list(listed(f"{name}=a%00b").errors) == [name]


@pytest.mark.past_publishing
def test_the_count_is_kept_for_one_state_of_the_register(events, django_assert_num_queries):
    assert listed("year=2026").count == 1
    Event.objects.filter(slug="new").update(date="")
    assert listed("year=2026").count == 1
    # What was changed past publishing is counted as it was published.
    factories.make_event(date="2026", slug="another")
    assert listed("year=2026").count == 2
