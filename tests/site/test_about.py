import pytest

from cooperation.models import OtherName
from cooperation.queries.resources import EVENT_LIST
from cooperation.site.about import RESOURCES
from tests.factories import make_event, make_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/about/", "/accessibility/", "/data/", "/glossary/"])
def test_pages_about_the_register_are_there_without_any_record(client, address):
    answer = client.get(address)

    assert answer.status_code == 200
    assert "ETag" in answer


def test_the_data_page_names_every_resource_and_its_filters(client):
    page = client.get("/data/").content.decode()

    for resource in RESOURCES:
        assert f'href="/api/v1/{resource.name}/"' in page
    for name in EVENT_LIST.filters.get_filters():
        assert f"<code>{name}</code>" in page


def test_the_glossary_explains_short_forms_with_their_source(client):
    make_organisation(name="International Labour Organization", acronym="ILO")
    make_event(title="A forum", parts=[OtherName(name="AF", kind="acronym")])

    page = client.get("/glossary/").content.decode()

    assert "<strong>ILO</strong>" in page and "<strong>AF</strong>" in page
    assert page.count('class="cite"') == 2


def test_every_picture_of_the_register_has_its_address_on_the_data_page(client):
    page = client.get("/data/").content.decode()

    for address in ("timeline", "network", "map", "map/of-programmes", "commitments-by-state"):
        assert f"/embed/{address}/</code>" in page
        assert client.get(f"/embed/{address}/").status_code == 200
