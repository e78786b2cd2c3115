import pytest

from cooperation.documents.loading import Loader
from cooperation.documents.parts import FIRST
from cooperation.documents.records import read_pks
from cooperation.models import Event, OldSlug, OtherName
from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from cooperation.queries.event import EVENTS
from cooperation.queries.records import moved_to, record_collection, record_detail, slug_of
from tests import factories

pytestmark = pytest.mark.django_db


def loader() -> Loader:
    return Loader(at=factories.AT)


def test_rows_come_in_the_order_asked_for_and_hidden_ones_not_at_all():
    made = [factories.make_event(slug=slug) for slug in ("a", "b", "c")]
    draft = factories.make_event(slug="draft", published=False)
    found = loader()
    pks = [made[2].pk, draft.pk, made[0].pk, 0]
    rows = found.resolve(read_pks(EVENTS, pks, found))
    assert [row["slug"] for row in rows] == ["c", "a"]
    assert not any("_pk" in row for row in rows)


def test_a_brief_row_is_the_beginning_of_a_row():
    event = factories.make_event(parts=[OtherName(name="A name")])
    first, second = loader(), loader()
    (brief,) = first.resolve(read_pks(EVENTS, [event.pk], first, brief=True))
    (row,) = second.resolve(read_pks(EVENTS, [event.pk], second))
    assert {name: row[name] for name in brief} == brief
    assert {"other_names", "translations", "themes"} <= set(row) - set(brief)


def test_a_detail_is_found_by_a_public_key_only():
    factories.make_event(slug="draft", published=False)
    assert record_detail(EVENTS, {"slug": "draft"}, loader()) is None
    assert record_detail(EVENTS, {"slug": "absent"}, loader()) is None


@pytest.mark.past_publishing
def test_a_collection_is_shown_in_part_and_counted_whole():
    series = factories.make_event(slug="series")
    Event.objects.bulk_create(
        Event(slug=f"c{n}", title_en="C", kind=series.kind, parent=series, state="published")
        for n in range(FIRST + 2)
    )
    shown = record_detail(EVENTS, {"slug": "series"}, loader())
    assert (len(shown["children"]), shown["children_count"]) == (FIRST, FIRST + 2)
    assert (shown["items"], shown["items_count"]) == ([], 0)
    count, rows = record_collection(
        EVENTS, {"slug": "series"}, "children", FIRST, FIRST + 9, loader()
    )
    assert (count, [row["slug"] for row in rows]) == (FIRST + 2, ["c1", "c0"])
    assert record_collection(EVENTS, {"slug": "series"}, "absent", 0, 9, loader()) is None
    assert record_collection(EVENTS, {"slug": "absent"}, "children", 0, 9, loader()) is None


def test_hidden_children_are_neither_shown_nor_counted():
    series = factories.make_event(slug="series")
    factories.make_event(slug="child", parent=series, published=False)
    shown = record_detail(EVENTS, {"slug": "series"}, loader())
    assert (shown["children"], shown["children_count"]) == ([], 0)


def test_an_old_slug_leads_to_a_public_record_only():
    event = factories.make_event(slug="before")
    event.slug = "after"
    workflow.save(Row(event), by=None, at=factories.AT)
    assert moved_to(Event, "before") == "after"
    assert moved_to(Event, "after") is None
    workflow.withdraw(event, by=None, at=factories.AT)
    assert OldSlug.objects.count() == 1
    assert moved_to(Event, "before") is None
    assert slug_of(Event, event.uid) is None
