import pytest

from tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_a_stakeholder_is_found_whichever_kind_it_is(client):
    make_organisation(name="Ministry", acronym="M", constituent="government")
    make_person(name="Heng Sour")
    make_person(name="HIDDEN", slug="hidden", published=False)

    body = client.get("/api/v1/stakeholders/ministry/").json()
    person = client.get("/api/v1/stakeholders/heng-sour/").json()

    assert (body["type"], body["constituent"]["code"]) == ("organisation", "government")
    assert (person["type"], person["constituent"], person["acts_for"]) == ("person", None, [])
    assert list(body) == list(person)
    assert client.get("/api/v1/stakeholders/hidden/").status_code == 404
