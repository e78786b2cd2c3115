"""Control and direction characters: what is asked with them, and titles that hold some."""

import csv
import json
from io import BytesIO, StringIO
from urllib.parse import quote

import pytest
from django.db import connection
from icalendar import Calendar
from lxml import etree, html
from openpyxl import load_workbook

from cooperation.exchange.formats import FORMS
from cooperation.models import Place, Term
from cooperation.models.base import part_models, record_models
from cooperation.models.texts import LineField, LinesField
from cooperation.rules.plain_text import one_line
from cooperation.site.lists import LISTS
from tests import factories
from tests.guards import rows
from tests.guards.addresses import fixed, lists, of_records, of_terms
from tests.rules.test_plain_text import JOINERS, REFUSED

pytestmark = pytest.mark.django_db

# NUL is refused at the door, and no column of PostgreSQL holds one.
SIGNS = [sign for sign in (*REFUSED, *JOINERS) if sign != "\0"]
OF_EACH_KIND = ["\n", "\x1f", "\u202e", "\u200b"]
POISON = "\x01\n\r\x1f\x7f\x85\xad\u2028\u202e\u2067\ufeff\ufffe"
FILES = [
    f"/{listed.route}.{form.suffix}"
    for listed in LISTS.values()
    for form in FORMS
    if form.takes(listed.resource.name)
]


PAGES = [address for address, resource in lists() if "q" in resource.filters.get_filters()]


@pytest.mark.parametrize("address", [*FILES, *PAGES])
def test_a_question_with_any_such_sign_is_the_question_without(client, address):
    factories.make_event(title="Meeting on dialogue", date="2026-01-22")
    plain = {text: asked(client, address, text) for text in ("meeting on", "meetingon")}
    for sign in OF_EACH_KIND:
        text = f"meeting{sign}on{sign}"
        assert asked(client, address, text) == plain[one_line(text)], ascii(sign)


@pytest.mark.parametrize("name", ["q", "organisation", "locator", "from", "colour"])
def test_no_filter_fails_over_such_a_sign(client, name):
    for sign in SIGNS:
        for address in ("/events.ics", "/api/v1/events/"):
            response = client.get(f"{address}?{name}=a{quote(sign)}b&{quote(sign)}=1")
            assert response.status_code in (200, 400), (address, ascii(sign))


def test_a_sign_alone_asks_nothing(client):
    factories.make_event()
    for sign in ("\u200b", "\u202e", "\n"):
        assert client.get(f"/events.jsonl?q={quote(sign)}").status_code == 200
        # In the API that is an empty value, which is refused as one.
        refused = client.get(f"/api/v1/events/?q={quote(sign)}")
        assert (refused.status_code, refused.json()) == (
            400,
            client.get("/api/v1/events/?q=").json(),
        )


def asked(client, address: str, text: str) -> bytes:
    """Return what is answered, but for the question in the links to the same page elsewhere."""
    response = client.get(f"{address}?q={quote(text)}")
    assert response.status_code == 200, response.content
    # A workbook holds the moment at which it was made.
    whole = b"" if address.endswith(".xlsx") else b"".join(response)
    return whole.replace(quote(text).encode(), quote(one_line(text)).encode())


@pytest.fixture
def poisoned(db):
    """A register in whose texts such signs stand, past all doors."""
    rows.write_lists()
    first = rows.write_roots(rows.OPEN, rows.PUBLIC)
    rows.write_roots(rows.OPEN, rows.PUBLIC, named=first)
    half = len(rows.OPEN) // 2
    bad = rows.OPEN[:half] + POISON + rows.OPEN[half:]
    models = [
        *record_models(),
        Term,
        Place,
        *(p for m in record_models() for p, _ in part_models(m)),
    ]
    with connection.cursor() as cursor:
        for model in dict.fromkeys(models):
            for field in model._meta.concrete_fields:
                if isinstance(field, LineField | LinesField) and (field.max_length or 99) >= 40:
                    quoted = connection.ops.quote_name(field.column)
                    cursor.execute(
                        f"UPDATE {model._meta.db_table} SET {quoted} = REPLACE({quoted}, %s, %s)",
                        [rows.OPEN, bad],
                    )
    rows.index()
    return [record for model in record_models() for record in model.objects.published()]


def test_a_title_with_such_signs_breaks_no_output(client, poisoned):
    kinds = set()
    for address in [*fixed(), *of_terms(), *of_records(poisoned)]:
        response = client.get(address)
        # Some records have no address of some kind.
        assert response.status_code in (200, 302, 404), address
        kind = response["Content-Type"].partition(";")[0]
        kinds.add(kind)
        read(kind, b"".join(response), address)
        for name, value in response.headers.items():
            assert value == one_line(value), (address, name)
    assert kinds >= READERS.keys(), kinds


def calendar_of(written: bytes) -> None:
    assert all(b"\r" not in line and b"\n" not in line for line in written.split(b"\r\n"))
    assert all(event["SUMMARY"] for event in Calendar.from_ical(written).events)


def linked_data_of(written: bytes) -> None:
    for script in html.fromstring(written).iterfind(".//script[@type='application/ld+json']"):
        json.loads(script.text)


READERS = {
    "application/json": json.loads,
    "application/jsonl": lambda written: [json.loads(line) for line in written.splitlines()],
    "application/xml": etree.fromstring,
    "application/atom+xml": etree.fromstring,
    "application/graphml+xml": etree.fromstring,
    "text/calendar": calendar_of,
    "text/csv": lambda written: list(csv.DictReader(StringIO(written.decode()), strict=True)),
    "text/html": linked_data_of,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": lambda written: list(
        load_workbook(BytesIO(written), read_only=True).active.rows
    ),
}


def read(kind: str, written: bytes, address: str) -> None:
    """Read an answer as strictly as a program of its kind would."""
    try:
        READERS.get(kind, bytes)(written)
    except Exception as error:
        raise AssertionError(f"{address} is no {kind}: {error}") from error
