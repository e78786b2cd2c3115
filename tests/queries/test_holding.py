import datetime as dt

import pytest

from cooperation.documents.loading import Loader
from cooperation.models import Citation, Participation, Position, StatementSpeaker
from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from cooperation.queries.person import PEOPLE
from cooperation.queries.post import POSTS, posts_subject
from cooperation.queries.records import record_detail
from tests.factories import (
    AT,
    make_event,
    make_organisation,
    make_person,
    make_post,
    make_source,
    make_statement,
    make_term,
)

pytestmark = pytest.mark.django_db


def holders(post, day=None):
    subject = posts_subject(day and dt.date.fromisoformat(day)) if day else POSTS
    return record_detail(subject, {"slug": post.slug}, Loader(at=AT))["holders"]


def names(rows):
    return [(row["person"]["name"], row["basis"]) for row in rows]


def took_part(post, **fields):
    return Row(Participation(role=make_term(scheme="event-role", code="speaker"), **fields), post)


def seen_at(post, person, date, **fields):
    return make_event(
        title=f"On {date}", date=date, parts=[took_part({"posts": [post]}, person=person)]
    )


def test_a_position_and_what_was_seen_of_it_are_one_row():
    post = make_post(label="Minister")
    person = make_person(name="Heng Sour", parts=[Position(post=post)])
    first = seen_at(post, person, "2025-05-05/2025-05-09")
    seen_at(post, person, "2025-11")
    last = seen_at(post, person, "2026-01-22")

    [row] = holders(post)

    assert (row["person"]["name"], row["period"], row["basis"]) == ("Heng Sour", None, "seen")
    assert (row["first_seen"]["text"], row["last_seen"]["text"]) == (
        "5–9 May 2025",
        "22 January 2026",
    )
    assert [item["record"]["slug"] for item in row["seen_in"]] == [first.slug, last.slug]
    assert [citation["source"]["name"] for citation in row["citations"]] == ["A report"]


def test_a_speaker_is_seen_on_the_day_of_the_event_where_it_was_said_there():
    post, event = make_post(), make_event(date="2022-02-17")
    for name, setting in (("At it", "at_event"), ("Unknown", "not_stated"), ("About it", "about")):
        speaker = Row(StatementSpeaker(person=make_person(name=name)), {"posts": [post]})
        make_statement(event=event, setting=setting, parts=[speaker])

    assert names(holders(post, "2022-02-17")) == [("At it", "seen")]
    assert sorted(names(holders(post))) == [
        ("About it", "seen"),
        ("At it", "seen"),
        ("Unknown", "seen"),
    ]


def test_a_speaker_of_an_unknown_setting_is_seen_when_the_source_was_published():
    post, event = make_post(), make_event(date="2022-02-17")
    speaker = Row(StatementSpeaker(person=make_person(name="Unknown")), {"posts": [post]})
    source = make_source(published=False)
    source.published = "2022-02-21"
    workflow.save(Row(source), by=None, at=AT)
    workflow.publish(source, by=None, at=AT)
    make_statement(event=event, setting="not_stated", parts=[speaker, Row(Citation(source=source))])

    assert names(holders(post, "2022-02-17")) == []
    assert names(holders(post, "2022-02-21")) == [("Unknown", "seen")]


def test_whoever_is_spoken_for_is_seen_in_the_post_that_is_named():
    minister, secretary = make_post(label="Minister"), make_post(label="Secretary")
    heng, som = make_person(name="Heng Sour"), make_person(name="Som Chamnan")
    part = took_part(
        {"posts": [secretary]}, person=som, on_behalf_of=heng, on_behalf_of_post=minister
    )
    make_event(date="2025-05-05", parts=[part])

    assert names(holders(minister)) == [("Heng Sour", "seen")]
    assert names(holders(secretary)) == [("Som Chamnan", "seen")]


def test_an_answer_for_a_day_names_its_basis():
    post = make_post()
    ith, heng = make_person(name="Ith Samheng"), make_person(name="Heng Sour")
    for person, date in ((ith, "2022-02-17"), (heng, "2025-05-05"), (heng, "2026-01-22")):
        seen_at(post, person, date)

    assert names(holders(post, "2022-02-17")) == [("Ith Samheng", "seen")]
    assert names(holders(post, "2025-12-24")) == [("Heng Sour", "between sightings")]
    assert names(holders(post, "2023-06-01")) == []
    assert names(holders(post)) == [("Heng Sour", "seen"), ("Ith Samheng", "seen")]


def test_a_stated_period_is_shown_and_answers_first():
    post = make_post()
    make_person(name="Deputy", parts=[Position(post=post, period="2020/2023", is_acting=True)])
    seen_at(post, make_person(name="Passer-by"), "2022-02-17")

    [row] = holders(post, "2022-02-17")

    assert names([row]) == [("Deputy", "stated")]
    assert (row["period"]["text"], row["acting"], row["first_seen"]) == ("2020 to 2023", True, None)


def test_the_positions_of_a_person_name_the_posts():
    post = make_post(label="Minister")
    person = make_person(name="Heng Sour", parts=[Position(post=post)])
    seen_at(post, person, "2026-01-22")
    seen_at(make_post(label="Deputy Prime Minister"), person, "2024")

    rows = record_detail(PEOPLE, {"slug": person.slug}, Loader(at=AT))["positions"]

    assert [(row["post"]["name"], row["last_seen"]["text"]) for row in rows] == [
        ("Minister", "22 January 2026"),
        ("Deputy Prime Minister", "2024"),
    ]


@pytest.mark.past_publishing
def test_nothing_hidden_shows_anyone_in_a_post():
    post, body = make_post(), make_organisation(published=False)
    hidden = make_person(name="HIDDEN", published=False)
    Position.objects.create(person=hidden, post=post)
    event, draft = make_event(date="2022-02-17"), make_event(date="2023", published=False)
    role = make_term(scheme="event-role", code="speaker")
    person = make_person(name="Open")
    for fields in (
        {"event": event, "person": hidden},
        {"event": draft, "person": person},
        {"event": event, "person": person, "organisation": body},
        {
            "event": event,
            "organisation": make_organisation(),
            "on_behalf_of": hidden,
            "on_behalf_of_post": post,
        },
    ):
        Participation.objects.create(role=role, **fields).posts.add(post)
    statement = make_statement(event=event, published=False)
    StatementSpeaker.objects.create(statement=statement, person=person).posts.add(post)

    assert holders(post) == []
    assert holders(post, "2022-02-17") == []
