import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_commitment, make_event, make_programme, make_source

pytestmark = pytest.mark.django_db


def test_an_empty_register_has_no_empty_sections(client):
    page = client.get("/").content.decode()

    empty = ("Coming events", "Newest events", "Within their stated years", "on record yet")
    assert [text for text in empty if text in page] == []


def test_the_front_page_leads_to_what_is_public_alone(client):
    make_event(title="A forum", date="2001-05")
    make_event(title="Next forum", date="2999")
    make_programme(title="A programme", status="2")
    make_commitment(title="A promise", due="2001")
    for make in (make_event, make_programme, make_commitment, make_source):
        make(title="HIDDEN", published=False)

    page = client.get("/").content.decode()

    for name in ("A forum", "Next forum", "A programme", "A promise"):
        assert name in page
    assert "HIDDEN" not in page


def test_the_front_page_costs_at_most_25_queries(client):
    make_event(date="2001-05")
    make_event(title="Next", date="2999")
    make_programme(status="2")
    make_commitment(title="Late", due="2001")
    make_commitment(title="Ahead", due="2999")

    with CaptureQueriesContext(connection) as queries:
        client.get("/")

    assert len(queries) <= 25
