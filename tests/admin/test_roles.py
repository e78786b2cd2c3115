"""A role does what its row says, and nothing beyond it."""

import re
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver

from cooperation.exchange.tables import tables_about
from cooperation.models import ImportBatch, User
from cooperation.models.base import Record, record_models
from cooperation.publishing import drafts, files, revisions
from tests import factories
from tests.admin.roles import (
    ACTIONS,
    ACTIONS_OF,
    FILLED,
    KEPT_FILE,
    NOBODY,
    OBJECT,
    ROWS,
    UID,
    Role,
    Row,
)
from tests.files import content_of
from tests.guards.registered import _walk

LIVE, TABLE = "live", "<slug:table>"
WHO = [role for role in Role if role is not NOBODY]

World = dict[tuple[str, bool], Any]


@pytest.fixture
def world(db) -> World:
    """Return a row of every kind at the desk, and of records a draft and a published one."""
    found: World = {}
    for model in record_models():
        make = getattr(factories, f"make_{model._meta.model_name}")
        for is_live in (True, False):
            found[model._meta.label_lower, is_live] = make(published=is_live)
    factories.make_place()
    files.write_files({KEPT_FILE: b"a picture"})
    another = factories.make_user(username="another")
    ImportBatch.objects.create(
        table="events", by=another, made_at=factories.AT, changed_at=factories.AT
    )
    factories.make_report(record=found["cooperation.event", True])
    person = found["cooperation.person", True]
    drafts.save_draft(person, revisions.take_snapshot(person), by=None, at=factories.AT)
    for model in admin.site._registry:
        if not issubclass(model, Record):
            row = model._default_manager.last()
            assert row is not None, f"test_roles.world has no {model.__name__}"
            found[model._meta.label_lower, False] = row
    return found


def routes() -> set[str]:
    walked = _walk(get_resolver(), "")
    return {route.removeprefix("admin/") for route in walked if route.startswith("admin/")}


def split(key: str) -> tuple[str, bool, str, str]:
    """Return the route of a row, whether its record is live, the button pressed, and the query."""
    address, *words = key.split(" ")
    route, _mark, query = address.partition("?") if "(?P" not in address else (address, "", "")
    buttons = [word for word in words if word != LIVE]
    return route, LIVE in words, buttons[0] if buttons else "", query


def address(key: str, world: World) -> str:
    route, is_live, _button, query = split(key)
    filled = FILLED.get(route, route)
    if filled.startswith(("cooperation/", "auth/")):
        kind = ".".join(filled.split("/")[:2])
        if OBJECT in filled:
            filled = filled.replace(OBJECT, f"{world[kind, is_live].pk}/")
        if UID in filled:
            filled = filled.replace(UID, f"{world['cooperation.event', is_live].uid}/")
        if TABLE in filled:
            filled = filled.replace(TABLE, tables_about(apps.get_model(kind))[0].name)
    for gap, value in FILLED.items():
        filled = filled.replace(gap, value)
    assert not re.search("[<(^]", filled), f"FILLED in roles.py says nothing for {route}"
    return f"/admin/{filled}?{query}" if query else f"/admin/{filled}"


def signed_in(role: Role) -> Client:
    client = Client(raise_request_exception=False)
    if role is Role.ANYONE:
        return client
    name = role.name.lower()
    has_group = Group.objects.filter(name=name).exists()
    user = factories.make_user(username=f"the-{name}", group=name if has_group else "")
    User.objects.filter(pk=user.pk).update(is_superuser=role is Role.SUPERUSER)
    client.force_login(User.objects.get(pk=user.pk))
    return client


def outcome(response: HttpResponseBase) -> str:
    if response.streaming:
        content_of(response)
    if response.status_code >= 500:
        return f"meets {response.status_code}"
    is_led_to_login = response.status_code == 302 and re.match(
        "/admin/(account/)?login/[?]next=", response["Location"]
    )
    is_refused = is_led_to_login or response.status_code in (403, 404, 405)
    return "is kept out" if is_refused else "gets in"


def tries(key: str, row: Row, place: str, client: Client):
    """Give who may do what a row tells of, and whether this client did."""
    _route, _is_live, button, _query = split(key)
    if isinstance(row, Role):
        yield f"POST {key}", row, lambda: client.post(place, {button: "on"})
    else:
        yield f"GET {key}", row[0], lambda: client.get(place)
        yield f"POST {key}", row[1], lambda: client.post(place)


def test_every_address_of_the_desk_has_a_row():
    assert {split(key)[0] for key in ROWS} == routes()


@pytest.mark.parametrize(
    ("reach", "roles"),
    [
        pytest.param(1, WHO, id="next"),
        *(
            pytest.param(NOBODY, [role], id=f"all-{role.name}", marks=pytest.mark.thorough)
            for role in WHO
        ),
    ],
)
def test_a_role_does_what_its_row_says(world, monkeypatch, reach, roles):
    """Try the lowest role of each row and the next below it; thoroughly, all of them."""
    # Who gets in is settled before the parts of a record are read and a page is written, and
    # both would take minutes.
    monkeypatch.setattr(admin.ModelAdmin, "get_inline_instances", lambda *args: [])
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    wrong = []
    places = {key: address(key, world) for key in ROWS}
    for role in roles:
        client = signed_in(role)
        session = client.cookies.output(header="", sep=";")
        for key, row in ROWS.items():
            for what, lowest, send in tries(key, row, places[key], client):
                if not lowest - reach <= role < lowest + reach:
                    continue
                client.cookies = SimpleCookie(session)
                with transaction.atomic():
                    found = outcome(send())
                    transaction.set_rollback(True)
                if found != ("gets in" if role >= lowest else "is kept out"):
                    wrong.append(f"{role.name} {found}: {what}")
    assert "\n".join(wrong) == ""


@pytest.mark.django_db
def test_a_role_has_the_actions_of_its_row():
    wrong = []
    request = RequestFactory().get("/")
    offered: dict[Role, dict[str, set[str]]] = {}
    for role in WHO[1:]:
        request.user = User.objects.get(pk=signed_in(role).session["_auth_user_id"])
        offered[role] = {
            model._meta.model_name: set(kind.get_actions(request))
            for model, kind in admin.site._registry.items()
        }
    for role, kinds in offered.items():
        for name, actions in kinds.items():
            lowest = {
                action: ACTIONS_OF.get((name, action), ACTIONS.get(action, NOBODY))
                for action in offered[Role.SUPERUSER][name] | actions
            }
            expected = {action for action, least in lowest.items() if role >= least}
            if actions != expected:
                wrong.append(f"{role.name} in {name}: {sorted(actions ^ expected)}")
    assert "\n".join(wrong) == ""
