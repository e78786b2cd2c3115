import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Participation, Position
from cooperation.publishing.workflow import Row
from tests.factories import make_event, make_organisation, make_person, make_post, make_term

pytestmark = pytest.mark.django_db


def seen(post, person, date):
    role = make_term(scheme="event-role", code="speaker")
    make_event(
        title=f"Forum of {date}",
        date=date,
        parts=[Row(Participation(person=person, role=role), {"posts": [post]})],
    )


@pytest.fixture(scope="module")
def minister(shared):
    post = make_post(label="Minister", organisation=make_organisation(name="Ministry"))
    heng = make_person(name="Heng Sour", parts=[Position(post=post)])
    seen(post, make_person(name="Ith Samheng"), "2022-02-17")
    seen(post, heng, "2025-05-05")
    seen(post, heng, "2026-01-22")
    make_person(name="Old Hand", parts=[Position(post=post, period="2010/2013", is_acting=True)])
    return post


def answer(page):
    return page.split('<h2 id="on">')[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        ("2022-02-17", ["17 February 2022</time>", "Ith Samheng", "Seen in the post that day:"]),
        ("2025-12-24", ["Heng Sour", "before and after it, and nobody else between:"]),
        ("2011-06-01", ["Old Hand", "which states the period: 2010 to 2013."]),
        ("2023-06-01", ["No source on record tells who held the post on 1 June 2023."]),
        ("2022-02-17", ["Not held that day", "a source states another period, 2010 to 2013"]),
        ("2022-02-17", ["No source says whether held that day", "Heng Sour"]),
        ("2022", ["“2022” is no day. Write it as 2026-01-31.", 'value="2022"']),
    ],
)
def test_who_held_it_on_a_day_is_said_in_words(client, minister, day, texts):
    answered = client.get(f"/stakeholders/posts/minister/?on={day}")

    assert answered.status_code == 200
    found = answer(answered.content.decode())
    assert [text for text in texts if text not in found] == []


def test_holders_over_time_with_what_was_stated_and_what_was_seen(client, minister):
    page = client.get("/stakeholders/posts/minister/").content.decode()

    over_time = page.split("Holders over time")[1]
    places = [over_time.index(name) for name in ("Heng Sour", "Ith Samheng", "Old Hand")]
    assert places == sorted(places)
    assert "First seen in the post: 5 May 2025" in over_time
    assert "Last seen in the post: 22 January 2026" in over_time
    assert "Stated: 2010 to 2013, acting" in over_time
    assert "No source on record tells" not in page


def test_the_list_tells_who_held_what_on_a_day(client, minister):
    make_post(label="Chair")

    page = client.get("/stakeholders/posts/?on=2022-02-17").content.decode()

    rows = page.split('<ol class="rows">')[1].split("</ol>")[0]
    assert "Minister" in rows and "Chair" not in rows
    assert "Ith Samheng" in rows and "Heng Sour" not in rows
    assert "Seen in the post that day:" in rows
    wrong = client.get("/stakeholders/posts/?on=2022").content.decode()
    assert '<span class="wrong">“2022” is no day. Write it as 2026-01-31.</span>' in wrong


@pytest.mark.past_publishing
def test_a_post_without_holders_leaves_them_out(client):
    post = make_post(label="Chair")
    Position.objects.create(person=make_person(name="HIDDEN", published=False), post=post)

    page = client.get("/stakeholders/posts/chair/").content.decode()

    assert "Holders over time" not in page and "HIDDEN" not in page


def test_queries_do_not_grow_with_the_rows(client, minister):
    counts = []
    for number in range(2):
        for address in (
            "/stakeholders/posts/",
            "/stakeholders/posts/minister/",
            "/stakeholders/posts/minister/?on=2022-02-17",
        ):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
        seen(minister, make_person(name=f"Person {number}"), "2022-02-17")
        make_post(label=f"Post {number}", organisation=make_organisation(name=f"Body {number}"))

    assert counts[:3] == counts[3:]
    assert counts[0] <= 12 and counts[2] <= 25
