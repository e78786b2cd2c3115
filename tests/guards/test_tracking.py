"""What other sites add to our addresses changes no answer; the API refuses it as it documents."""

import json

import pytest

from cooperation.vocabulary.tracking import TRACKING_BEGINNINGS, TRACKING_NAMES
from tests.guards import addresses, rows
from tests.guards.answers import answer, difference
from tests.guards.hiding import renew
from tests.guards.rows import OPEN, PUBLIC

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.past_publishing]

MARK = "IwAR0followed"
EACH = [*sorted(TRACKING_NAMES), *(f"{beginning}any" for beginning in TRACKING_BEGINNINGS)]
ALL = "&".join(f"{name}={MARK}" for name in EACH)


@pytest.fixture
def public():
    rows.write_lists()
    first = rows.write_roots(OPEN, PUBLIC)
    rows.write_roots(OPEN, PUBLIC, first)
    rows.write_versions()
    renew()
    return first


def test_no_page_file_feed_or_calendar_tells_of_them(public):
    of_lists = {address for address, _resource in addresses.lists()}
    found = [*addresses.fixed(), *addresses.of_records(public.values()), *addresses.of_terms()]
    found = [item for item in found if not item.startswith("/api/") and ".xlsx" not in item]
    found += addresses.in_khmer(found)
    asked = [item.replace("limit=500", "limit=1&ordering=-updated_at") for item in found]
    told = {}
    for address in asked:
        mark = "&" if "?" in address else "?"
        plain, followed = answer(address), answer(f"{address}{mark}{ALL}")
        if plain != followed or MARK in str(followed):
            told[address] = difference(plain, followed)
    assert told == {}
    assert len(of_lists) > 15 and len(asked) > 100


def test_what_leads_elsewhere_leaves_them_behind(public):
    status, headers, _content = answer(f"/events?{ALL}&q=a")
    assert (status, headers["Location"]) == (301, "/events/?q=a")


def test_each_is_dropped_by_itself_and_refused_by_the_api(public):
    for address in ("/events/", "/events.ics", "/events.csv", "/changes.atom"):
        plain = answer(address)
        told = [name for name in EACH if answer(f"{address}?{name}={MARK}") != plain]
        assert told == []
    for name in EACH:
        status, _headers, content = answer(f"/api/v1/events/?{name}={MARK}")
        assert (status, json.loads(content)[name]) == (400, ["There is no such parameter here."])


def test_all_resources_of_the_api_refuse_them(public):
    found = [address for address, _resource in addresses.lists()]
    found += [*addresses.of_records(public.values()), *addresses.of_terms()]
    of_api = {address.partition("?")[0] for address in found if address.startswith("/api/")}
    answers = {address: answer(f"{address}?fbclid={MARK}")[0] for address in sorted(of_api)}
    assert {address: status for address, status in answers.items() if status != 400} == {}
    assert len(answers) > 50
