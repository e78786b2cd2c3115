"""What a row of a root would do, and every fault of it by row and column."""

import uuid

import pytest

from cooperation.exchange import importing
from cooperation.models import (
    Event,
    OldSlug,
)
from cooperation.publishing import drafts, workflow
from cooperation.publishing.errors import InvalidRecord
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.exchange import tabling
from tests.factories import AT
from tests.publishing.merges import edited, merged_into

pytestmark = pytest.mark.django_db

CITED = ["cited_source", "cited_locator_type", "cited_locator"]


@pytest.fixture
def meeting():
    return factories.make_term(scheme=SchemeCode.EVENT_KIND, code="meeting")


def test_a_column_that_is_missing_changes_nothing_and_a_blank_cell_blanks(meeting):
    factories.make_event(slug="a-forum", summary="Kept", venue="Gone", published=False)
    batch = tabling.bring("events", ["slug", "venue_en"], ["a-forum", ""])
    assert tabling.changes(batch) == [[2, "change", [["venue_en", "Gone", ""]]]]
    tabling.confirm(batch)
    event = Event.objects.get()
    assert (event.summary_en, event.venue_en) == ("Kept", "")


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("kind", "", "This field cannot be blank."),
        ("kind", "dance", "“dance” is unknown. Write one of: meeting."),
        ("parent", "nowhere", "“nowhere” is no address or permanent id of events. Correct it, or "
         "add that record first; one of this file must stand above."),
        ("title_en", "", "This field cannot be blank."),
        ("title_en", "x" * 251, "Ensure this value has at most 250 characters (it has 251)."),
        ("title_en", "a\x00b", "The cell holds what is no text: broken letters, or signs that "
         "nobody sees."),
        ("is_series", "perhaps", "“perhaps” is neither yes nor no."),
        ("start_time", "noon", "“noon” value has an invalid format. It must be in "
         "HH:MM[:ss[.uuuuuu]] format."),
        ("status", "maybe", "“maybe” is unknown. Write one of: TENTATIVE, CONFIRMED, CANCELLED."),
        ("places", "KH-12;KH-99", "“KH-99” is unknown. Write one of: KH-12."),
        ("slug", "no slug", "Enter a valid “slug” consisting of letters, numbers, underscores or "
         "hyphens."),
        ("cited_source", "nothing", "“nothing” is no address or permanent id of a source. Add the "
         "source first."),
        ("cited_locator", "10", "Paragraph 10 does not exist: the source has 9. Correct the "
         "locator, or the source's count of paragraphs."),
        ("cited_locator", "1;2", "Name a source for each locator."),
        ("cited_locator_type", "verse", "Write paragraph, page or section."),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_row_and_column_and_stops_the_file(meeting, column, cell, message):
    factories.make_source(slug="a-report", paragraph_count=9)
    factories.make_place()
    good = {"slug": "a", "title_en": "A", "kind": "meeting", "cited_source": "a-report"}
    headings = [*dict.fromkeys([*good, *CITED, column])]
    bad = good | {"slug": "b", column: cell}
    rows = [[row.get(name, "") for name in headings] for row in (good, bad)]
    batch = tabling.bring("events", headings, *rows)
    at = {"cited_locator": "cited_source"}.get(column, column) if ";" in cell else column
    assert tabling.faults(batch) == [(3, at, message)]
    assert tabling.counts(batch) == {"added": 1, "faulty": 1}
    with pytest.raises(InvalidRecord):
        importing.confirm_import(batch, by=batch.by, at=AT)


def test_what_a_record_as_a_whole_may_not_be_is_told_by_row(meeting):
    event = factories.make_event(slug="a-forum", published=False)
    inner = factories.make_event(slug="inner", parent=event, published=False)
    batch = tabling.bring(
        "events",
        ["slug", "title_en", "kind", "date", "end_time", "parent"],
        ["a", "A", "meeting", "", "12:00", ""],
        ["a-forum", "A meeting", "meeting", "", "", inner.slug],
        ["inner", "A meeting", "meeting", "", "", "inner"],
    )
    assert tabling.faults(batch) == [
        (2, "", "An end time needs a start time."),
        (3, "", "A meeting would lie within itself by way of A meeting."),
        (4, "", "An event cannot be part of itself."),
        (4, "", "A meeting would lie within itself by way of A meeting."),
    ]


