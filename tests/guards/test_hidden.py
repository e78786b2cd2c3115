"""What may not be seen is nowhere: hidden records of every kind, hunted through every address."""

import json
import uuid
from collections.abc import Callable
from functools import partial

import pytest
from django.utils import timezone

from cooperation.kinds import filters
from cooperation.publishing import jobs
from tests.guards import addresses, crossings, rows
from tests.guards.answers import answer, difference
from tests.guards.hiding import formerly, records, renew, write_hidden
from tests.guards.rows import KINDS, OPEN, PUBLIC, SECRET, World
from tests.guards.shares import in_shares, share_of

pytestmark = [pytest.mark.thorough, pytest.mark.past_publishing]

# Where it is told of records that they are public no more.
TELLING = ("/changes/?", "/changes.atom", "/api/v1/changes/")


@pytest.fixture
def public(db, monkeypatch) -> World:
    """Write two public records of each kind, the second naming the first."""
    # /readyz tells of late jobs: here they are late from the first answer on.
    monkeypatch.setattr(jobs, "STARTED_AT", rows.LONG_AGO)
    rows.write_lists()
    first = rows.write_roots(OPEN, PUBLIC)
    rows.write_roots(OPEN, PUBLIC, first)
    rows.write_versions()
    renew()
    return first


@pytest.fixture
def hide(public: World) -> Callable[[], list[World]]:
    """Return what writes hidden records of every kind in every state, naming public ones."""
    return partial(write_hidden, public)


def everywhere(public: World) -> list[str]:
    found = [*addresses.fixed(), *addresses.of_terms(), *addresses.of_records(public.values())]
    return [*found, *addresses.in_khmer(found)]


def details() -> list[str]:
    seen = [record for model in KINDS for record in model.objects.published().order_by("pk")]
    found = addresses.of_records(seen)
    kept = [address for address in found if "?" not in address and "/records/" not in address]
    return [*kept, *addresses.in_khmer(kept)]


def filtered(public: World) -> list[str]:
    # Pages filter by the same FilterSets.
    return [
        f"{address}?{name}={value}"
        for address, resource in addresses.lists()
        for name, value in addresses.filters(resource, public)
        if address.startswith("/api/")
    ]


@in_shares
def test_hidden_records_change_no_answer(public, hide, share):
    # That a record was public once is told, to whoever keeps copies: see test_changes.
    asked = [*everywhere(public), *filtered(public)]
    before = {
        address: answer(address)
        for address in share_of(asked, share)
        if not address.removeprefix("/km").startswith(TELLING)
    }
    assert {address for address, (status, _, _) in before.items() if status != 200} == set()
    hide()
    changed = {address: difference(before[address], answer(address)) for address in before}
    assert {address: words for address, words in changed.items() if words} == {}


@in_shares
def test_what_names_a_hidden_record_tells_nothing_of_it(public, hide, share):
    for hidden in hide():
        crossings.write_crossings(public, hidden)
    rows.write_versions()
    renew()
    found = {}
    for address in share_of([*everywhere(public), *details()], share):
        status, headers, content = answer(address)
        text = f"{status} {headers} {content}"
        place = text.lower().find(SECRET)
        if place >= 0 or status != 200:
            found[address] = text[max(place - 150, 0) : place + 60]
    assert found == {}


def test_a_word_of_hidden_records_finds_and_counts_nothing(public, hide):
    for hidden in hide():
        crossings.write_crossings(public, hidden)
    renew()
    words = [SECRET, *(SECRET + state for state in rows.hidden_states(timezone.now()))]
    told = {}
    for address, resource in addresses.lists():
        if address.startswith("/api/") and resource.subject.model in KINDS:
            counts = {word: counted(f"{address}?q={word}") for word in (*words, OPEN)}
            told |= {address: counts} if any(counts[word] for word in words) else {}
            assert counts[OPEN] > 0, address
    asked = {word: answer(f"/search/?q={word}")[2] for word in (*words, OPEN)}
    assert [word for word, text in asked.items() if ">0 records<" not in text] == [OPEN]
    assert told == {}


def counted(address: str) -> int:
    return json.loads(answer(address)[2])["count"]


def test_a_hidden_record_is_answered_like_one_that_does_not_exist(hide):
    seen, told = [], {}
    for record in records(hide()):
        model, absent = type(record), str(uuid.uuid4())
        unknown = addresses.of_key(model, "unknown", absent)
        now, before = (record.slug, record.uid), (f"formerly-{record.slug}", formerly(record))
        for slug, uid in (now, before):
            found_at = addresses.of_key(model, slug, str(uid))
            for address, other in zip(found_at, unknown, strict=True):
                found, expected = answer(address), answer(other)
                seen += [address] if found[0] != 404 else []
                if found != expected:
                    told[address] = difference(expected, found)
    assert (seen, told) == ([], {})


def test_a_hidden_records_file_is_answered_like_one_that_does_not_exist(public, hide):
    told, tried = {}, 0
    for record in records(hide()):
        for address in addresses.of_files(record):
            ending = address.rpartition(".")[2]
            for suffix in (f".{ending}", "-320.webp", "-320.jpg"):
                found = answer(address.replace(f".{ending}", suffix))
                unknown = answer(f"/media/{uuid.uuid4().hex}{suffix}")
                tried += 1
                if found != unknown or found[0] != 404:
                    told[address] = difference(unknown, found)
    assert (told, tried > 0) == ({}, True)


def test_a_hidden_record_is_no_value_of_a_filter(hide):
    told = {}
    worlds = hide()
    for address, resource in addresses.lists():
        for name, field in resource.filters.get_filters().items():
            if not isinstance(field, filters.Records):
                continue
            now = [world[field.named].slug for world in worlds]
            words = [word for slug in now for word in (slug, f"formerly-{slug}")]
            status, headers, text = answer(f"{address}?{name}=unknown")
            for word in words if address.startswith("/api/") else words[:2]:
                tried = answer(f"{address}?{name}={word}")
                expected = (status, headers, text.replace("unknown", word))
                if tried != expected:
                    told[f"{address}?{name}={word}"] = difference(expected, tried)
    assert told == {}
