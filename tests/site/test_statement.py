import csv
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Citation, StatementSpeaker
from tests.factories import (
    make_event,
    make_organisation,
    make_person,
    make_post,
    make_source,
    make_statement,
)
from tests.files import content_of
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db


def speak(number, **fields):
    speaker = StatementSpeaker(
        person=make_person(name=f"Person {number}"),
        organisation=make_organisation(name=f"Body {number}", acronym=f"B{number}"),
    )
    event = make_event(title=f"Event {number}", date="2022-02-17")
    return make_statement(text=f"Words {number}.", event=event, parts=[speaker], **fields)


def test_the_list_says_who_said_it_where_and_when(client):
    speak(1, setting="at_event")
    speak(2)
    make_statement(text="HIDDEN", published=False)

    page = client.get("/statements/").content.decode()

    assert "Words 1." in page and "Person 1" in page and "17 February 2022" in page
    assert "Said at the event" in page
    assert "Reported with:" in page and "not stated" not in page
    assert "HIDDEN" not in page


@pytest.mark.past_publishing
def test_a_statement_names_post_and_whom_it_was_made_for_with_the_paragraph(client):
    source = make_source(title="An article", slug="an-article")
    speaker = StatementSpeaker(
        person=make_person(name="Som Chamnan"), on_behalf_of=make_person(name="Heng Sour")
    )
    cited = Citation(source=source, locator="6", part=speaker.id)
    statement = make_statement(parts=[speaker, cited])
    speaker.posts.add(make_post(label="Secretary of State"))

    page = client.get(f"/statements/{statement.uid}/").content.decode()

    assert "Secretary of State" in page
    assert "on behalf of" in page and "Heng Sour" in page
    assert 'href="/sources/an-article/#p6"' in page


def test_a_statement_stands_without_quotation_marks_and_says_whose_summary_it_is(client):
    speak(1, setting="at_event")

    (row,) = tree(client, "/statements/").xpath("//li[@class='said']")

    assert texts(row, "./p") == [
        "Person 1 (B1)",
        "17 February 2022 (the event’s date). Said at the event: Event 1",
        "Words 1.",
        "Our summary of Source S1",
    ]


@pytest.mark.past_publishing
def test_an_event_says_of_each_statement_whether_it_was_made_there(client):
    lines = {"at_event": [], "about": ["Said about the event"]}
    lines["not_stated"] = ["Reported with this event"]
    for setting, told in lines.items():
        statement = speak(1, setting=setting)
        (row,) = tree(client, statement.event.get_absolute_url()).xpath("//li[@class='said']")
        assert texts(row, "./p")[1:-2] == told
        statement.delete()


@pytest.mark.past_publishing
def test_a_post_is_named_with_its_area(client):
    speaker = StatementSpeaker(person=make_person(name="Qian"))
    statement = make_statement(parts=[speaker])
    speaker.posts.add(make_post(label="Country Director", area="Cambodia"))

    page = tree(client, f"/statements/{statement.uid}/")

    assert "Qian, Country Director for Cambodia" in texts(page, "//ul[@class='ticks']/li")[0]


@pytest.mark.parametrize("address", ["/statements/", "/tripartite/", "{page}"])
def test_a_khmer_text_says_that_it_is_our_summary_translated(client, address):
    speaker = StatementSpeaker(organisation=make_organisation(constituent="workers"))
    statement = make_statement(text="Dialogue.", text_km="ការសន្ទនា", parts=[speaker])
    address = address.format(page=statement.get_absolute_url())

    english, khmer = (texts(tree(client, prefix + address), "//main//p") for prefix in ("", "/km"))

    note = "បកប្រែពីសេចក្តីសង្ខេបរបស់យើង មិនមែនជាពាក្យរបស់អ្នកថ្លែងទេ"
    assert [khmer.count(note), english.count(note)] == [1, 0]
    assert khmer.index(note) < khmer.index("ការសន្ទនា")
    assert not [text for text in english if text.startswith("Translated")]


def test_the_api_and_the_files_say_whose_words_the_text_is_in(client):
    statement = speak(1)

    for address in ("/api/v1/statements/", f"/api/v1/statements/{statement.uid}/"):
        found = client.get(address).json()
        row = found["results"][0] if "results" in found else found
        assert row["wording"] == {"code": "ours", "name": "The register’s own words"}
    (line,) = csv.DictReader(io.StringIO(content_of(client.get("/statements.csv")).decode()))
    assert (line["wording_code"], line["wording"]) == ("ours", "The register’s own words")


def test_what_is_not_public_answers_like_what_does_not_exist(client):
    draft = make_statement(published=False)

    answers = [client.get(f"/statements/{uid}/") for uid in (draft.uid, uuid.uuid4())]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content.replace(str(draft.uid).encode(), b"") == answers[1].content


def test_a_list_costs_the_same_with_one_row_and_three(client):
    counts = []
    for number in range(3):
        speak(number)
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                client.get("/statements/")
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 13


def test_a_detail_costs_at_most_25_queries(client):
    statement = speak(1)

    with CaptureQueriesContext(connection) as queries:
        client.get(f"/statements/{statement.uid}/")

    assert len(queries) <= 25
