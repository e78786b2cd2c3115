"""What sets leave of a list equals what the database leaves, in every order."""

import itertools

import pytest
from django.http import QueryDict
from django.utils import timezone

from cooperation.queries import crossing, generation
from cooperation.queries.crossing import crossed_members, crossed_rows
from cooperation.queries.resources import EVENT_LIST, ORGANISATION_LIST, STAKEHOLDER_LIST, Resource
from cooperation.web import paging
from tests import factories
from tests.guards import addresses, rows
from tests.guards.rows import OPEN, PUBLIC, SECRET
from tests.queries.asking import took_part
from tests.queries.test_facets import LISTS, NAMES
from tests.queries.test_options import theme


@pytest.fixture
def world(db) -> rows.World:
    rows.write_lists()
    first = rows.write_roots(OPEN, PUBLIC)
    rows.write_roots(OPEN, PUBLIC, first)
    for name, state in rows.hidden_states(timezone.now()).items():
        rows.write_roots(SECRET + name, state, first)
    rows.index()
    return first


def pks(query: str, resource: Resource, ordering: str, *, by_sets: bool) -> tuple[int, list[int]]:
    """Return how many there are, and the ids of the first two pages of two."""
    filters = resource.filters(QueryDict(query), queryset=resource.subject.public())
    state = generation.present_state(timezone.now())
    found = crossed_rows(filters, state) if by_sets else filters.filter_queryset(filters.queryset)
    order = resource.orders[ordering]
    first = paging.page_of(found, ordering, order, 2, None)
    second = first.next and paging.page_of(found, ordering, order, 2, first.next)
    back = second and second.previous
    again = paging.page_of(found, ordering, order, 2, back).pks if back else first.pks
    assert again == first.pks
    return found.count(), first.pks + (second.pks if second else [])


@pytest.mark.past_publishing
@pytest.mark.parametrize("few", [crossing.FEW, 0], ids=["by their ids", "on the way"])
@pytest.mark.parametrize("resource", LISTS, ids=NAMES)
def test_lists_are_those_of_the_database(world, resource, few, monkeypatch):
    monkeypatch.setattr(crossing, "FEW", few)
    monkeypatch.setattr(crossing, "BLOCK", 1)
    asked = [f"{name}={value}" for name, value in addresses.filters(resource, world)]
    pairs = ["&".join(pair) for pair in itertools.pairwise(asked)]
    orders = itertools.cycle(resource.orders)
    wrong = {}
    for query, ordering in zip(["", *asked, *pairs], orders, strict=False):
        by_sets = pks(query, resource, ordering, by_sets=True)
        by_database = pks(query, resource, ordering, by_sets=False)
        if by_sets != by_database:
            wrong[query, ordering] = (by_sets, by_database)
    assert wrong == {}


@pytest.mark.past_publishing
@pytest.mark.parametrize("resource", LISTS, ids=NAMES)
def test_what_is_left_without_some_filters_is_left_by_the_database(world, resource):
    if resource.name == "stakeholders":
        return
    state = generation.present_state(timezone.now())
    asked = [f"{name}={value}" for name, value in addresses.filters(resource, world)]
    wrong = {}
    for query in ("", *asked, *("&".join(pair) for pair in itertools.pairwise(asked))):
        filters = resource.filters(QueryDict(query), queryset=resource.subject.public())
        without = [name for name in filters.understood() if name in ("place", "theme")]
        values = {n: v for n, v in filters.understood().items() if n not in without}
        live = {*filters.narrow(filters.queryset, values).values_list("pk", flat=True)}
        found = crossed_members(filters, state, without=without)
        if {*found} != live:
            wrong[query] = ({*found}, live)
    assert wrong == {}


@pytest.mark.django_db
def test_filters_of_one_link_hold_in_one_and_the_same_row():
    ministry = factories.make_organisation(slug="ministry")
    union = factories.make_organisation(slug="union", parent=ministry)
    person = factories.make_person(slug="person")
    both = [
        took_part("speaker", organisation=ministry),
        took_part("guest", organisation=union, person=person),
    ]
    event = factories.make_event(date="2024", parts=[*both, theme("wages")])

    def count(query: str) -> int:
        return pks(query, EVENT_LIST, "-date", by_sets=True)[0]

    assert [count(f"organisation=union&role={role}") for role in ("guest", "speaker")] == [1, 0]
    # What lies below the ministry takes part as its part.
    assert [count(f"organisation=ministry&role={role}") for role in ("guest", "speaker")] == [1, 1]
    assert count("person=person&role=guest&organisation=union&theme=wages") == 1
    assert count("person=person&role=speaker") == 0
    assert count("organisation=union&organisation=ministry&role=speaker") == 1
    assert pks("role=speaker&year=2024", EVENT_LIST, "title", by_sets=True) == (1, [event.pk])


@pytest.mark.django_db
def test_a_role_is_held_in_the_programme_or_at_the_event_that_is_asked_for():
    both, one = factories.make_organisation(), factories.make_organisation()
    event = factories.make_event(
        parts=[took_part("speaker", organisation=both), took_part("guest", organisation=one)]
    )
    factories.make_event(parts=[took_part("speaker", organisation=one)])
    state = generation.present_state(timezone.now())
    found = {}
    for resource in (ORGANISATION_LIST, STAKEHOLDER_LIST):
        for query in ("role=speaker", f"role=speaker&event={event.slug}"):
            filters = resource.filters(QueryDict(query), queryset=resource.subject.public())
            found[resource.name, query[13:18]] = crossed_rows(filters, state).count()
    assert found == {
        ("organisations", ""): 2,
        ("organisations", "event"): 1,
        ("stakeholders", ""): 2,
        ("stakeholders", "event"): 1,
    }
