"""Query strings that nobody means well with: every public list answers them, and none fails."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.routes import RESOURCES
from tests.guards.addresses import lists
from tests.guards.registered import routes

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

LISTS = dict(lists())
OF_API = [address for address in LISTS if "/api/" in address]
PAGES = [address for address in LISTS if "/api/" not in address]
GENERAL = ["limit", "cursor", "ordering", "fields", "lang", "colour", "format"]
VALUES = [
    "",
    " ",
    "'",
    "' OR 1=1 --",
    '"; DROP TABLE cooperation_event; --',
    "1) UNION SELECT password FROM cooperation_user --",
    "0",
    "-1",
    "1.5",
    "NaN",
    "1e999",
    "9" * 9,
    "9" * 19,
    "9" * 5000,
    "x" * 201,
    "x" * 5000,
    "true",
    "None",
    "null",
    "[]",
    "{}",
    "__class__",
    "id__gt",
    "state",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%s%n",
    "ក្រសួង",
    "٣",
    "２０２６",
    "\u202e",
    "\ufeff",
    "😀" * 60,
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "99999-01-01",
    "2026-1-1",
    "0000",
    "a,b,,c",
    ",",
]
# Places in a list that were never handed out: a list, a NUL, half a character.
CURSORS = [
    "W10",
    "WyItZGF0ZSIsZmFsc2UsIlx1MDAwMCIsMV0",
    "WyJ0aXRsZSIsZmFsc2UsIlx1ZDgwMCIsMV0",
    "WyJuYW1lIixmYWxzZSwiXHUwMDAwIiwxXQ",
    "WyJuYW1lIixmYWxzZSwiXHVkODAwIiwxXQ",
]
# What no client would encode so: bytes that are no text, and broken escapes.
RAW = [
    "%",
    "%%",
    "%zz",
    "%00",
    "a=%00",
    "%ff%fe",
    "organisation=%ff",
    "organisation=%c3%28",
    "cursor=%ed%a0%80",
    "=",
    "&&&",
    "=&=",
    "a" * 4000,
    "&".join(["year=2026"] * 300),
    "&".join(f"p{number}=1" for number in range(900)),
    "&".join(f"p{number}=1" for number in range(1500)),
    "limit=1;limit=2",
    "year[]=2026",
    "organisation[$ne]=x",
]
# Understood by one filter or another, so that the database is asked as well.
PLAUSIBLE = ["9" * 9, "true", "2026", "0001-01-01"]


def parameters(address: str) -> list[str]:
    return [*LISTS[address].filters.get_filters(), *GENERAL]


def all_at_once(address: str, value: str) -> str:
    return "&".join(f"{name}={quote(value)}" for name in parameters(address))


def one_by_one(address: str) -> list[str]:
    return [f"{name}={value}" for name in parameters(address) for value in PLAUSIBLE]


def statuses(client, address: str, queries: list[str]) -> set[int]:
    found = set()
    for query in queries:
        response = client.get(address, QUERY_STRING=query)
        found.add(response.status_code)
        assert b"Traceback" not in response.content
        assert response.status_code in (200, 400), f"{address}?{query}"
    return found


def test_every_public_list_is_tried():
    assert set(LISTS) <= {"/" + route for route in routes()}
    # Changes have no details, and are not among the resources.
    assert len(OF_API) == len(RESOURCES) + 1
    assert {"/events/", "/stakeholders/people/", "/sources/"} <= set(PAGES)


@pytest.mark.parametrize("address", OF_API)
def test_the_api_answers_or_refuses_any_value(client, world, address):
    queries = [all_at_once(address, value) for value in VALUES]
    assert statuses(client, address, queries) == {400}
    assert statuses(client, address, one_by_one(address)) <= {200, 400}
    cursors = [f"cursor={value}&ordering={o}" for value in CURSORS for o in LISTS[address].orders]
    assert statuses(client, address, cursors) == {400}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_answers_any_value(client, world, address):
    queries = [all_at_once(address, value) for value in VALUES[::4]]
    assert statuses(client, address, queries) == {200}


@pytest.mark.parametrize("address", OF_API[:2] + PAGES[:2])
def test_a_query_that_is_no_text_is_answered(client, world, address):
    assert statuses(client, address, RAW) == {200, 400}


@settings(
    deadline=None,
    max_examples=40,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.sampled_from(OF_API).flatmap(
        lambda address: st.tuples(
            st.just(address),
            st.lists(
                st.tuples(st.sampled_from(parameters(address)), st.text(max_size=30)), max_size=4
            ),
        )
    )
)
def test_any_text_for_any_parameter_is_answered_or_refused(client, world, asked):
    address, given_values = asked
    query = "&".join(f"{name}={quote(value, errors='ignore')}" for name, value in given_values)
    statuses(client, address, [query])


@pytest.mark.parametrize(
    "path",
    [
        "events/%00/",
        "events/%ff/",
        "events/..%2f..%2f/",
        "events/" + "x" * 5000 + "/",
        "records/1/",
    ],
)
def test_a_path_that_leads_nowhere_is_no_failure(client, world, path):
    assert client.get(f"/api/v1/{path}").status_code in (400, 404)
    assert client.get(f"/{path}").status_code in (400, 404)
