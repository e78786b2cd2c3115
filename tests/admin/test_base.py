"""What every kind of record has at the desk."""

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse
from lxml import html

from cooperation.admin.links import LINKED, LinkSelect, LinkSelectMultiple
from cooperation.models import (
    Citation,
    Draft,
    Event,
    Organisation,
    OtherName,
    Person,
    User,
)
from cooperation.models.base import part_models, record_models
from tests import factories
from tests.admin import desk

KINDS = sorted(factories.MAKE)


def listed(model: type) -> str:
    return desk.page("changelist", model)


def test_every_root_stands_at_the_desk_with_all_of_its_parts():
    for model in record_models():
        inlines = admin.site.get_model_admin(model).inlines
        kinds = [(inline.model, inline.fk_name) for inline in inlines]
        assert sorted(map(str, kinds)) == sorted(map(str, part_models(model)))
        assert kinds[-1][0] is Citation
        for inline in inlines[:-1]:
            assert inline.fields[:3] == ("position", "cited_source", "cited_locator")


def test_every_field_of_a_root_is_on_its_form(rf):
    request = rf.get("/")
    request.user = User(is_superuser=True, is_active=True)
    for model in record_models():
        form = admin.site.get_model_admin(model).get_form(request)
        editable = {f.name for f in model._meta.get_fields() if getattr(f, "editable", False)}
        assert set(form.base_fields) == editable - {"id"} | {
            "reason",
            "is_reason_public",
            "change_at",
        }


