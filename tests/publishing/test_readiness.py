import datetime as dt

import pytest

from cooperation.models import (
    Citation,
    EventLink,
    Item,
    OtherName,
    Participation,
    Source,
    StatementSpeaker,
)
from cooperation.models.base import Record
from cooperation.publishing import readiness, workflow
from cooperation.publishing.errors import NotReady
from cooperation.publishing.wholes import read_whole
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.event import EventLinkKind
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT
DAY = dt.timedelta(days=1)


def problems(record: Record, **options: object) -> list[str]:
    return [str(found) for found in readiness.list_problems(read_whole(record), at=AT, **options)]


def hidden(named: str, record: str = "A meeting", place: str = "part of") -> str:
    return f"{record}, {place}: “{named}” is not public for as long as this record. Publish it too."


def draft(**fields: object) -> Record:
    return factories.make_event(published=False, **fields)


def item() -> Item:
    kind = factories.make_term(scheme=SchemeCode.ITEM_KIND, code="topic")
    return Item(kind=kind, text_en="Wages")


def test_a_cited_record_that_names_nothing_hidden_is_ready():
    assert problems(draft()) == []


def test_a_record_needs_a_citation():
    expected = ["A meeting: No source is cited. Add at least one citation."]
    assert problems(draft(cited=False)) == expected


@pytest.mark.past_publishing
def test_every_part_needs_a_citation_or_one_of_the_whole_record():
    source, row = factories.make_source(), item()
    of_field = Citation(source=source, field="title")
    record = draft(cited=False, parts=[row, OtherName(name="The forum"), of_field])
    missing = "This part has no citation, and none supports the whole record."
    assert problems(record) == [
        f"A meeting, Wages: {missing}",
        f"A meeting, The forum: {missing}",
    ]
    Citation.objects.create(event=record, source=source, part=row.pk)
    assert problems(record) == [f"A meeting, The forum: {missing}"]
    Citation.objects.create(event=record, source=source)
    assert problems(record) == []


@pytest.mark.past_publishing
def test_a_citation_of_another_record_covers_nothing():
    row = item()
    Citation.objects.create(event=draft(), source=factories.make_source(), part=row.pk)
    of_field = Citation(source=factories.make_source(), field="title")
    assert len(problems(draft(cited=False, parts=[row, of_field]))) == 1


def test_a_hidden_record_that_a_field_names_is_told():
    record = draft(parent=draft(title="A series"))
    assert problems(record) == [hidden("A series")]


def test_a_hidden_record_that_a_part_names_is_told():
    person = factories.make_person(name="Chan Dara", published=False)
    post = factories.make_post(label="A director", published=False)
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker")
    row = Participation(person=person, role=role, on_behalf_of_post=post)
    assert problems(draft(parts=[row])) == [
        hidden("Chan Dara", place="participation"),
        hidden("A director", place="participation"),
    ]


def test_a_hidden_record_among_many_is_told():
    live, post = factories.make_post(), factories.make_post(label="A chief", published=False)
    speaker = StatementSpeaker(person=factories.make_person())
    made = factories.make_statement(parts=[Row(speaker, {"posts": [live, post]})], published=False)
    assert problems(made) == [hidden("A chief", record=str(made), place="speaker")]


def test_a_citation_of_a_hidden_source_is_told():
    source = factories.make_source(title="A paper", published=False)
    assert problems(draft(source=source)) == [hidden("A paper", place="citation")]


def test_an_archived_record_is_hidden():
    series = factories.make_event(title="A series")
    record = draft(parent=series)
    workflow.withdraw(series, by=None, at=AT)
    record.refresh_from_db()
    assert problems(record) == [hidden("A series")]


@pytest.mark.parametrize(
    ("named", "namer", "is_ready"),
    [
        ({}, {}, True),
        ({"expire_at": AT + DAY}, {}, False),
        ({"expire_at": AT + DAY}, {"expire_at": AT + DAY}, True),
        ({"expire_at": AT + DAY}, {"expire_at": AT + 2 * DAY}, False),
        ({"expire_at": AT + 2 * DAY}, {"expire_at": AT + DAY}, True),
        ({"go_live_at": AT + DAY}, {}, False),
        ({"go_live_at": AT + DAY}, {"go_live_at": AT + DAY}, True),
        ({"go_live_at": AT + 2 * DAY}, {"go_live_at": AT + DAY}, False),
        ({"go_live_at": AT - DAY}, {}, True),
        ({"go_live_at": AT}, {}, True),
    ],
)
def test_what_a_record_names_is_public_for_as_long_as_the_record(named, namer, is_ready):
    series = factories.make_event(title="A series", **named)
    record = draft(parent=series, **namer)
    assert problems(record) == ([] if is_ready else [hidden("A series")])


@pytest.mark.past_publishing
def test_records_of_one_act_count_as_public_for_each_other():
    first, second = draft(title="First"), draft(title="Second")
    kind = EventLinkKind.FOLLOWS
    EventLink.objects.create(event=first, to_event=second, kind=kind)
    EventLink.objects.create(event=second, to_event=first, kind=kind)
    assert problems(first) == [hidden("Second", record="First", place="link")]
    for record in (first, second):
        assert problems(record, alongside={first, second}) == []


def test_a_set_is_not_ready_if_one_of_it_expires_before_the_other():
    series = draft(title="A series", expire_at=AT + DAY)
    record = draft(parent=series)
    expected = [hidden("A series")]
    assert problems(record, alongside={series, record}) == expected
    with pytest.raises(NotReady) as refusal:
        workflow.publish_set([series, record], by=None, at=AT)
    assert [str(found) for found in refusal.value.problems] == expected


@pytest.mark.parametrize(
    ("fields", "is_ready"),
    [
        ({"url": "https://example.org/a"}, True),
        ({"url": "", "publisher": "A ministry", "published_": "2026"}, True),
        ({"url": "", "publisher": "A ministry"}, False),
        ({"url": "", "published_": "2026"}, False),
        ({"url": "", "copy_reference": "box 7"}, True),
        ({"url": ""}, False),
    ],
)
@pytest.mark.past_publishing
def test_a_source_needs_an_address_or_publisher_and_date_or_a_kept_copy(fields, is_ready):
    date = fields.get("published_", "")
    values = {name: value for name, value in fields.items() if name != "published_"}
    source = factories.make_source(title="A paper", published=False, **values)
    Source.objects.filter(pk=source.pk).update(published=date)
    source.refresh_from_db()
    expected = "A paper: Give its address, or publisher and date, or the kept copy's reference."
    assert problems(source) == ([] if is_ready else [expected])


def test_those_who_would_outlive_a_record_are_named():
    series = factories.make_event(title="A series")
    stays = factories.make_event(title="Stays", parent=series)
    factories.make_event(title="Expires first", parent=series, expire_at=AT + DAY)
    factories.make_event(title="A draft", parent=series, published=False)
    series.expire_at = AT + 2 * DAY
    assert readiness.outlived_by(series, at=AT) == [stays]
    assert len(readiness.public_namers(series, at=AT)) == 2
    assert len(readiness.public_namers(series, at=AT + 2 * DAY)) == 1
