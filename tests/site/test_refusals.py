"""Files refuse in the form they were asked for; pages say beside the field what is wrong."""

import pytest

from cooperation.exchange.formats import FORMS
from cooperation.site.lists import LISTS
from tests import factories
from tests.guards.registered import REGISTERED

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
FILES = [
    (f"/{listed.route}.{form.suffix}", form.suffix)
    for listed in LISTS.values()
    for form in FORMS
    if form.takes(listed.resource.name)
]
WAY = f"Correct the address, or begin again at {SITE}/"
UNKNOWN = "There is no such parameter here."
AS_TEXT = "text/plain; charset=utf-8"


@pytest.mark.parametrize(("address", "suffix"), [*FILES, ("/changes.atom", "atom")])
def test_a_file_refuses_in_its_own_form(client, address, suffix):
    answer = client.get(f"{address}?colour=red&shape=round")
    assert (answer.status_code, answer["Cache-Control"]) == (400, "no-store")
    if suffix == "jsonl":
        assert answer["Content-Type"] == "application/json"
        assert answer.json() == {"colour": [UNKNOWN], "shape": [UNKNOWN]}
    else:
        assert answer["Content-Type"] == AS_TEXT
        lines = [f"colour: {UNKNOWN}", f"shape: {UNKNOWN}", WAY, ""]
        assert answer.content.decode() == "\n".join(lines)
    assert not answer.has_header("Content-Disposition")


@pytest.mark.parametrize(
    ("address", "content_type"),
    [
        ("/events/nowhere.ics", AS_TEXT),
        ("/cite/00000000-0000-0000-0000-000000000000.bib", AS_TEXT),
        ("/cite/00000000-0000-0000-0000-000000000000.csl.json", "application/json"),
        ("/cards/events/nowhere.png", AS_TEXT),
        ("/changes/00000000-0000-0000-0000-000000000000.atom", AS_TEXT),
        ("/sitemaps/event-7.xml", AS_TEXT),
        ("/media/nowhere.pdf", AS_TEXT),
        ("/nowhere.csv", AS_TEXT),
        ("/nowhere.geojson", "application/json"),
        ("/nowhere.php", "text/html; charset=utf-8"),
        ("/events/nowhere/", "text/html; charset=utf-8"),
    ],
)
def test_a_file_that_is_not_there_is_no_page(client, address, content_type):
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, content_type)


def test_the_words_are_in_the_language_of_the_address(client):
    answer = client.get("/km/events.csv?colour=red")
    assert answer.content.decode().endswith(f"{SITE}/km/\n")
    assert (answer["Content-Language"], WAY in answer.content.decode()) == ("km", False)


@pytest.mark.parametrize("address", ["/events/", "/statements/", "/commitments/", "/tripartite/"])
def test_days_in_the_wrong_order_are_told_on_the_page(client, address):
    event = factories.make_event(date="2026-03-01")
    factories.make_statement(event=event)
    factories.make_commitment(due="2026-03-01", made_at=event)
    page = client.get(f"{address}?from=2026-02-01&to=2026-01-31")
    text = page.content.decode()
    assert page.status_code == 200
    assert "No day lies between these two: “to” is before “from”." in text
    assert "No day lies" not in client.get(f"{address}?from=2026-02-01").content.decode()


def test_days_in_the_wrong_order_make_no_file(client):
    answer = client.get("/events.ics?from=2026-02-01&to=2026-01-31")
    assert (answer.status_code, answer.content.decode().splitlines()[0]) == (
        400,
        "to: No day lies between these two: “to” is before “from”.",
    )


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "trace"])
def test_nobody_keeps_the_refusal_of_a_method(client, method):
    routes = [route for route, fills in REGISTERED.items() if not fills]
    told = {}
    for route in routes:
        answer = getattr(client, method)(f"/{route}")
        kept = answer.get("Cache-Control", "")
        if answer.status_code != 405 or kept != "no-store" or not answer.has_header("Allow"):
            told[route] = (answer.status_code, kept)
    assert told == {}
