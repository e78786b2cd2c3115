"""What the pages of the seeded register say of what is missing, and when they stop saying it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from cooperation.exchange.seeding import seed_register
from cooperation.models import Organisation, Person
from tests import factories
from tests.guards.grounds import PARTS, page_at, pages, wrong
from tests.guards.sentences import texts_on_record
from tests.guards.shares import in_shares, share_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.past_publishing]

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@pytest.fixture(scope="module", autouse=True)
def seeded(shared) -> None:
    seed_register([FIXTURES / "reference", FIXTURES / "cambodia"], by=None, at=timezone.now())


@in_shares
def test_every_sentence_of_absence_has_its_query(share):
    on_record, asked = texts_on_record(), share_of(pages(), share)

    found = {text: address for address in asked for text in wrong(address, on_record)}

    assert found == {}


def by_party() -> dict[str, str]:
    """Return each question to the whole register that pages answer with none, and the page."""
    people = [person.get_absolute_url() for person in Person.objects.published()]
    return {
        query: address
        for address in ("/tripartite/", *people)
        for query in page_at(address).xpath("//@data-query")
    }


def speak(query: str, published: bool) -> None:
    """Let whoever was asked for say or promise something, at an event of its own."""
    name, _mark, party = query.partition("?")
    part, root = PARTS[name]
    key, _equals, value = party.partition("=")
    if key == "person":
        who = {"person": Person.objects.get(slug=value)}
    elif value == "ilo":
        who = {"organisation": Organisation.objects.get(acronym="ILO")}
    else:
        who = {"organisation": factories.make_organisation(name="A body", constituent=value)}
    event = factories.make_event(title="Elsewhere", published=published)
    make = {"statement": factories.make_statement, "commitment": factories.make_commitment}[root]
    where = {"statement": "event", "commitment": "made_at"}[root]
    make(parts=[part(**who)], published=published, **{where: event})


def test_one_record_of_the_party_ends_the_sentence_and_a_draft_does_not():
    asked = by_party()
    with_draft, with_record = {}, {}
    for query, address in asked.items():
        speak(query, published=False)
        with_draft[query] = query in page_at(address).xpath("//@data-query")
        speak(query, published=True)
        with_record[query] = query in page_at(address).xpath("//@data-query")

    assert with_draft == dict.fromkeys(asked, True)
    assert with_record == dict.fromkeys(asked, False)
    assert len(asked) > 2
