"""A name that resembles a known one: asked for while it is typed, told once it is saved."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.models import Event, Organisation, OtherName, Person, Post, Revision
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db


def asked(client: Client, model: type, **typed) -> list[tuple[str, str]]:
    response = client.get(desk.page("resembling", model), typed)
    assert response.status_code == 200
    return [(found["name"], found["reason"]) for found in response.json()["results"]]


@pytest.fixture
def ilo(db) -> Organisation:
    return factories.make_organisation(
        name="International Labour Organization",
        acronym="ILO",
        published=False,
        parts=[OtherName(name="Bureau international du Travail")],
    )


def test_known_records_are_told_with_the_reason_and_their_state(contributor, ilo):
    assert asked(contributor, Organisation, name="International Labor Organisation") == [
        ("International Labour Organization", "other spelling, draft")
    ]
    assert asked(contributor, Organisation, acronym="I.L.O.") == [
        ("International Labour Organization", "same acronym: ILO, draft")
    ]
    assert asked(
        contributor, Organisation, name=["Nothing", "Bureau International du travail"]
    ) == [
        ("International Labour Organization", "same name: Bureau international du Travail, draft")
    ]
    found = contributor.get(desk.page("resembling", Organisation), {"name": "ILO"}).json()
    assert found["results"][0]["url"] == desk.change_page(ilo)
    assert found["heading"] == "Known already? These look alike:"


def test_nothing_is_told_of_the_record_itself_or_of_nothing(contributor, ilo):
    assert asked(contributor, Organisation, name="ILO", besides=ilo.pk) == []
    assert asked(contributor, Organisation, name="Ministry of Interior") == []
    assert contributor.get(desk.page("resembling", Organisation)).json() == {
        "heading": "",
        "results": [],
    }
    assert asked(contributor, Organisation, name="ILO", besides="x", within="9" * 40) != []


def test_posts_are_compared_within_their_organisation(contributor, ilo):
    factories.make_post(label="Director", organisation=ilo, published=False)
    other = factories.make_organisation(name="Other")
    assert asked(contributor, Post, name="Director", within=other.pk) == []
    assert asked(contributor, Post, name="director") == [
        ("Director", "same name, International Labour Organization, draft")
    ]


def test_asking_writes_nothing_and_costs_few_queries(contributor):
    for number in range(8):
        factories.make_person(name=f"Heng Sour{number}")
    before = Revision.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert len(asked(contributor, Person, name="Heng Sour")) == 5
    assert Revision.objects.count() == before
    assert [row["sql"] for row in queries if row["sql"].startswith(("INSERT", "UPDATE"))] == []
    assert len(queries) <= 12
    assert contributor.post(desk.page("resembling", Person)).status_code == 405


def test_only_who_may_view_the_kind_is_told(ilo):
    user = factories.make_user(username="narrow")
    user.user_permissions.add(Permission.objects.get(codename="view_person"))
    client = Client()
    client.force_login(user)
    assert client.get(desk.page("resembling", Organisation)).status_code == 403
    assert client.get(desk.page("resembling", Person)).status_code == 200


def test_without_a_script_saving_tells_the_same(contributor, ilo):
    address = desk.page("add", Organisation)
    typed = desk.filled(contributor, address) | {"name_en": "International Labor Organisation"}
    response = contributor.post(address, typed, follow=True)
    assert (
        "Known already? These look alike: International Labour Organization "
        "(other spelling, draft)." in desk.messages(response)
    )
    assert f'<a href="{desk.change_page(ilo)}">' in response.content.decode()
    made = Organisation.objects.get(name_en="International Labor Organisation")
    typed = desk.filled(contributor, desk.change_page(made)) | {"website": "https://example.org/"}
    response = contributor.post(desk.change_page(made), typed, follow=True)
    assert "Known already" not in response.content.decode()


def test_what_the_script_has_shown_is_not_told_again(contributor, ilo):
    address = desk.page("add", Organisation)
    typed = desk.filled(contributor, address) | {"name_en": "I.L.O."}
    shown = {"resembling-shown": str(ilo.uid)}
    response = contributor.post(address, typed | shown, follow=True)
    assert "Known already" not in response.content.decode()


def test_a_name_given_to_a_live_record_is_told_too(contributor, ilo):
    live = factories.make_organisation(name="A live one")
    address = desk.change_page(live)
    row = {"name": "ILO", "kind": "acronym"}
    typed = desk.with_rows(desk.filled(contributor, address), "other_names", row)
    response = contributor.post(address, typed, follow=True)
    assert "Known already? These look alike: International Labour Organization" in " ".join(
        desk.messages(response)
    )


def test_forms_of_named_kinds_bring_the_script(contributor):
    for model, count in ((Organisation, 1), (Person, 1), (Post, 1), (Event, 0)):
        page = contributor.get(desk.page("add", model)).content.decode()
        assert page.count("cooperation/resembling.js") == count
