from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from cooperation.exchange import cards
from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from cooperation.site import cards as views
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch) -> list[cards.Card]:
    """Return the cards that were asked for, without the work of drawing them."""
    asked: list[cards.Card] = []

    def draw(card: cards.Card) -> bytes:
        asked.append(card)
        return b"png"

    monkeypatch.setattr(cards, "draw_card", draw)
    return asked


def test_every_kind_of_record_has_a_card(client, drawn):
    event = factories.make_event(slug="forum", title="A forum", date="2026-01-22")
    made = {
        "events/forum": event,
        "programmes/plan": factories.make_programme(slug="plan", title="A plan"),
        "organisations/body": factories.make_organisation(slug="body", name="A body"),
        "people/dara": factories.make_person(slug="dara", name="Chan Dara", honorific="H.E."),
        "posts/director": factories.make_post(slug="director", label="Director"),
        "commitments/pledge": factories.make_commitment(slug="pledge", title="A pledge"),
        f"sources/{factories.REPORT}": event,
    }
    statement = factories.make_statement(event=event, text="Work comes first.", kind="quotation")
    for address in (*made, f"statements/{statement.uid}"):
        response = client.get(f"/cards/{address}.png")
        assert (response.status_code, response["Content-Type"]) == (200, "image/png")
        assert response["ETag"]
    assert [(card.kicker, card.title, card.date) for card in drawn] == [
        ("Meeting", "A forum", "22 January 2026"),
        ("Project", "A plan", ""),
        ("Organisation", "A body", ""),
        ("Person", "H.E. Chan Dara", ""),
        ("Post", "Director", ""),
        ("Pledge", "A pledge", ""),
        ("Article", "A report", ""),
        ("Statement", "Our summary: Work comes first.", "22 January 2026"),
    ]
    assert {card.register for card in drawn} == {"Cambodia Labour Cooperation Register"}


def test_a_card_is_drawn_once_and_again_when_its_words_change(client):
    event = factories.make_event(slug="forum", title="A forum")
    first, again = (client.get("/cards/events/forum.png").content for _number in range(2))
    event.title_en = "Another forum"
    workflow.save(Row(event), by=None, at=factories.AT)
    changed = client.get("/cards/events/forum.png").content
    assert Image.open(BytesIO(first)).size == (1200, 630)
    assert (first == again, first == changed) == (True, False)


def test_a_hidden_record_has_no_card_and_an_old_address_leads_on(client):
    event = factories.make_event(slug="before")
    factories.make_event(slug="draft", published=False)
    event.slug = "after"
    workflow.save(Row(event), by=None, at=factories.AT)
    response = client.get("/cards/events/before.png")
    assert (response.status_code, response["Location"]) == (301, "/cards/events/after.png")
    draft, absent = (client.get(f"/cards/events/{slug}.png") for slug in ("draft", "absent"))
    assert draft.status_code == absent.status_code == 404
    assert draft.content == absent.content


def test_a_card_costs_few_queries(client, drawn):
    event = factories.make_event(slug="forum", places=[factories.make_place()])
    factories.make_statement(event=event)
    with CaptureQueriesContext(connection) as queries:
        client.get("/cards/events/forum.png")
    assert len(queries) <= 6


def test_khmer_is_drawn_where_it_is_shaped_and_else_english(client, drawn, monkeypatch):
    factories.make_event(slug="forum", title="A forum", title_km="វេទិកា")
    for can, title in ((True, "វេទិកា"), (False, "A forum")):
        monkeypatch.setattr(views.lettering, "shapes_khmer", lambda can=can: can)
        monkeypatch.setattr(views, "get_language", lambda: "km")
        client.get("/cards/events/forum.png")
        assert drawn[-1].title == title


def test_the_register_has_a_card_of_its_own(client, drawn):
    assert client.get("/cards/register.png").status_code == 200
    assert drawn[0].title == "Cambodia Labour Cooperation Register"
