"""What every public address does alike: which there are, what they send, what they refuse."""

import itertools
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.web.kept_answers import TOLD_APART
from tests.files import content_of
from tests.guards import addresses, registered, rows
from tests.guards.rows import OPEN, PUBLIC
from tests.guards.shares import SHARES, in_shares, share_of

pytestmark = [pytest.mark.thorough, pytest.mark.past_publishing]

POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
}
OF_FILES = {"sandbox", "default-src 'none'"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
OF_THE_DESK = (
    "/admin/",
    "/admin/login/",
    "/admin/account/login/",
    "/admin/account/password/reset/",
    "/admin/cooperation/event/",
    "/admin/none/",
)
# Other sites may frame these, and nothing else.
FRAMED = ("/embed/", "/km/embed/")
# The one document that is given in two forms, as asked for: YAML and JSON.
VARYING = {"/api/v1/schema/": {"accept"}}
NOT_SHARED = {"/healthz": "no-store", "/readyz": "no-store", "/service-worker.js": "no-cache"}
# PostgreSQL reads long answers through a cursor.
READING = ("SELECT", "WITH", "PRAGMA", "DECLARE", "FETCH", "CLOSE")
LONG = "x" * 5000
HOSTILE = (
    "%00",
    "%ff%fe",
    "q=%ED%A0%80",
    "&&&=&=1&&",
    f"{LONG}=1",
    "limit=0",
    "limit=-1",
    "limit=99999999999999999999",
    "limit=1&limit=2",
    "limit=%D9%A3",
    "cursor=x",
    "cursor=bnVsbA",
    "cursor=W251bGwsbnVsbCxudWxsLG51bGxd",
    "cursor=WyItZGF0ZSIsZmFsc2UsIngiLDFd",
    "cursor=WyItZGF0ZSIsZmFsc2UsbnVsbCw5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OV0",
    "ordering=pk",
    "ordering=-date&ordering=date",
    "ordering=state__gt",
    "fields=pk,state,__class__",
    "lang=xx",
    "format=api",
    "state=draft",
    "organisation__state=draft",
)
ALL_WRONG = "limit=x&cursor=x&lang=xx&fields=x&locator=x&on=x&=1&&x[]=1"
# For each filter, whatever it looks for.
VALUES = (
    "",
    "\N{NULL}",
    "'\")--",
    "-1",
    "99999999999999999999",
    "9999-12-31",
    "0000-00-00",
    "0000",
    "../../etc",
    "\N{KHMER LETTER KA}\N{ZERO WIDTH SPACE}",
    "x" * 201,
)


@pytest.fixture
def world(db) -> rows.World:
    rows.write_lists()
    found = rows.write_roots(OPEN, PUBLIC)
    rows.index()
    return found


def everywhere(world: rows.World) -> list[str]:
    return [*addresses.fixed(), *addresses.of_terms(), *addresses.of_records(world.values())]


def missing() -> Iterator[str]:
    yield from ("/nothing/", "/api/v1/nothing/", "/favicon.ico", "/events", "/media/x", "/static/x")
    for model in rows.KINDS:
        yield from addresses.of_key(model, "unknown", str(uuid.uuid4()))


def test_every_address_is_registered():
    assert registered.resolved() == set(registered.REGISTERED)


@in_shares
@pytest.mark.sql
def test_reading_writes_nothing_and_leaves_no_cookie(world, share):
    written, cookies, kept, varying = {}, {}, {}, {}
    found = everywhere(world)
    asked = share_of([*found, *addresses.in_khmer(found)], share)
    for address in asked:
        with CaptureQueriesContext(connection) as queries:
            response = read(Client(), address)
        # A union opens with a bracket on PostgreSQL.
        statements = [query["sql"].strip().lstrip("(") for query in queries]
        changes = [sql for sql in statements if not sql.upper().startswith(READING)]
        written |= {address: changes} if changes else {}
        cookies |= {address: response.cookies} if response.cookies else {}
        varies = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {""}
        if others := varies - TOLD_APART:
            varying[address] = others
        if not response.get("Cache-Control", "").startswith("public"):
            kept[address] = response.get("Cache-Control")
        assert response.status_code < 400, address
        wrong_headers = wrong(response, address)
        assert wrong_headers == {}, address
    assert (written, cookies) == ({}, {})
    assert varying == among(asked, VARYING)
    # A form holds a token that ends; the rest says how it stands at this moment.
    of_forms = {kept.pop(address) for address in list(kept) if "/report/" in address}
    assert of_forms == {"no-store"}
    assert kept == among(asked, NOT_SHARED)


def test_each_address_is_in_one_share(world):
    found = everywhere(world)
    asked = [*found, *addresses.in_khmer(found)]
    shares = [share_of(asked, share) for share in range(SHARES)]
    assert sorted(itertools.chain(*shares)) == sorted(set(asked))
    assert set(asked) >= {*VARYING, *NOT_SHARED}


def among(asked: list[str], promised: dict[str, Any]) -> dict[str, Any]:
    return {address: value for address, value in promised.items() if address in asked}


def test_errors_and_the_desk_carry_the_headers_too(db):
    for address in (*missing(), *OF_THE_DESK):
        assert wrong(Client().get(address)) == {}, address


def read(client: Client, address: str) -> HttpResponseBase:
    """Return an answer, read to its end."""
    response = client.get(address)
    content_of(response)
    return response


def wrong(response: HttpResponseBase, address: str = "") -> dict[str, str | None]:
    """Return the headers that are not as promised of what is found at an address."""
    is_framed = address.startswith(FRAMED)
    promised: dict[str, str | None] = HEADERS | ({"X-Frame-Options": None} if is_framed else {})
    found = {
        name: response.get(name) for name, value in promised.items() if response.get(name) != value
    }
    framing = {"frame-ancestors *"} if is_framed else {"frame-ancestors 'none'"}
    expected = {part for part in POLICY if not part.startswith("frame-ancestors")} | framing
    if address.startswith("/media/"):
        expected = OF_FILES
    policy = response.get("Content-Security-Policy", "")
    if sorted(part.strip() for part in policy.split(";")) != sorted(expected):
        found["Content-Security-Policy"] = policy
    if "camera=()" not in response.get("Permissions-Policy", ""):
        found["Permissions-Policy"] = response.get("Permissions-Policy")
    return found


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND"])
def test_no_address_takes_other_methods(world, method):
    taken = {
        address: response.status_code
        for address in (*everywhere(world), *OF_THE_DESK)
        if (response := Client().generic(method, address)).status_code != 405
    }
    assert taken == {}


def test_no_public_address_takes_a_post_but_the_form_for_mistakes(world):
    taken = {
        address: response.status_code
        for address in everywhere(world)
        if not address.startswith("/report/")
        if (response := Client().post(address)).status_code != 405
    }
    assert taken == {}


@pytest.mark.sql
def test_no_query_string_breaks_an_address(world):
    broken = {}
    for address in everywhere(world):
        plain = address.partition("?")[0]
        for query in HOSTILE if plain in lists() else (ALL_WRONG,):
            broken |= failure(f"{plain}?{query}")
    assert broken == {}


@in_shares
@pytest.mark.sql
def test_no_value_of_a_filter_breaks_a_list(world, share):
    broken, narrowed = {}, dict(addresses.lists())
    for address in share_of(narrowed, share):
        names = list(narrowed[address].filters.get_filters())
        for value in map(quote, VALUES):
            broken |= failure(f"{address}?" + "&".join(f"{name}={value}" for name in names))
            # The API looks nothing up where a single value is wrong.
            for name in names if address.startswith("/api/") else ():
                broken |= failure(f"{address}?{name}={value}")
    assert broken == {}


def lists() -> set[str]:
    return {address for address, _resource in addresses.lists()}


def failure(address: str) -> dict[str, int]:
    response = read(Client(raise_request_exception=False), address)
    return {address: response.status_code} if response.status_code >= 500 else {}
