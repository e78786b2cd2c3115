"""What is kept for counting equals what the database counts, in every list and under any filter."""

import pytest
from django.http import QueryDict
from django.utils import timezone
from pyroaring import BitMap

from cooperation.kinds.registry import KINDS
from cooperation.kinds.told import dimensions_told_of
from cooperation.models import PublicBits, SearchEntry
from cooperation.models.base import record_models
from cooperation.publishing import workflow
from cooperation.queries import generation, resources, search
from cooperation.queries.options import Offer, offer_filters
from cooperation.queries.resources import EVENT_LIST, Resource
from tests import factories
from tests.guards import addresses, rows
from tests.guards.rows import OPEN, PUBLIC, SECRET
from tests.queries.asking import took_part
from tests.queries.test_options import theme

LISTS = [
    item
    for item in vars(resources).values()
    if isinstance(item, Resource) and item.name not in ("terms", "places", "changes")
]
NAMES = [item.name for item in LISTS]


def offer(query: str, resource: Resource = EVENT_LIST, **options: bool) -> Offer:
    filters = resource.filters(QueryDict(query), queryset=resource.subject.public())
    return offer_filters(filters, resource, generation.present_state(timezone.now()), **options)


def counts(query: str, resource: Resource = EVENT_LIST) -> dict[str, dict[str, int]]:
    return {
        control.name: {option.value: option.count for option in control.options}
        for control in offer(query, resource).controls
        if control.options
    }


def counted_live(query: str, resource: Resource) -> int:
    filters = resource.filters(QueryDict(query), queryset=resource.subject.public())
    return filters.filter_queryset(filters.queryset).count()


def test_every_facet_of_every_list_is_kept():
    for resource in LISTS:
        if resource.name == "stakeholders":
            continue
        kind = resource.subject.model._meta.model_name
        for name, field in resource.filters.get_filters().items():
            if field.is_counted and name != "year":
                paths = (field.counted.removesuffix("__constituent"), *field.also)
                assert {*paths} <= {*KINDS[kind].dimensions(), *dimensions_told_of(kind)}, (
                    f"{resource.name}: {name}"
                )
    assert set(KINDS) == {model._meta.model_name for model in record_models()}


@pytest.fixture
def world(db) -> rows.World:
    rows.write_lists()
    first = rows.write_roots(OPEN, PUBLIC)
    rows.write_roots(OPEN, PUBLIC, first)
    for name, state in rows.hidden_states(timezone.now()).items():
        rows.write_roots(SECRET + name, state, first)
    rows.index()
    return first


@pytest.mark.past_publishing
@pytest.mark.parametrize("resource", LISTS, ids=NAMES)
def test_counts_within_any_filter_are_those_of_the_database(world, resource):
    asked = [f"{name}={value}" for name, value in addresses.filters(resource, world)]
    wrong, options = {}, 0
    for query in ("", *asked, "&".join(dict.fromkeys(asked[:6]))):
        given = QueryDict(query)
        for name, of_values in counts(query, resource).items():
            others = given.copy()
            others.pop(name, None)
            for value, count in of_values.items():
                others[name] = value
                live = counted_live(others.urlencode(), resource)
                options += 1
                if live != count:
                    wrong[query, name, value] = (count, live)
    assert (wrong, options > 0) == ({}, True)


@pytest.mark.django_db
def test_values_are_counted_within_the_other_filters_and_not_their_own():
    ministry = factories.make_organisation(slug="ministry")
    union = factories.make_organisation(slug="union")
    both = [took_part("speaker", organisation=ministry), took_part("guest", organisation=union)]
    factories.make_event(date="2024/2026", parts=[*both, theme("wages")])
    factories.make_event(date="2026", parts=[took_part("guest", organisation=ministry)])
    factories.make_event(date="", parts=[theme("safety")])
    found = counts("")
    assert found["organisation"] == {"ministry": 2, "union": 1}
    assert found["role"] == {"guest": 2, "speaker": 1}
    assert found["year"] == {"2026": 2, "2025": 1, "2024": 1}
    found = counts("theme=wages")
    assert found["theme"] == {"safety": 1, "wages": 1}
    assert found["organisation"] == {"ministry": 1, "union": 1}
    # The role is that of the ministry, and not of another in the same event.
    assert counts("organisation=ministry")["role"] == {"guest": 1, "speaker": 1}
    assert counts("organisation=union")["role"] == {"guest": 1}
    assert counts("organisation=ministry&role=guest")["year"] == {"2026": 1}
    assert counts("year=2024&role=guest")["organisation"] == {"union": 1}


@pytest.mark.django_db
def test_each_change_is_counted_at_once():
    event = factories.make_event(parts=[theme("wages")])
    assert counts("")["theme"] == {"wages": 1}
    other = factories.make_event(parts=[theme("wages"), theme("safety")])
    assert counts("")["theme"] == {"safety": 1, "wages": 2}
    workflow.withdraw(other, by=None, at=factories.AT)
    assert counts("")["theme"] == {"wages": 1}
    workflow.delete(event, by=None, at=factories.AT)
    assert counts("") == {}


@pytest.mark.django_db
def test_an_empty_list_says_how_many_each_filter_hides():
    factories.make_event(title="Wages", date="2024", parts=[theme("wages")])
    factories.make_event(title="Pay", date="2026", parts=[theme("pay")])
    factories.make_event(title="More pay", date="2026", parts=[theme("pay")])
    empty = offer("theme=pay&year=2024&q=pay", is_empty=True)
    assert {control.name: control.left for control in empty.controls if control.left} == {"year": 2}
    empty = offer("theme=pay&year=2024", is_empty=True)
    assert {control.name: control.left for control in empty.controls if control.left} == {
        "theme": 1,
        "year": 2,
    }


@pytest.mark.django_db
def test_of_very_many_that_have_the_words_the_newest_are_counted(monkeypatch):
    monkeypatch.setattr(search, "MOST", 2)
    for year in ("2022", "2024", "2026"):
        factories.make_event(title="Wages", date=year)
    assert (counts("q=wages")["year"], offer("q=wages").is_cut) == ({"2026": 1, "2024": 1}, True)
    assert not offer("q=2026").is_cut


@pytest.mark.past_publishing
def test_rebuilding_lays_the_same_sets(world):
    kept = bits()
    PublicBits.objects.filter(kind="event").delete()
    PublicBits.objects.filter(kind="source").update(bits=BitMap([3]).serialize())
    gone = {"kind": "event", "dimension": "kind", "value": "999", "chunk": 7, "change": 1}
    PublicBits.objects.create(**gone, bits=BitMap([3]).serialize(), records=1)
    rows.index()
    assert bits() == kept
    assert SearchEntry.objects.filter(facets="").count() == 0


def bits() -> list[tuple]:
    found = PublicBits.objects.exclude(records=0).order_by("kind", "dimension", "value", "chunk")
    return [(str(row), row.chunk, row.records, [*row.piece]) for row in found]
