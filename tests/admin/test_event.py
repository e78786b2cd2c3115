import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Citation, Event, Participation, Revision, Source
from cooperation.models.base import Part
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.admin import desk


@pytest.fixture
def speaker(db):
    return factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker")


def test_one_form_makes_an_event_with_participations_and_citations(contributor, speaker):
    source = factories.make_source(paragraph_count=9)
    person, post = factories.make_person(), factories.make_post()
    values = desk.with_rows(
        desk.new_event(contributor, reason="From the report"),
        "participations",
        {
            "person": person.pk,
            "role": speaker.pk,
            "posts": [post.pk],
            "cited_source": source.pk,
            "cited_locator": "5 - 7",
        },
        {"organisation": factories.make_organisation().pk, "role": speaker.pk},
    )
    values = desk.with_rows(
        values,
        "citations",
        {"source": source.pk, "locator_type": "paragraph", "locator": "1", "stance": "supports"},
    )
    response = contributor.post(desk.page("add", Event), values)
    assert response.status_code == 302
    event = Event.objects.get()
    first, second = event.participations.all()
    assert (event.slug, event.state, event.date_latest.isoformat()) == (
        "a-forum",
        "draft",
        "2026-01-22",
    )
    assert (first.position, first.person, list(first.posts.all())) == (1, person, [post])
    assert (second.position, second.person) == (2, None)
    of_the_row = Citation.objects.get(part=first.pk)
    assert (of_the_row.event, of_the_row.source, of_the_row.locator) == (event, source, "5-7")
    assert Citation.objects.get(part=None, event=event).locator == "1"
    revision = Revision.objects.get(record_uid=event.uid)
    assert (revision.user.username, revision.reason) == ("contributor", "From the report")
    assert len(revision.content["parts"]["participation"]) == 2
    assert len(revision.content["parts"]["citation"]) == 2


def event_with_speaker(speaker, **fields) -> tuple[Event, Part]:
    row = Participation(person=factories.make_person(), role=speaker)
    return factories.make_event(parts=[row], **fields), row


def test_a_row_changes_and_clears_its_own_citation(contributor, speaker):
    event, row = event_with_speaker(speaker, published=False)
    source = Source.objects.get()
    cited = Citation.objects.create(event=event, part=row.pk, source=source, locator="3")
    values = desk.filled(contributor, desk.change_page(event))
    assert values["participations-0-cited_locator"] == ["3"]
    assert values["citations-TOTAL_FORMS"] == ["1"]
    contributor.post(desk.change_page(event), values | {"participations-0-cited_locator": "4"})
    assert list(Citation.objects.filter(part=row.pk).values_list("pk", "locator")) == [
        (cited.pk, "4")
    ]
    values = desk.filled(contributor, desk.change_page(event))
    cleared = {"participations-0-cited_locator": "", "participations-0-cited_source": ""}
    contributor.post(desk.change_page(event), values | cleared)
    assert Citation.objects.filter(part=row.pk).count() == 0


@pytest.mark.past_publishing
def test_further_citations_of_a_part_stay_in_the_table(contributor, speaker):
    event, row = event_with_speaker(speaker, published=False, cited=False)
    source = factories.make_source()
    for position, locator in enumerate(("3", "8")):
        Citation.objects.create(
            event=event, part=row.pk, source=source, locator=locator, position=position
        )
    Citation.objects.create(
        event=event, field="date", source=source, stance="differs", stated_value="2026-01-23"
    )
    values = desk.filled(contributor, desk.change_page(event))
    assert values["participations-0-cited_locator"] == ["3"]
    shown = [
        (
            values[f"citations-{n}-locator"],
            values[f"citations-{n}-part"],
            values[f"citations-{n}-field"],
        )
        for n in range(2)
    ]
    assert sorted(shown) == [([""], [""], ["date"]), (["8"], [str(row.pk)], [""])]
    changed = values | {"title_en": "Another title"}
    assert contributor.post(desk.change_page(event), changed).status_code == 302
    assert event.citations.filter(part=row.pk).count() == 2


def test_a_deleted_row_takes_its_citation_along(contributor, speaker):
    event, row = event_with_speaker(speaker, published=False)
    Citation.objects.create(event=event, part=row.pk, source=Source.objects.get())
    values = desk.filled(contributor, desk.change_page(event))
    contributor.post(desk.change_page(event), values | {"participations-0-DELETE": "on"})
    assert event.participations.count() == 0
    assert [citation.part for citation in event.citations.all()] == [None]


def test_a_live_record_that_would_become_unready_is_left_as_it_was(publisher):
    event = factories.make_event(title="A forum")
    values = desk.filled(publisher, desk.change_page(event))
    revisions = Revision.objects.count()
    typed = values | {"title_en": "A forum, renamed", "citations-0-DELETE": "on", "_publish": "1"}
    response = publisher.post(desk.change_page(event), typed)
    assert desk.errors(response) == [
        "A forum, renamed: No source is cited. Add at least one citation."
    ]
    assert 'value="A forum, renamed"' in response.content.decode()
    event.refresh_from_db()
    assert (event.title, event.citations.count()) == ("A forum", 1)
    assert Revision.objects.count() == revisions


def test_a_publisher_changes_a_live_record(publisher):
    event = factories.make_event(title="A forum")
    values = desk.filled(publisher, desk.change_page(event))
    typed = values | {"title_en": "A meeting of three sides", "_publish": "1"}
    assert publisher.post(desk.change_page(event), typed).status_code == 302
    event.refresh_from_db()
    assert (event.title, event.state) == ("A meeting of three sides", "published")


def event_with_rows(speaker, count: int) -> Event:
    source, posts = factories.make_source(slug=f"of-{count}"), [factories.make_post()]
    rows = [
        Row(
            Participation(
                person=factories.make_person(name=f"Person {number}"),
                organisation=factories.make_organisation(name=f"Body {number}"),
                role=speaker,
            ),
            {"posts": posts},
        )
        for number in range(count)
    ]
    cited = [Citation(source=source, part=row.instance.pk, locator="1") for row in rows]
    return factories.make_event(published=False, parts=[*rows, *cited])


def test_the_form_costs_the_same_with_many_rows(contributor, speaker):
    small, large = event_with_rows(speaker, 3), event_with_rows(speaker, 30)
    contributor.get(desk.change_page(small))
    with CaptureQueriesContext(connection) as for_small:
        contributor.get(desk.change_page(small))
    with CaptureQueriesContext(connection) as for_large:
        response = contributor.get(desk.change_page(large))
    assert response.content.decode().count(">Person 2") == 11
    assert len(for_small) == len(for_large)


def test_a_time_zone_that_no_calendar_knows_is_refused_with_the_nearest(contributor):
    values = desk.new_event(contributor, start_time="22:00", time_zone="Asia/Phnom Penh")
    response = contributor.post(desk.page("add", Event), values)
    message = "“Asia/Phnom Penh” is no name of a time zone. Did you mean Asia/Phnom_Penh?"
    assert desk.errors(response) == [message]
    assert Event.objects.count() == 0
