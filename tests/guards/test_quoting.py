"""Reported speech in our words is nowhere given as a quotation, and says whose words it is in."""

import pytest
from django.test import Client

from cooperation.models import StatementSpeaker
from tests import factories
from tests.files import content_of
from tests.guards import addresses, quoting

pytestmark = pytest.mark.django_db

OWN = {"Training comes before placement", "A forum on pay", "Wages"}
SAID = {"Training comes before placement"}


def wrong(found: list[str], written: list[str]) -> dict[str, list[str]]:
    own, said, told = quoting.ours(), quoting.statements(), {}
    for address in found:
        response = Client().get(address)
        content = content_of(response)
        if response.status_code == 404 and address.endswith(".ics"):
            # An event without a day has no calendar.
            continue
        assert response.status_code == 200, address
        problems = quoting.problems(response.get("Content-Type", ""), content, own, said)
        told |= {address: problems} if problems else {}
    for text in written:
        problems = quoting.problems("text/plain", text.encode(), own, said)
        told |= {text: problems} if problems else {}
    return told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said: “Training comes before placement.”", {"Training comes before placement"}),
        ("«Training comes before…»", {"Training comes before"}),
        ('"A forum on pay"', {"A forum on pay"}),
        ("A topic: “Wages”", {"Wages"}),
        ("A forum on pay, Dara’s “Wages today”", set()),
        ("“Training”", set()),
        ('The "forum" A forum on pay and a "course"', set()),
    ],
)
def test_our_words_are_known_between_quotation_marks_whole_or_cut_short(text, found):
    assert quoting.quoted([text], OWN) == found


@pytest.mark.parametrize(
    ("kind", "content", "found"),
    [
        ("text/html", "<p>Training comes before placement.</p>", ["no label"]),
        ("text/html", "<p>Our summary: Training comes before placement.</p>", []),
        ("text/html", "<blockquote>Our own</blockquote><p><q>x</q></p>", ["<blockquote>", "<q>"]),
        (
            "text/html",
            '<script type="application/ld+json">{"@type": "Quotation"}</script><p>x</p>',
            ["quotation: {'@type': 'Quotation'}"],
        ),
        ("text/html", '<img alt="“A forum on pay”">', ["quoted: A forum on pay"]),
        ("text/csv", 'text\n"Training comes before placement"\n', ["no label"]),
        ("text/csv", 'text,wording\n"A forum on pay",ours\n', []),
        ("application/json", '{"type": "statement", "uid": "1", "name": "x"}', ["unworded: 1"]),
        ("application/json", '{"type": "commitment", "uid": "1"}', []),
        ("application/json", '["“A forum on pay”"]', ["quoted: A forum on pay"]),
        ("application/atom+xml", "<a>&amp;laquo;A forum on pay»</a>", ["quoted: A forum on pay"]),
        ("image/png", "\ufffd", []),
    ],
)
def test_what_is_wrong_with_an_answer_is_told(kind, content, found):
    assert quoting.problems(kind, content.encode(), OWN, SAID) == found


@pytest.mark.past_publishing
def test_what_someone_said_or_undertook_is_labelled_wherever_it_travels(drawn):
    person = factories.make_person(name="Chan Dara")
    speaker = StatementSpeaker(person=person)
    event = factories.make_event(title="Talks on pay in the capital", title_supplied=True)
    statement = factories.make_statement(
        text="He called training the way to better work.", event=event, parts=[speaker]
    )
    commitment = factories.make_commitment(
        title="Train more people each year", title_supplied=True, text="To train more people."
    )
    made = [person, event, statement, commitment]
    lists = [f"/statements{suffix}" for suffix in ("/", ".csv", ".xlsx", ".jsonl", ".atom")]
    lists += ["/commitments.ics", "/changes/", "/changes.atom", "/tripartite/"]
    lists += ["/search/?q=training", "/api/v1/statements/", "/api/v1/changes/"]
    found = [*addresses.of_records(made), *lists]
    assert wrong([*found, *addresses.in_khmer(found)], drawn) == {}
    assert f"Statement. Chan Dara, in our summary: {statement.text_en}" in drawn
