"""Two contents of a record, compared as a reviewer reads it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from cooperation.models import (
    Citation,
    Figure,
    Item,
    OtherName,
    Participation,
    Person,
    PlanItem,
)
from cooperation.models.differences import Difference
from cooperation.publishing import workflow
from cooperation.publishing.revisions import take_snapshot
from cooperation.publishing.wording import differences_in_words
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.publishing.acts import LATER, term

pytestmark = pytest.mark.django_db

SIGNS = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def marked(runs: Any) -> str:
    return "".join(SIGNS[run.change].format(run.text) for run in runs)


def said(values: Any) -> list[tuple[str, str, str]]:
    return [(value.label, marked(value.before), marked(value.after)) for value in values]


def one(differences: list[Difference]) -> Difference:
    (difference,) = differences
    return difference


def compared(record: Any, before: Any) -> list[Difference]:
    return differences_in_words(type(record), before, take_snapshot(record))


def test_equal_contents_differ_in_nothing():
    event = factories.make_event(parts=[OtherName(name="Forum")])
    assert compared(event, take_snapshot(event)) == []


def test_texts_are_marked_by_word_and_language():
    event = factories.make_event(title="A forum on wages", title_km="វេទិកា")
    before = take_snapshot(event)
    event.title_en, event.title_km = "A forum on pay", "វេទិកាប្រាក់"
    workflow.save(Row(event), by=None, at=LATER)
    found = one(compared(event, before))
    assert (found.kind, found.label, found.part) == ("changed", "Title", "")
    assert said(found.values) == [
        ("Title (English)", "A forum on [-wages-]", "A forum on {+pay+}"),
        ("Title (Khmer)", "វេទិកា", "វេទិកា{+ប្រាក់+}"),
    ]
    assert [value.language for value in found.values] == ["en", "km"]


def test_values_are_worded_and_never_ids():
    kep, takeo = factories.make_place(code="KH-23", name="Kep"), factories.make_place(code="KH-21")
    series = factories.make_event(title="A series")
    event = factories.make_event(date="2026-03", places=[kep])
    before = take_snapshot(event)
    event.date, event.date_as_stated, event.parent = "2025~", "last year", series
    event.attendance_mode, event.is_series = "online", True
    event.start_time, event.time_zone = dt.time(9, 30), "Asia/Phnom_Penh"
    event.go_live_at = dt.datetime(2026, 1, 1, 18, 0, tzinfo=dt.UTC)
    workflow.save(Row(event, {"places": [kep, takeo]}), by=None, at=LATER)
    values = [value for found in compared(event, before) for value in found.values]
    assert said(values) == [
        ("Go live at", "", "{+2 January 2026, 01:00 (Phnom Penh)+}"),
        ("Part of", "", "{+A series+}"),
        ("Is a series", "", "{+yes+}"),
        ("Date", "[-March 2026 (2026-03)-]", "{+about 2025 (2025~)+}"),
        ("Date: the source's words", "", "{+last year+}"),
        ("Start time", "", "{+09:30+}"),
        ("Time zone", "", "{+Asia/Phnom_Penh+}"),
        ("Attendance", "", "{+Online+}"),
        ("Places", "Kep", "Kep{+; Place KH-21+}"),
    ]


def participation(**names: Any) -> Participation:
    return Participation(role=term(SchemeCode.EVENT_ROLE, "speaker"), **names)


def test_parts_are_matched_by_their_id_and_named():
    dara = factories.make_person(name="Chan Dara")
    stays, goes = participation(person=dara), OtherName(name="Forum")
    event = factories.make_event(parts=[stays, goes])
    before = take_snapshot(event)
    comes = Figure(measure=term(SchemeCode.MEASURE, "people"), value=Decimal("1500"))
    stays.role_as_stated_en = "a guest"
    whole = event.citations.get()
    workflow.save(
        Row(event), parts=[Row(part) for part in (stays, comes, whole)], by=None, at=LATER
    )
    added, changed, removed = sorted(compared(event, before), key=lambda found: found.kind)
    assert (added.kind, added.label, added.part) == ("added", "Figure", "People: exactly 1500")
    assert said(added.values) == [
        ("Measure", "", "{+People+}"),
        ("Kind", "", "{+Actual+}"),
        ("Qualifier", "", "{+exactly+}"),
        ("Value", "", "{+1,500+}"),
    ]
    assert (changed.kind, changed.part) == ("changed", "Chan Dara: Speaker")
    assert said(changed.values) == [("Role as stated (English)", "", "{+a guest+}")]
    assert (removed.kind, removed.label, removed.part) == ("removed", "Other name", "Forum")
    assert said(removed.values)[0] == ("Name", "[-Forum-]", "")


def test_a_part_is_moved_where_its_place_among_the_others_changed():
    kind = term(SchemeCode.ITEM_KIND, "topic")
    items = [Item(kind=kind, text_en=text) for text in ("Wages", "Hours", "Safety")]
    event = factories.make_event(parts=items)
    before, cited = take_snapshot(event), event.citations.get()
    for position, item in zip((20, 30, 10), items, strict=True):
        item.position = position
    workflow.save(Row(event), parts=[Row(i) for i in (*items, cited)], by=None, at=LATER)
    found = one(compared(event, before))
    assert (found.kind, found.part) == ("moved", "Safety")
    assert said(found.values) == [("Place in the order", "[-3-]", "{+1+}")]


def test_a_part_under_another_names_it():
    kind = term(SchemeCode.PLAN_ITEM_KIND, "pillar")
    upper, lower = PlanItem(kind=kind, code="1", text_en="Jobs"), PlanItem(kind=kind, text_en="Pay")
    programme = factories.make_programme(parts=[upper, lower])
    before, cited = take_snapshot(programme), programme.citations.get()
    lower.parent = upper
    workflow.save(Row(programme), parts=[Row(p) for p in (upper, lower, cited)], by=None, at=LATER)
    assert said(one(compared(programme, before)).values) == [("Under", "", "{+1 Jobs+}")]


def test_sources_stand_beside_what_they_support():
    report, other = factories.make_source(title="Report"), factories.make_source(title="Another")
    figure = Figure(measure=term(SchemeCode.MEASURE, "people"), value=Decimal("2"))
    cited = Citation(source=report, part=figure.pk, locator="5")
    whole = Citation(source=report)
    event = factories.make_event(parts=[figure, cited, whole], cited=False)
    before = take_snapshot(event)
    cited.locator, event.title_en = "5-7", "A forum"
    title = Citation(source=other, field="title", stance="differs", stated_value="A meeting")
    place = Citation(source=other, field="venue", note="in a footnote")
    workflow.save(
        Row(event), parts=[Row(p) for p in (figure, cited, title, place)], by=None, at=LATER
    )
    found = {(entry.label, entry.part): said(entry.citations) for entry in compared(event, before)}
    assert found == {
        ("Title", ""): [("Source", "", "{+Another, says otherwise: A meeting+}")],
        ("Figure", "People: exactly 2"): [("Source", "Report ¶5", "Report ¶5{+–7+}")],
        ("Venue", ""): [("Source", "", "{+Another (in a footnote)+}")],
        ("The whole record", ""): [("Source", "[-Report-]", "")],
    }


def test_against_nothing_all_of_a_content_is_new():
    event = factories.make_event(title="A forum", date="2026", parts=[OtherName(name="Forum")])
    found = differences_in_words(type(event), None, take_snapshot(event))
    assert {entry.label for entry in found} == {
        "Title", "Address", "Kind", "Date", "Other name", "The whole record",
    }  # fmt: skip
    gone = differences_in_words(type(event), take_snapshot(event), None)
    assert [entry.label for entry in gone] == [entry.label for entry in found]
    assert {entry.kind for entry in gone[:-1]} == {"removed"}


def test_what_is_deleted_keeps_its_last_name():
    dara = factories.make_person(name="Chan Dara", published=False)
    event = factories.make_event(parts=[participation(person=dara)], published=False)
    before, cited = take_snapshot(event), event.citations.get()
    workflow.save(Row(event), parts=[Row(cited)], by=None, at=LATER)
    workflow.delete(Person.objects.get(), by=None, at=LATER)
    assert one(compared(event, before)).part == "Chan Dara (deleted): Speaker"


def test_terms_and_places_compare_too():
    place = factories.make_place(parts=[OtherName(name="Capital")])
    before = take_snapshot(place)
    place.name_en = "Phnom Penh city"
    workflow.save(Row(place), parts=[], by=None, at=LATER)
    assert [(found.label, found.part) for found in compared(place, before)] == [
        ("Name", ""),
        ("Other name", "Capital"),
    ]


def test_zero_is_a_value_and_what_a_content_does_not_know_yet_is_none():
    source = factories.make_source(paragraph_count=0)
    before = take_snapshot(source)
    for name in ("paragraph_count", "title_supplied", "author"):
        del before["fields"][name]
    before["fields"]["colour"] = "red"
    assert said(one(compared(source, before)).values) == [("Number of paragraphs", "", "{+0+}")]


@pytest.mark.parametrize("count", [1, 3])
def test_names_cost_one_query_for_each_kind(django_assert_num_queries, count):
    people = [factories.make_person(name=f"Person {number}") for number in range(count)]
    event = factories.make_event(parts=[participation(person=person) for person in people])
    content = take_snapshot(event)
    with django_assert_num_queries(3):  # terms, people, sources
        found = differences_in_words(type(event), None, content)
    assert [entry.part for entry in found if entry.part] == [f"{name}: Speaker" for name in people]
