"""What readers are told of changes: both sides were public, and nothing else ever shows."""

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from cooperation.models import Citation, Event, Item, Participation, Revision
from cooperation.publishing import drafts, redacting, workflow
from cooperation.publishing.revisions import take_snapshot
from cooperation.publishing.workflow import Row
from cooperation.queries import generation
from cooperation.queries.history import HISTORY, history_of, seen_of
from cooperation.rules.text_changes import text_of_runs
from cooperation.vocabulary.term import SchemeCode
from cooperation.web.listing import read_listing
from tests import factories
from tests.publishing.acts import term

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
NOW = timezone.now()
NO = {"by": None}


def rows(resource: Any = HISTORY, query: str = "") -> list[dict]:
    return read_listing(
        QueryDict(query), resource, state=generation.present_state(NOW), brief=True
    ).rows


def of(record: Any) -> list[dict]:
    return rows(history_of(record.uid))


def said(row: dict) -> list[tuple]:
    return [
        (
            one.kind.value,
            one.part,
            [(v.label, text_of_runs(v.before), text_of_runs(v.after)) for v in one.values],
        )
        for one in row["differences"]
    ]


def retitled(event: Event, title: str, *, at: dt.datetime, **given: Any) -> None:
    event = Event.objects.get(pk=event.pk)
    event.title_en = title
    workflow.save(Row(event), by=None, at=at, **given)


def test_a_record_is_added_then_changed_field_by_field():
    event = factories.make_event(title="A forum on wages")
    retitled(event, "A forum on pay", at=NOW - 2 * DAY)
    changed, added = of(event)
    assert (added["change"], added["version"], added["differences"]) == ("added", 1, [])
    assert (changed["change"], changed["version"]) == ("changed", 2)
    title = [("Title (English)", "A forum on wages", "A forum on pay")]
    assert said(changed) == [("changed", "", title)]
    assert changed["record"]["name"] == "A forum on pay"
    assert [row["uid"] for row in rows(query="kind=event")] == [str(event.uid)] * 2
    assert seen_of(event.uid, NOW) == (2, NOW - 2 * DAY)


def test_steps_of_a_draft_do_not_show_but_what_came_of_them():
    event = factories.make_event(title="First")
    for number, title in enumerate(("Secret guess", "Second")):
        content = take_snapshot(Event.objects.get())
        content["fields"]["title_en"] = title
        at = NOW - (3 - number) * DAY
        drafts.save_draft(event, content, by=None, at=at, reason="Whispered")
    workflow.publish(Event.objects.get(), by=None, at=NOW - DAY)
    changed, _added = of(event)
    assert said(changed) == [("changed", "", [("Title (English)", "First", "Second")])]
    assert changed["reason"] == ""


def test_a_reason_is_told_where_it_is_meant_for_readers():
    event = factories.make_event()
    retitled(event, "Second", at=NOW - 3 * DAY, reason="For us")
    retitled(event, "Third", at=NOW - 2 * DAY, reason="A slip", is_reason_public=True)
    assert [row["reason"] for row in of(event)] == ["A slip", "", ""]


def test_what_readers_do_not_see_is_no_change():
    source = factories.make_source()
    source.text, source.copy_reference, source.review_due = "Copied", "shelf 4", NOW.date()
    workflow.save(Row(source), by=None, at=NOW - DAY)
    assert [row["change"] for row in of(source)] == ["added"]
    source.publisher, source.text = "A house", "Copied again"
    workflow.save(Row(source), by=None, at=NOW - DAY)
    assert said(of(source)[0]) == [("added", "", [("Publisher", "", "A house")])]


def test_a_version_whose_time_is_still_ahead_does_not_show():
    ahead = factories.make_event(published=False, go_live_at=NOW + DAY)
    workflow.publish(ahead, by=None, at=NOW - DAY)
    assert of(ahead) == []
    assert rows(query="kind=event") == []


def test_a_version_that_was_overtaken_before_its_time_was_never_seen():
    event = factories.make_event(title="Never seen", published=False, go_live_at=NOW - DAY)
    workflow.publish(event, by=None, at=NOW - 3 * DAY)
    retitled(event, "Seen", at=NOW - 2 * DAY)
    assert [(row["change"], row["differences"]) for row in of(event)] == [("added", [])]
    assert of(event)[0]["at"][:10] == (NOW - DAY).astimezone(dt.UTC).date().isoformat()


def test_what_happened_while_a_record_was_withdrawn_shows_only_in_what_came_of_it():
    event = factories.make_event(title="Before")
    workflow.withdraw(event, at=NOW - 5 * DAY, **NO)
    assert of(event) == []
    retitled(event, "Hidden meanwhile", at=NOW - 4 * DAY)
    retitled(event, "After", at=NOW - 3 * DAY)
    workflow.publish(Event.objects.get(), by=None, at=NOW - 2 * DAY)
    changed, _added = of(event)
    assert said(changed) == [("changed", "", [("Title (English)", "Before", "After")])]


