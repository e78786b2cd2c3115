import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cooperation.documents.loading import Loader
from cooperation.documents.records import read_pks
from cooperation.models import (
    Citation,
    Event,
    Item,
    Organisation,
    OtherName,
    Participation,
    Person,
    Post,
    Source,
)
from cooperation.models.base import Record, record_models
from cooperation.publishing.workflow import Row
from cooperation.queries.resources import EVENT_LIST
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import State
from tests import factories
from tests.guards import rows

pytestmark = pytest.mark.django_db

HIDDEN = [State.DRAFT, State.ARCHIVED]


def loader() -> Loader:
    return Loader(at=factories.AT)


def reference(record: Record) -> dict | None:
    found = loader()
    return found.resolve(found.reference(type(record), record.pk))


def hide(record: Record, state: str) -> None:
    type(record).objects.filter(pk=record.pk).update(state=state)


def listed() -> list[dict]:
    found = loader()
    pks = list(Event.objects.published().order_by("pk").values_list("pk", flat=True))
    return found.resolve(read_pks(EVENT_LIST.subject, pks, found))


def test_a_reference_says_who_it_is():
    event = factories.make_event(slug="a-forum", title="A forum")
    assert reference(event) == {
        "type": "event",
        "uid": str(event.uid),
        "slug": "a-forum",
        "name": "A forum",
        "kind": {"code": "meeting", "name": "Meeting"},
        "url": "http://127.0.0.1:8000/events/a-forum/",
    }


def test_a_reference_to_an_organisation_says_more():
    ministry = factories.make_organisation(
        name="A ministry", acronym="AM", constituent="government", kind="10"
    )
    found = reference(ministry)
    assert (found["constituent"], found["acronym"]) == ("government", "AM")
    assert found["kind"] == {"code": "10", "name": "Government"}
    bare = reference(factories.make_organisation())
    assert (bare["constituent"], bare["acronym"], bare["kind"]) == (None, None, None)


def test_a_reference_to_a_statement_leads_to_its_permanent_id():
    statement = factories.make_statement()
    assert reference(statement)["url"].endswith(f"/statements/{statement.uid}/")
    assert reference(statement)["kind"] == {"code": "reported", "name": "Reported by the source"}


def test_a_reference_is_in_the_language_of_the_reader():
    event = factories.make_event(title="A forum", title_km="វេទិកា")
    english = factories.make_event(title="A forum")
    with translation.override("km"):
        names = [reference(record)["name"] for record in (event, english)]
    assert names == ["វេទិកា", "A forum"]


@pytest.mark.past_publishing
def test_references_to_every_kind_take_one_query(django_assert_num_queries):
    rows.write_lists()
    world = rows.write_roots(rows.OPEN, rows.PUBLIC)
    found = loader()
    placeholders = [found.reference(model, record.pk) for model, record in world.items()]
    with django_assert_num_queries(1):
        resolved = found.resolve(placeholders)
    assert [row["uid"] for row in resolved] == [str(record.uid) for record in world.values()]
    assert len(resolved) == len(record_models())


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.past_publishing
def test_a_reference_to_a_hidden_record_is_nothing(state):
    series = factories.make_event(title="A series")
    factories.make_event(slug="child", parent=series)
    hide(series, state)
    assert reference(series) is None
    (row,) = listed()
    assert (row["slug"], row["parent"]) == ("child", None)


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.past_publishing
def test_a_citation_of_a_hidden_source_is_gone(state):
    paper = factories.make_source(title="A paper")
    factories.make_event(parts=[Citation(source=paper, locator="3")])
    assert len(listed()[0]["citations"]) == 2
    hide(paper, state)
    (citation,) = listed()[0]["citations"]
    assert citation["source"]["slug"] == factories.REPORT


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("model", [Person, Organisation, Post])
@pytest.mark.past_publishing
def test_a_row_that_names_a_hidden_record_is_gone_and_a_post_among_many_is_left_out(model, state):
    person, post = factories.make_person(), factories.make_post()
    ministry = factories.make_organisation()
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker")
    row = Participation(person=person, organisation=ministry, role=role)
    event = factories.make_event(slug="one", parts=[Row(row, {"posts": [post]})])
    hide({Person: person, Organisation: ministry, Post: post}[model], state)
    found = loader()
    (participants,) = [c for c in EVENT_LIST.subject.collections if c.name == "participants"]
    shown = found.resolve(participants.read(participants.rows(event.pk), event.pk, found))
    if model is Post:
        assert [(part["person"]["uid"], part["posts"]) for part in shown] == [(str(person.uid), [])]
    else:
        assert shown == []


def test_citations_belong_to_the_record_or_to_their_part():
    name = OtherName(name="The forum")
    source = factories.make_source(title="A paper", paragraph_count=9)
    of_part = Citation(source=source, part=name.pk, locator="2")
    of_field = Citation(source=source, field="title", locator="1")
    factories.make_event(parts=[name, of_part, of_field], source=source)
    (row,) = listed()
    assert [(c["field"], c["locator"]) for c in row["citations"]] == [("title", "1"), (None, None)]
    (shown,) = row["other_names"]
    assert [(c["part"], c["locator"]) for c in shown["citations"]] == [(str(name.pk), "2")]
    assert shown["citations"][0]["locator_type"] == {"code": "paragraph", "name": "Paragraph"}
    assert row["citations"][1]["locator_type"] is None


def test_a_source_that_differs_tells_its_own_value():
    source = factories.make_source(title="A paper")
    differs = Citation(source=source, field="date", stance="differs", stated_value="2026-03")
    factories.make_event(cited=False, parts=[Citation(source=source), differs])
    found = [(c["stance"]["code"], c["stated_value"]) for c in listed()[0]["citations"]]
    assert found == [("supports", None), ("differs", "2026-03")]


def test_three_rows_cost_as_many_queries_as_one():
    def add() -> None:
        role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker")
        kind = factories.make_term(scheme=SchemeCode.ITEM_KIND, code="topic")
        source = factories.make_source()
        factories.make_event(
            parent=factories.make_event(title="A series"),
            places=[factories.make_place()],
            source=source,
            parts=[
                Participation(person=factories.make_person(), role=role),
                Item(kind=kind, text_en="Wages"),
                OtherName(name="The forum"),
            ],
        )

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(listed()) == Event.objects.count()
        return len(queries)

    add()
    first = cost()
    add()
    add()
    assert Source.objects.count() == 3
    assert cost() == first
