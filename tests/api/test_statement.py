import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import StatementSpeaker
from tests.factories import make_event, make_organisation, make_person, make_statement

pytestmark = pytest.mark.django_db


def speak(number, **fields):
    speaker = StatementSpeaker(
        person=make_person(name=f"Person {number}"),
        organisation=make_organisation(name=f"Body {number}"),
    )
    event = make_event(title=f"Event {number}", date=f"202{number}")
    return make_statement(text=f"Words {number}.", event=event, parts=[speaker], **fields)


def test_statements_come_newest_first_undated_last(client):
    speak(0)
    speak(2)
    make_statement(text="Undated.", event=make_event(title="Talks"))
    speak(1, said_on="2024")
    make_statement(text="HIDDEN", published=False)

    found = client.get("/api/v1/statements/?fields=text").json()

    assert [row["text"] for row in found["results"]] == [
        "Words 1.",
        "Words 2.",
        "Words 0.",
        "Undated.",
    ]
    assert found["count"] == 4


def test_pages_follow_one_another_through_the_undated(client):
    speak(0)
    make_statement(text="Undated.", event=make_event(title="Talks"))
    make_statement(text="Undated too.", event=make_event(title="More talks"))
    address, texts = "/api/v1/statements/?limit=1", []
    while address:
        found = client.get(address).json()
        texts += [row["text"] for row in found["results"]]
        address = found["next"]

    assert texts == ["Words 0.", "Undated too.", "Undated."]


def test_a_statement_is_found_by_its_uid(client):
    statement = speak(1)

    found = client.get(f"/api/v1/statements/{statement.uid}/").json()

    assert (found["type"], found["uid"]) == ("statement", str(statement.uid))
    assert found["url"].endswith(f"/statements/{statement.uid}/")
    assert found["speakers"][0]["person"]["name"] == "Person 1"
    assert found["day"]["from_event"] is True
    assert client.get(f"/api/v1/statements/{uuid.uuid4()}/").status_code == 404


def test_a_list_costs_the_same_with_one_row_and_three(client):
    counts = []
    for number in range(3):
        speak(number)
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                client.get("/api/v1/statements/")
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 12