def test_every_link_is_searched_for_and_never_listed(rf):
    request = rf.get("/")
    request.user = User(is_superuser=True, is_active=True)
    for model in record_models():
        desk_of = admin.site.get_model_admin(model)
        forms = [(model, desk_of.get_form(request))]
        for inline in desk_of.get_inline_instances(request):
            forms.append((inline.model, inline.get_formset(request).form))
        for owner, form in forms:
            links = [
                field
                for field in (*owner._meta.fields, *owner._meta.many_to_many)
                if field.name in form.base_fields
                and field.related_model
                and issubclass(field.related_model, LINKED)
            ]
            for field in links:
                widget = form.base_fields[field.name].widget.widget
                assert isinstance(widget, LinkSelect | LinkSelectMultiple), field


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_saved_unchanged_changes_nothing(publisher, kind):
    record = factories.MAKE[kind]()
    before = desk.last(record)
    values = desk.filled(publisher, desk.change_page(record))
    response = publisher.post(desk.change_page(record), values, follow=True)
    assert desk.messages(response) == ["Nothing was changed."]
    assert desk.last(record) == before
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_costs_the_same_with_many_records(publisher, kind):
    def measured(rows: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            content = publisher.get(listed(model)).content.decode()
        assert content.count('class="action-select"') == rows
        return len(queries)

    model = type(factories.MAKE[kind]())
    fields = {"event": factories.make_event()} if kind == "statement" else {}
    for _ in range(2):
        factories.MAKE[kind](**fields)
    before = model.objects.count()
    publisher.get(listed(model))
    few = measured(before)
    for _ in range(27):
        factories.MAKE[kind](**fields)
    assert measured(before + 27) == few


@pytest.mark.past_publishing
def test_a_list_says_and_filters_by_public_state(contributor):
    past, ahead = dt.datetime(2026, 1, 6, tzinfo=dt.UTC), dt.datetime(2199, 1, 1, tzinfo=dt.UTC)
    made = {
        "draft": factories.make_person(name="A", published=False),
        "live": factories.make_person(name="B", expire_at=ahead),
        "scheduled": factories.make_person(name="C", go_live_at=ahead),
        "expired": factories.make_person(name="D", expire_at=past),
        "archived": factories.make_person(name="E"),
    }
    Person.objects.filter(pk=made["archived"].pk).update(state="archived")
    tree = html.fromstring(contributor.get(listed(Person)).content.decode())
    assert tree.xpath("//td[@class='field-public_state']/text()") == list(made)
    for state, person in made.items():
        response = contributor.get(listed(Person), {"public_state": state})
        assert list(response.context["cl"].queryset) == [person]


@pytest.mark.parametrize("kind", KINDS)
def test_any_search_is_answered(contributor, kind):
    model = type(factories.MAKE[kind]())
    for term in ("xyz", "ម", "%", "2026 (", "'"):
        assert contributor.get(listed(model), {"q": term}).status_code == 200


def test_records_are_found_by_their_other_names(contributor):
    name = factories.make_organisation(name="A ministry", name_km="ក្រសួង", acronym="AM")
    for text in ("A min", "ក្រសួង", "am"):
        response = contributor.get(listed(Organisation), {"q": text})
        assert list(response.context["cl"].queryset) == [name]


@pytest.fixture
def reader(db) -> Client:
    user = factories.make_user(username="reader")
    user.user_permissions.add(Permission.objects.get(codename="view_person"))
    client = Client()
    client.force_login(user)
    return client


def test_someone_who_may_only_look_changes_nothing(reader):
    person = factories.make_person(name="Chan Dara")
    content = reader.get(desk.change_page(person)).content.decode()
    assert ("Chan Dara" in content, 'name="name_en"' in content) == (True, False)
    assert 'name="reason"' not in content
    assert reader.post(desk.change_page(person), {"name_en": "X"}).status_code == 403
    for view in ("withdraw", "discard", "delete"):
        assert reader.post(desk.page(view, Person, person.pk)).status_code == 403


def test_the_citation_of_a_row_that_may_not_be_changed_is_seen(reader):
    name = OtherName(name="Dara C.")
    source = factories.make_source(title="A long report")
    cited = Citation(source=source, part=name.pk, locator="7")
    person = factories.make_person(parts=[name, cited], source=source)
    tree = html.fromstring(reader.get(desk.change_page(person)).content.decode())
    row = tree.xpath("//tr[@id='other_names-0']")[0].text_content().split()
    assert " ".join(row).endswith("0 A long report ¶7 Dara C. - Also called")


def test_a_public_record_leads_to_its_page_and_no_other_does(publisher, settings):
    live, draft = factories.make_person(), factories.make_person(published=False)
    settings.ROOT_URLCONF = DeskAlone
    assert b"viewsitelink" not in publisher.get(desk.change_page(live)).content
    settings.ROOT_URLCONF = WithPages
    link = f'href="/people/{live.slug}/" class="viewsitelink"'
    assert link in publisher.get(desk.change_page(live)).content.decode()
    assert b"viewsitelink" not in publisher.get(desk.change_page(draft)).content


ACCOUNTS = path("admin/account/", include("cooperation.admin.account_urls"))


class DeskAlone:
    urlpatterns = [ACCOUNTS, path("admin/", admin.site.urls)]


class WithPages:
    urlpatterns = [
        ACCOUNTS,
        path("admin/", admin.site.urls),
        path("people/<slug:slug>/", lambda request, slug: None, name="person-detail"),
    ]


@pytest.mark.parametrize("view", ["change", "delete", "history", "review", "withdraw"])
def test_a_record_that_is_not_there_is_no_failure(publisher, view):
    for key in ("0", "x", "99999999999999999999", "%00", "1_2F"):
        address = f"{listed(Event)}{key}/{view}/"
        for response in (publisher.get(address), publisher.post(address, {"post": "yes"})):
            assert response.status_code in (302, 400, 404, 405)


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_asks_for_what_the_policy_forbids(publisher, kind):
    record = factories.MAKE[kind]()
    model = type(record)
    for address in (
        reverse("admin:index"),
        listed(model),
        desk.page("add", model),
        desk.change_page(record),
        desk.page("delete", model, record.pk),
    ):
        response = publisher.get(address)
        tree = html.fromstring(response.content.decode())
        assert (
            tree.xpath("//style | //script[not(@src)] | //@style | //@*[starts-with(name(),'on')]")
            == []
        )
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert tree.xpath("//link[contains(@href, 'desk.css')]/@rel") == ["stylesheet"]
