"""A saved address outlives the names in it: whatever names a record takes its former name."""

import uuid

import pytest
from django.utils import timezone

from cooperation.kinds import filters
from cooperation.models import Merge, OldSlug, Revision
from cooperation.models.base import Record
from cooperation.queries.resources import COMMITMENT_LIST, EVENT_LIST, STATEMENT_LIST, Resource
from cooperation.site import tripartite
from cooperation.site.lists import LISTS
from tests.guards import addresses, rows
from tests.guards.answers import answer, difference
from tests.guards.hiding import renew
from tests.guards.registered import TABLES
from tests.guards.rows import OPEN, PUBLIC, World

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.past_publishing]

# What takes the query string of a list beside its page, its API and its other forms.
BESIDE = {
    "/embed/map/": EVENT_LIST,
    "/embed/commitments-by-state/": COMMITMENT_LIST,
    "/tripartite/": STATEMENT_LIST,
}


@pytest.fixture
def public() -> World:
    """Write two public records of each kind, the first with an address that it had once."""
    rows.write_lists()
    first = rows.write_roots(OPEN, PUBLIC)
    rows.write_roots(OPEN, PUBLIC, first)
    rows.write_versions()
    for record in first.values():
        own = {"record_type": record._meta.model_name, "record_uid": record.uid}
        OldSlug.objects.create(slug=former(record), **own)
    renew()
    return first


def former(record: Record) -> str:
    return f"formerly-{record.slug}"


def taking() -> list[tuple[str, Resource]]:
    forms = [
        (f"/{listed.route}.{suffix}", listed.resource)
        for listed in LISTS.values()
        for suffix in (*TABLES, *(["ics"] if listed.kind in ("event", "commitment") else []))
        if suffix != "xlsx"
    ]
    found = [*addresses.lists(), *forms, *BESIDE.items()]
    return [*found, *(("/km" + address, item) for address, item in found if "/api/" not in address)]


def naming(resource: Resource) -> list[tuple[str, type[Record]]]:
    found = resource.filters.get_filters().items()
    return [(name, f.named) for name, f in found if isinstance(f, filters.Records)]


def test_every_filter_that_names_a_record_takes_its_former_name(public):
    told, seen = {}, set()
    for address, resource in taking():
        for name, model in naming(resource):
            if address.endswith("/tripartite/") and name not in tripartite.SHARED:
                continue
            record = public[model]
            now = answer(f"{address}?limit=1&{name}={record.slug}")
            then = answer(f"{address}?limit=1&{name}={former(record)}")
            seen.add((address, name))
            if now != then or now[0] != 200 or former(record) in then[2]:
                told[f"{address}?{name}"] = difference(now, then)
    assert told == {}
    assert len(seen) > 200


def test_what_has_an_address_of_its_own_leads_on_with_what_was_asked(public):
    told = {}
    for model, record in public.items():
        now = addresses.of_key(model, record.slug, str(record.uid))
        then = addresses.of_key(model, former(record), str(record.uid))
        for address, old in zip(now, then, strict=True):
            if address == old:
                continue
            asked = "&lang=km" if "?" in old else "?lang=km"
            status, headers, _content = answer(old + asked)
            expected = 308 if "/api/" in old else 301
            if (status, headers.get("Location")) != (expected, address + asked):
                told[old] = (status, headers.get("Location"))
    assert told == {}


def test_what_was_merged_leads_on_by_its_permanent_id_with_what_was_asked(public):
    record = public[next(iter(public))]
    gone, now = uuid.uuid4(), timezone.now()
    own = {"record_type": record._meta.model_name, "record_uid": gone}
    kept = Revision.objects.create(title=OPEN, content={}, at=now, **own)
    Merge.objects.create(
        record_type=record._meta.model_name,
        kept_uid=record.uid,
        merged_uid=gone,
        revision=kept,
        at=now,
    )
    for address in ("/changes/{}/", "/cite/{}.bib", "/report/{}/", "/api/v1/records/{}/"):
        status, headers, _content = answer(address.format(gone) + "?lang=km")
        assert status in (301, 308), address
        assert headers["Location"] == address.format(record.uid) + "?lang=km"
