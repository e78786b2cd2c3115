"""No page denies what the register holds: each sentence of absence is found, and asked for why."""

import pytest
from lxml import html

from cooperation.models import StatementSpeaker
from tests import factories
from tests.guards import rows
from tests.guards.grounds import pages, unfounded, wrong
from tests.guards.hiding import renew
from tests.guards.rows import OPEN, PUBLIC
from tests.guards.sentences import absences, texts_on_record

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.past_publishing]


@pytest.mark.parametrize("is_filled", [True, False])
def test_every_sentence_of_absence_has_its_query(is_filled):
    rows.write_lists()
    if is_filled:
        rows.write_roots(OPEN, PUBLIC, rows.write_roots(OPEN, PUBLIC))
        rows.write_versions()
    renew()
    on_record = texts_on_record()

    found = {text: address for address in pages() for text in wrong(address, on_record)}

    assert found == {}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("No commitment of the government is on record here.", "nobody registered it"),
        ("Country: not stated", "nobody registered it"),
        ("0", "nobody registered it"),
        ("The 2 sources read so far report none.", "Heard."),
        ("The 7 sources read so far report none.", "2 sources, asked: 'statements?side=workers'"),
        ("The register has nothing of this kind yet.", "Source"),
        ("There is too little here to draw.", "this is no picture"),
        ("Nothing on record fits all of these filters.", "nobody asked"),
    ],
)
def test_what_is_not_allowed_is_found(text, problem):
    factories.make_source(title="Another", slug="another")
    union = factories.make_organisation(constituent="workers")
    factories.make_statement(text="Heard.", parts=[StatementSpeaker(organisation=union)])
    page = html.fromstring(f'<main><p data-query="statements?side=workers">{text}</p></main>')

    [told] = absences(page, "en")

    assert problem in unfounded(told, "/organisations/union/")


def test_what_a_record_says_is_not_what_the_page_says():
    said = "Training: nobody is left out, no one at all"
    factories.make_organisation(name=said)

    def told(text):
        page = html.fromstring(f"<p>{text}</p>")
        return [one.text for one in absences(page, "en", texts_on_record())]

    assert told(said) == told("Training: nobody is left out…") == []
    assert told(f"{said}. No source names it.") == [f"{said}. No source names it."]
