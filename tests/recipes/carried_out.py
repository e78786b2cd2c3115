"""What the register does in a copy of the tree in which all recipes were carried out.

`test_recipes.py` makes the copy and runs this there; pytest does not collect it by itself.
"""

import pytest
from django.conf import settings
from django.core.management import call_command
from lxml import html

from cooperation.exchange.seeding import seed_register
from cooperation.exchange.tables import TABLES
from cooperation.kinds.registry import KINDS
from cooperation.models import Figure, Participation, Term
from cooperation.publishing import checking, revisions
from tests import factories
from tests.kinds.lacking import lacking
from tests.publishing.older import restore_as

pytestmark = pytest.mark.django_db


def slugs(client, query: str) -> list[str]:
    return [row["slug"] for row in client.get(f"/api/v1/events/?{query}").json()["results"]]


def text(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_field(client):
    factories.make_event(title="Forum", slug="forum", motto_en="Safe kilns", motto_km="ឡឥដ្ឋ")
    factories.make_event(title="Another", slug="another")
    assert client.get("/api/v1/events/forum/").json()["motto"] == "Safe kilns"
    assert "<dt>Motto</dt><dd>Safe kilns" in text(client, "/events/forum/")
    assert "<dt>ពាក្យស្លោក</dt><dd>ឡឥដ្ឋ" in text(client, "/km/events/forum/")
    assert "Motto" not in text(client, "/events/another/")
    assert {"motto_en", "motto_km"} <= TABLES["events"].columns.keys()
    assert "motto:" in text(client, "/api/v1/schema/")
    client.force_login(factories.make_user(group="contributor"))
    assert 'name="motto_km"' in text(client, "/admin/cooperation/event/add/")


def test_a_filter(client):
    trained = factories.make_term(scheme="measure", code="people-trained", label="People trained")
    figure = Figure(measure=trained, value=100, unit_en="officials")
    factories.make_event(title="Course", slug="course", parts=[figure])
    factories.make_event(title="Forum", slug="forum")
    assert slugs(client, "measure=people-trained") == ["course"]
    assert client.get("/api/v1/events/?measure=unknown").status_code == 400
    [offered] = html.fromstring(text(client, "/events/")).xpath("//input[@name='measure']/..")
    assert " ".join(offered.text_content().split()) == "People trained: 1"
    assert "<summary>Measure</summary>" in text(client, "/events/")
    assert "<summary>រង្វាស់</summary>" in text(client, "/km/events/")
    assert "name: measure" in text(client, "/api/v1/schema/")


def test_a_role(client):
    seed_register([settings.BASE_DIR / "fixtures" / "reference"], by=None, at=factories.AT)
    role = Term.objects.get(scheme__code="event-role", code="rapporteur")
    person = factories.make_person(name="Chan Dara")
    parts = [Participation(person=person, role=role)]
    factories.make_event(title="Forum", slug="forum", parts=parts)
    factories.make_event(title="Another", slug="another")
    assert slugs(client, "role=rapporteur") == ["forum"]
    assert "Rapporteur" in text(client, "/events/forum/")
    assert "អ្នករាយការណ៍" in text(client, "/km/events/forum/")
    assert '"performer"' in text(client, "/events/forum/")


@pytest.mark.past_publishing
def test_renaming_or_dropping_a_field(client):
    unions = factories.make_organisation(name="Unions", slug="unions", is_plural=True)
    revision = revisions.last_revision(unions.uid)
    assert revision is not None

    def as_before(stored):
        stored["fields"]["is_collective"] = stored["fields"].pop("is_plural")

    restore_as(revision, as_before)
    revision.refresh_from_db()
    assert revision.content["fields"]["is_plural"] is True
    assert list(checking.find_differences()) == []
    assert client.get("/api/v1/organisations/unions/").json()["is_collective"] is True
    assert "Not one body but several together" in text(
        client, "/stakeholders/organisations/unions/"
    )


def test_a_kind_of_record():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
    assert lacking(KINDS["notice"], KINDS.values()) == [
        "title: no Khmer",
        "verbose_name of the model: no Khmer",
        "queries.resources: no list 'notices' of it",
        "api.urls.VIEWSETS: no viewset",
        "site.lists.LISTS: no list",
        "documents.registry.DOCUMENTS: no document of it",
        "admin: not registered",
        "exchange.jsonld.DESCRIBED: nothing describes it to machines",
        "templates/site/notices/list.html is missing",
        "templates/site/notices/detail.html is missing",
        "tests.factories: no make_notice",
        "tests.guards.rows.KINDS: nothing hunts for its hidden records",
        "no address 'notice-list'",
        "no address 'notice-detail'",
        "no address 'notice-card'",
        "no address 'notice-csv'",
        "no address 'notice-atom'",
        "no address 'api:notices-list'",
        "no address 'api:notices-detail'",
    ]
