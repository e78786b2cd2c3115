"""Lists by name are in the order of the names that their readers see."""

import pytest

from cooperation.queries import resources
from cooperation.queries.resources import Resource
from tests import factories

pytestmark = pytest.mark.django_db

# By English names 1, 2, 3, 4; by those that a Khmer page shows 4, 3, 2, 1.
NAMES = [("Alpha", "ឃ"), ("Beta", "គ"), ("Delta", "ក"), ("Centre", "")]
LISTS = {
    item.name: item
    for item in vars(resources).values()
    if isinstance(item, Resource) and {"name", "label", "title"} & item.orders.keys()
}


def make(name: str, english: str, khmer: str) -> None:
    stem = next(iter({"name", "label", "title"} & LISTS[name].orders.keys()))
    stem = {"stakeholders": "name", "people": "name"}.get(name, stem)
    texts = {stem: english, f"{stem}_km": khmer}
    match name:
        case "terms":
            factories.make_term(scheme="theme", code=english.lower(), **texts)
        case "places":
            factories.make_place(code=f"KH-{english}", **texts)
        case "people":
            factories.make_person(**texts)
        case "stakeholders":
            kind = factories.make_person if english in ("Alpha", "Delta") else None
            (kind or factories.make_organisation)(**texts)
        case _:
            model = LISTS[name].subject.model
            getattr(factories, f"make_{model._meta.model_name}")(**texts)


@pytest.mark.parametrize("name", LISTS)
def test_a_khmer_list_by_name_is_in_the_order_of_its_names(client, name):
    order = next(iter({"name", "label", "title"} & LISTS[name].orders.keys()))
    for english, khmer in NAMES:
        make(name, english, khmer)
    shown = {khmer or english for english, khmer in NAMES}
    for address, language, expected in (
        (f"/api/v1/{name}/", "en", ["Alpha", "Beta", "Centre", "Delta"]),
        (f"/api/v1/{name}/", "km", ["Centre", "ក", "គ", "ឃ"]),
    ):
        found = walked(client, f"{address}?ordering={order}&lang={language}&limit=2")
        named = [text for text in found if text in {*expected, *shown}]
        assert named == expected, (name, language)


def walked(client, address: str) -> list[str]:
    """Return the names of a list, page by page."""
    found = []
    while address:
        page = client.get(address).json()
        rows = [row.get("record") or row for row in page["results"]]
        found += [row.get("title") or row.get("label") or row["name"] for row in rows]
        address = page["next"]
    return found


def test_a_khmer_page_is_in_that_order_too(client):
    for english, khmer in NAMES:
        make("organisations", english, khmer)
    page = client.get("/km/stakeholders/organisations/").content.decode()
    places = [page.index(f">{name}<") for name in ("Centre", "ក", "គ", "ឃ")]
    assert places == sorted(places)
