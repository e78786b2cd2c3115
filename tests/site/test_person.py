import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import CommitmentParty, Participation, Position, StatementSpeaker
from cooperation.publishing.workflow import Row
from tests.factories import (
    make_commitment,
    make_event,
    make_organisation,
    make_person,
    make_post,
    make_statement,
    make_term,
)
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db


def full_person(number):
    body = make_organisation(name=f"Body {number}")
    post = make_post(label=f"Director {number}", organisation=body)
    person = make_person(
        name=f"Person {number}", honorific="H.E.", parts=[Position(post=post, period="2020/..")]
    )
    role = make_term(scheme="event-role", code="speaker", label="Speaker")
    part = Row(Participation(person=person, organisation=body, role=role), {"posts": [post]})
    event = make_event(title=f"Event {number}", date="2022-02-17", parts=[part])
    speaker = Row(StatementSpeaker(person=person, organisation=body), {"posts": [post]})
    make_statement(text=f"Said {number}", event=event, parts=[speaker])
    make_commitment(title=f"Promise {number}", parts=[CommitmentParty(person=person)])
    return person


def test_the_page_shows_posts_statements_events_and_commitments(client):
    full_person(1)

    page = client.get("/stakeholders/people/person-1/").content.decode()

    for text in ("H.E.", "Director 1", "Stated: since 2020", "Said 1", "Event 1", "Promise 1"):
        assert text in page
    assert "Seen in the post: 17 February 2022" in page


def test_what_others_are_bound_by_stands_apart(client):
    person, ilo = make_person(name="Dara"), make_organisation(name="ILO")
    role = make_term(scheme="event-role", code="participant")
    talks = make_event(title="Talks", parts=[Participation(person=person, role=role)])
    agreed = make_term(scheme="commitment-verb", code="agreed")

    def promise(title, *parties, **fields):
        make_commitment(
            title=title, parts=[CommitmentParty(**party) for party in parties], **fields
        )

    promise("Own", {"person": person})
    promise("Passed on", {"organisation": ilo}, {"person": person, "side": "said_by"})
    promise("Agreed there", {"organisation": ilo}, made_at=talks, verb=agreed)
    promise("Agreed elsewhere", {"organisation": ilo}, made_at=make_event(), verb=agreed)
    promise("Planned there", {"organisation": ilo}, made_at=talks)
    promise("HIDDEN", {"organisation": ilo}, made_at=talks, verb=agreed, published=False)

    page = tree(client, "/stakeholders/people/dara/")

    assert {
        texts(section, "./h2")[0]: texts(section, "./ul/li/h3")
        for section in page.xpath("//section[./ul/li/h3]")
        if texts(section, "./h2") != ["Events"]
    } == {
        "Commitments and stated plans": ["Own"],
        "Commitments of others that this person told of": ["Passed on"],
        "Agreed at a meeting this person took part in": ["Agreed there"],
    }
    found = client.get("/api/v1/people/dara/").json()
    assert [row["title"] for row in found["agreed_at_meetings"]] == ["Agreed there"]


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        ("2022-02-17", ["17 February 2022</time>: <a", "which states the period: since 2020."]),
        ("2019-02-17", ["No source on record shows Person 1 in a post", "Not held that day"]),
        ("2019", ["“2019” is no day. Write it as 2026-01-31.", 'value="2019"']),
    ],
)
def test_the_posts_of_a_day_are_told_in_words(client, day, texts):
    full_person(1)

    page = client.get(f"/stakeholders/people/person-1/?on={day}").content.decode()

    answer = page.split('<h2 id="on">')[1].split("</section>")[0]
    assert [text for text in texts if text not in answer] == []


def test_the_statements_of_a_person_can_be_searched(client):
    full_person(1)
    full_person(2)

    page = tree(client, "/stakeholders/people/person-1/")

    [form] = page.xpath("//main//form[@action='/statements/']")
    assert {field.get("name"): field.get("value") for field in form.xpath(".//input")} == {
        "person": "person-1",
        "q": None,
    }
    found = tree(client, "/statements/?person=person-1&q=said").text_content()
    assert ("Said 1" in found, "Said 2" in found) == (True, False)


def test_someone_without_a_post_or_honorific(client):
    make_person(name="Sheng Ling")

    page = client.get("/stakeholders/people/sheng-ling/").content.decode()

    assert "<h2>Posts</h2>" not in page
    assert "Honorific" not in page and "not stated" not in page


def test_people_are_listed_by_their_sort_name(client):
    make_person(name="Xiaoyan Qian", sort_name="Qian, Xiaoyan")
    make_person(name="Ken Shawa", sort_name="Shawa, Ken")
    make_person(name="HIDDEN", published=False)

    page = client.get("/stakeholders/people/").content.decode()

    assert page.index("Xiaoyan Qian") < page.index("Ken Shawa")
    assert "2 people" in page and "HIDDEN" not in page


def test_queries_do_not_grow_with_the_rows(client):
    lists, details = [], []
    for number in range(3):
        person = full_person(number)
        if number != 1:
            with CaptureQueriesContext(connection) as queries:
                client.get("/stakeholders/people/")
            lists.append(len(queries))
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/stakeholders/people/{person.slug}/")
            details.append(len(queries))

    assert lists[0] == lists[1] <= 13
    assert details[0] == details[1] <= 28


def test_what_no_source_reports_of_a_person_is_said_with_what_was_read(client):
    person = make_person(name="Quiet One", slug="quiet-one")
    make_statement(text="Hidden.", parts=[StatementSpeaker(person=person)], published=False)

    def said():
        facts = tree(client, "/stakeholders/people/quiet-one/").xpath("//dl[1]")[0]
        return texts(facts, ".//dt[text()='Said' or text()='Promised']/following-sibling::dd")

    assert said() == ["The 1 source read so far reports none."] * 2
    make_statement(text="Heard.", parts=[StatementSpeaker(person=person)])
    assert said() == ["The 1 source read so far reports none."]