def test_a_value_that_only_one_record_may_have_is_refused_in_the_check():
    factories.make_programme(slug="first", iati_identifier="KH-1-A")
    batch = tabling.bring(
        "programmes",
        ["slug", "title_en", "kind", "iati_identifier"],
        ["b", "B", "project", "KH-1-A"],
    )
    assert [fault[:2] for fault in tabling.faults(batch)] == [(2, "")]


def test_a_record_is_told_by_uid_else_by_address_else_by_the_address_its_name_gives(meeting):
    event = factories.make_event(slug="old-name", title="A forum", published=False)
    headings = ["uid", "slug", "title_en", "kind"]
    renamed = tabling.bring("events", headings, [str(event.uid), "new-name", "A forum", "meeting"])
    assert tabling.changes(renamed) == [[2, "change", [["slug", "old-name", "new-name"]]]]
    tabling.confirm(renamed)
    assert OldSlug.objects.get().slug == "old-name"
    fresh = uuid.uuid4()
    added = tabling.bring(
        "events", headings, [str(fresh), "b", "B", "meeting"], ["", "", "A third", "meeting"]
    )
    assert tabling.counts(added) == {"added": 2}
    tabling.confirm(added)
    assert Event.objects.get(slug="b").uid == fresh
    again = tabling.bring("events", ["title_en", "kind"], ["A third", "meeting"])
    assert tabling.counts(again) == {"unchanged": 1}
    guessed = tabling.bring("events", ["title_en", "kind", "date"], ["A third", "meeting", "2026"])
    assert tabling.faults(guessed) == [
        (
            2,
            "slug",
            "A record has the address “a-third” already, which would be made from this name. "
            "Write it here to change that record, or another one to add a record.",
        )
    ]


def test_an_address_that_is_was_or_will_be_anothers_is_refused(meeting):
    event = factories.make_event(slug="moved", published=False)
    event.slug = "present"
    workflow.save(Row(event), by=None, at=AT)
    live = factories.make_event(slug="live")
    content = drafts.revision_shown(live.uid).content
    drafts.save_draft(
        live, content | {"fields": content["fields"] | {"slug": "waited-for"}}, by=None, at=AT
    )
    third = factories.make_event(slug="third", published=False)
    rows = [[str(third.uid), slug] for slug in ("present", "moved", "waited-for")]
    for row in rows:
        batch = tabling.bring("events", ["uid", "slug"], row)
        assert tabling.faults(batch) == [
            (
                2,
                "slug",
                f"Another record has, had, or waits for the address “{row[1]}”. Choose another.",
            )
        ]


def test_a_link_takes_the_address_or_id_that_a_record_had(meeting):
    factories.make_event(slug="a-forum", title="A forum")
    renamed = factories.make_event(slug="first")
    edited(renamed, slug="second")
    headings = ["slug", "parent"]
    for name in ("first", "second", str(renamed.uid)):
        batch = tabling.bring("events", headings, ["a-forum", name])
        assert tabling.changes(batch) == [[2, "change", [["parent", "", "second"]]]]


def test_a_link_leads_to_what_the_named_record_was_merged_into(meeting):
    kept, merged = factories.make_organisation(slug="kept"), factories.make_organisation(slug="two")
    factories.make_organisation(slug="below", name="Below")
    merged_into(kept, merged)
    for name in ("two", str(merged.uid), str(merged.uid).upper()):
        batch = tabling.bring("organisations", ["slug", "parent"], ["below", name])
        assert tabling.changes(batch) == [[2, "change", [["parent", "", "kept"]]]]


def test_a_row_does_not_take_up_a_record_by_the_address_it_had(meeting):
    edited(factories.make_event(slug="first"), slug="second")
    batch = tabling.bring("events", ["slug", "title_en", "kind"], ["first", "Other", "meeting"])
    message = "Another record has, had, or waits for the address “first”. Choose another."
    assert tabling.faults(batch) == [(2, "slug", message)]
