"""HEAD has the headers of GET: the length of what would be sent, or none where nobody knows it."""

import pytest
from django.http import HttpResponseBase
from django.test import Client

from cooperation.site import downloads
from tests.guards import addresses, rows
from tests.guards.rows import OPEN, PUBLIC

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]

OF_ONE_ANSWER = {"X-Request-ID"}


@pytest.fixture
def public():
    rows.write_lists()
    roots = rows.write_roots(OPEN, PUBLIC)
    rows.index()
    return roots


@pytest.mark.thorough
def test_head_is_answered_like_get(public):
    told = {}
    found = [*addresses.fixed(), *addresses.of_terms(), *addresses.of_records(public.values())]
    for address in found:
        got, head = Client().get(address), Client().head(address)
        expected, answered = headers_of(got), headers_of(head)
        if head.streaming and not got.streaming:
            expected.pop("Content-Length")
        if ".xlsx" in address:
            # It holds the moment when it was written, packed.
            expected["Content-Length"] = answered["Content-Length"]
        if answered != expected or b"".join(head):
            told[address] = {
                name: (expected.get(name), answered.get(name))
                for name in {*expected, *answered}
                if expected.get(name) != answered.get(name)
            }
    assert told == {}
    assert len(found) > 100


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl", "atom", "ics"])
def test_a_head_tells_the_length_of_a_short_file_and_none_of_a_long_one(
    client, monkeypatch, public, suffix
):
    address = f"/events.{suffix}"
    length = len(b"".join(client.get(address)))
    assert abs(int(client.head(address)["Content-Length"]) - length) < 10
    monkeypatch.setattr(downloads, "MOST_AT_ONCE", 0)
    assert ("Content-Length" in client.head(address)) == (suffix == "atom")


def headers_of(response: HttpResponseBase) -> dict[str, str]:
    """Return the headers that two answers to one question have alike, and its status."""
    if response.streaming:
        b"".join(response)
    headers = {name: value for name, value in response.items() if name not in OF_ONE_ANSWER}
    return headers | {"status": str(response.status_code)}