def test_a_withdrawn_record_leaves_its_kind_and_moment_alone():
    event = factories.make_event(title="Gone")
    retitled(event, "Gone too", at=NOW - 3 * DAY)
    workflow.withdraw(event, by=None, at=NOW - DAY, reason="Why")
    expired = factories.make_event(title="Over", expire_at=NOW - 2 * DAY)
    told = rows(query="kind=event")
    assert [(row["change"], row["uid"]) for row in told] == [
        ("withdrawn", str(event.uid)),
        ("withdrawn", str(expired.uid)),
    ]
    assert "Gone" not in str(told) and "Over" not in str(told) and "Why" not in str(told)


def test_a_part_that_names_what_is_hidden_by_now_is_left_out_of_both_sides():
    hidden = factories.make_person(name="Hidden One")
    shown = factories.make_person(name="Shown One")
    role = term(SchemeCode.EVENT_ROLE, "speaker")
    event = factories.make_event(
        parts=[
            Participation(person=hidden, role=role, role_as_stated_en="tell-tale"),
            Participation(person=shown, role=role),
        ]
    )
    cited = event.citations.get()
    workflow.save(Row(event), parts=[Row(cited)], by=None, at=NOW - 3 * DAY)
    workflow.withdraw(hidden, by=None, at=NOW - 2 * DAY)
    changed = of(event)[0]
    assert [(kind, part) for kind, part, _ in said(changed)] == [("removed", "Shown One: Speaker")]
    assert "Hidden" not in str(changed) and "tell-tale" not in str(changed)


def test_a_field_and_a_citation_do_not_name_what_is_hidden_by_now():
    series = factories.make_event(title="Hidden series")
    report = factories.make_source(title="Hidden report")
    event = factories.make_event(parent=series, parts=[Citation(source=report, locator="2")])
    other, kept = factories.make_event(title="Other series"), event.citations.get(locator="")
    event.parent = other
    workflow.save(Row(event), parts=[Row(kept)], by=None, at=NOW - 3 * DAY)
    for record in (series, report):
        workflow.withdraw(record, by=None, at=NOW - 2 * DAY)
    changed = of(event)[0]
    assert said(changed) == [("added", "", [("Part of", "", "Other series")])]
    assert "Hidden" not in str(changed)


def test_redacted_words_are_out_of_every_version():
    event = factories.make_event(title="A forum of Dara Kim")
    retitled(
        event,
        "A forum",
        at=NOW - 3 * DAY,
        reason="No more “A forum of Dara Kim”",
        is_reason_public=True,
    )
    keys = [
        one.value.key
        for one in redacting.values_held(Event, event.uid)
        if one.value.value == "A forum of Dara Kim"
    ]
    redacting.redact(Event, event.uid, keys, by=None, at=NOW - 2 * DAY, reason="A right")
    found = of(event)
    assert [row["version"] for row in found] == [2, 1]
    assert "Dara" not in str(found) and "A right" not in str(found)


def test_parts_and_their_sources_are_told_in_words():
    event = factories.make_event()
    item = Item(kind=term(SchemeCode.ITEM_KIND, "topic"), text_en="Wages")
    cited = event.citations.get()
    own = Citation(source=cited.source, part=item.pk, locator="4")
    workflow.save(Row(event), parts=[Row(p) for p in (item, cited, own)], by=None, at=NOW - DAY)
    (changed, _added) = of(event)
    (one,) = changed["differences"]
    assert (one.kind, one.label, one.part) == ("added", "Item", "Wages")
    assert [text_of_runs(value.after) for value in one.citations] == ["A report ¶4"]


def test_the_list_goes_on_by_key_through_versions_and_withdrawals():
    factories.make_source(slug=factories.REPORT)
    events = [factories.make_event(title=f"Event {n}") for n in range(4)]
    workflow.withdraw(events[1], by=None, at=NOW - 2 * DAY)
    retitled(events[0], "Event again", at=NOW - DAY)
    state, seen, query = generation.present_state(NOW), [], "kind=event&limit=2"
    while query:
        found = read_listing(QueryDict(query), HISTORY, state=state, brief=True)
        seen += [(row["change"], row["uid"]) for row in found.rows]
        query = (found.next or "").removeprefix("?")
    assert seen == [
        ("changed", str(events[0].uid)),
        ("withdrawn", str(events[1].uid)),
        *(("added", str(event.uid)) for event in (events[3], events[2], events[0])),
    ]


def test_of_two_versions_at_once_both_are_seen():
    event = factories.make_event(title="First")
    retitled(event, "Second", at=factories.AT)
    assert [row["version"] for row in of(event)] == [2, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_changes_cost_the_same_for_more_rows(django_assert_num_queries, count):
    for number in range(count):
        person = factories.make_person(name=f"Person {number}")
        speaks = Participation(person=person, role=term(SchemeCode.EVENT_ROLE, "speaker"))
        event = factories.make_event(parts=[speaks])
        retitled(event, f"Event {number}", at=NOW - DAY)
    state = generation.present_state(NOW)
    with django_assert_num_queries(10):
        found = read_listing(QueryDict(""), HISTORY, state=state, brief=True)
    assert len(found.rows) == 2 * count + count + 1


def test_a_deletion_takes_every_version_out_of_sight():
    event = factories.make_event(title="Gone")
    workflow.delete(event, by=None, at=NOW - DAY)
    assert Revision.objects.filter(record_uid=event.uid, seen_from__isnull=False).exists()
    assert [row["change"] for row in rows(query="kind=event")] == ["withdrawn"]
