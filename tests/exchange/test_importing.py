"""Imports of roots: checked first, row by row, and applied after a second word."""

import pytest

from cooperation.exchange import importing
from cooperation.models import (
    Citation,
    Draft,
    Event,
    ImportRecord,
    Organisation,
    Person,
    Revision,
    Source,
    Statement,
)
from cooperation.publishing import workflow
from cooperation.publishing.checking import find_differences
from cooperation.publishing.errors import InvalidRecord, NotPermitted
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.importing import BatchState
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import Action, State
from tests import factories
from tests.exchange import tabling
from tests.factories import AT

pytestmark = pytest.mark.django_db

HEADINGS = ["slug", "title_en", "kind", "date"]
CITED = ["cited_source", "cited_locator_type", "cited_locator"]


@pytest.fixture
def meeting():
    return factories.make_term(scheme=SchemeCode.EVENT_KIND, code="meeting")


def test_new_records_become_drafts_and_a_second_run_finds_them_unchanged(meeting):
    source = factories.make_source(slug="a-report", paragraph_count=9)
    place = factories.make_place()
    rows = [
        [*HEADINGS, "title_km", "places", *CITED],
        ["first", "First forum", "meeting", "2026-01", "វេទិកា", "KH-12", "a-report", "", "5"],
        ["second", "Second forum", "meeting", "", "", "", "a-report", "page", "2"],
    ]
    batch = tabling.bring("events", *rows)
    assert (batch.state, tabling.counts(batch)) == ("checked", {"added": 2})
    assert Event.objects.count() == 0
    batch = tabling.confirm(batch, reason="From the ministry")
    assert (batch.state, tabling.outcomes(batch)) == ("done", {"applied": 2})
    first, second = Event.objects.order_by("slug")
    assert (first.title_km, first.date, list(first.places.all())) == ("វេទិកា", "2026-01", [place])
    assert {first.state, second.state} == {"draft"}
    cited = Citation.objects.values_list("event", "source", "locator_type", "locator")
    assert set(cited) == {
        (first.pk, source.pk, "paragraph", "5"),
        (second.pk, source.pk, "page", "2"),
    }
    kept = Revision.objects.filter(action=Action.IMPORT)
    assert {(one.title, one.reason, one.user, one.is_public) for one in kept} == {
        ("First forum", "From the ministry", batch.by, False),
        ("Second forum", "From the ministry", batch.by, False),
    }
    assert list(find_differences()) == []
    assert set(batch.records.values_list("title", flat=True)) == {"First forum", "Second forum"}
    assert [(row.rows, row.changes) for row in batch.records.all()] == [([], []), ([], [])]
    assert tabling.counts(tabling.bring("events", *rows)) == {"unchanged": 2}


def test_a_change_of_a_draft_changes_it_and_of_a_live_record_waits_beside_it(meeting):
    factories.make_event(slug="live", title="As it was", date="2025", kind=meeting)
    factories.make_event(slug="draft", title="As it was", kind=meeting, published=False)
    batch = tabling.bring(
        "events", ["slug", "title_en"], ["live", "As it shall be"], ["draft", "As it shall be"]
    )
    assert tabling.counts(batch) == {"changed": 2}
    assert tabling.changes(batch) == [
        [2, "change", [["title_en", "As it was", "As it shall be"]]],
        [3, "change", [["title_en", "As it was", "As it shall be"]]],
    ]
    batch = tabling.confirm(batch)
    assert tabling.outcomes(batch) == {"applied": 2}
    titles = dict(Event.objects.values_list("slug", "title_en"))
    assert titles == {"live": "As it was", "draft": "As it shall be"}
    (draft,) = Draft.objects.all()
    assert (draft.author, draft.revision.action) == (batch.by, Action.IMPORT)
    waiting = draft.revision.content["fields"]
    assert (waiting["title_en"], waiting["date"]) == ("As it shall be", "2025")
    assert list(find_differences()) == []
    assert tabling.counts(
        tabling.bring("events", ["slug", "title_en"], ["live", "As it shall be"])
    ) == {"unchanged": 1}


def test_rows_may_name_records_that_rows_above_them_add():
    rows = [
        ["slug", "name_en", "parent"],
        ["ministry", "A ministry", ""],
        ["office", "An office", "ministry"],
        ["desk", "A desk", "office"],
    ]
    batch = tabling.confirm(tabling.bring("organisations", *rows))
    assert tabling.outcomes(batch) == {"applied": 3}
    parents = Organisation.objects.values_list("slug", "parent__slug")
    assert dict(parents) == {"ministry": None, "office": "ministry", "desk": "office"}
    below = tabling.bring("organisations", rows[0], ["x", "X", "y"], ["y", "Y", ""])
    assert [fault[:2] for fault in tabling.faults(below)] == [(2, "parent")]


def test_a_record_changed_between_check_and_confirmation_is_left_alone(meeting):
    factories.make_event(slug="theirs", title="As it was", published=False)
    factories.make_event(slug="gone", title="As it was", published=False)
    factories.make_event(slug="ours", title="As it was", published=False)
    rows = [[slug, "From the file"] for slug in ("theirs", "gone", "ours")]
    batch = tabling.bring("events", ["slug", "title_en"], *rows)
    theirs = Event.objects.get(slug="theirs")
    theirs.title_en = "An editor's word"
    workflow.save(Row(theirs), by=None, at=AT)
    workflow.delete(Event.objects.get(slug="gone"), by=None, at=AT)
    batch = tabling.confirm(batch)
    assert tabling.outcomes(batch) == {"applied": 1, "refused": 2}
    titles = dict(Event.objects.values_list("slug", "title_en"))
    assert titles == {"theirs": "An editor's word", "ours": "From the file"}
    note = "The record was changed after the check. Check the file again."
    assert tabling.refusals(batch) == [note, note]
    # What was not applied is kept, to be corrected.
    kept = [record.rows for record in batch.records.filter(outcome="refused")]
    assert [rows[0][0] for rows in kept] == [2, 3]


def test_a_record_added_meanwhile_is_not_overwritten(meeting):
    batch = tabling.bring("events", HEADINGS, ["a-forum", "From the file", "meeting", ""])
    factories.make_event(slug="a-forum", title="Theirs", published=False)
    batch = tabling.confirm(batch)
    assert tabling.outcomes(batch) == {"refused": 1}
    assert [event.title_en for event in Event.objects.all()] == ["Theirs"]


def test_one_record_in_the_way_does_not_hold_up_the_others():
    factories.make_term(scheme=SchemeCode.PROGRAMME_KIND, code="project")
    rows = [[f"p{number}", "A programme", "project", "KH-1-A"] for number in (1, 2)]
    rows.append(["p3", "A programme", "project", ""])
    batch = tabling.bring("programmes", ["slug", "title_en", "kind", "iati_identifier"], *rows)
    batch = tabling.confirm(batch)
    assert tabling.outcomes(batch) == {"applied": 2, "refused": 1}
    assert tabling.refusals(batch) == [
        "Another record holds one of its values already, such as an identifier."
    ]


def test_a_publisher_may_publish_at_once_and_what_cannot_be_public_stays_a_draft(meeting):
    factories.make_source(slug="a-report")
    factories.make_event(slug="live", title="As it was")
    publisher = tabling.editor("publisher")
    rows = [
        [*HEADINGS, *CITED],
        ["cited", "Cited", "meeting", "", "a-report", "", "1"],
        ["uncited", "Uncited", "meeting", "", "", "", ""],
        ["live", "As it shall be", "meeting", "", "a-report", "", ""],
    ]
    batch = tabling.confirm(tabling.bring("events", *rows, by=publisher), publishes=True)
    assert tabling.outcomes(batch) == {"applied": 2, "kept_back": 1}
    states = {event.slug: (event.state, event.title_en) for event in Event.objects.all()}
    assert states == {
        "cited": (State.PUBLISHED, "Cited"),
        "uncited": (State.DRAFT, "Uncited"),
        "live": (State.PUBLISHED, "As it shall be"),
    }
    assert tabling.refusals(batch) == ["Uncited: No source is cited. Add at least one citation."]
    assert list(find_differences()) == []


def test_who_may_not_is_told_before_anything_is_written(meeting):
    contributor, nobody = tabling.editor(), factories.make_user(username="nobody")
    batch = tabling.bring("events", HEADINGS, ["a", "A", "meeting", ""], by=nobody)
    message = "You have no permission to do this to this record."
    assert tabling.faults(batch) == [(2, "", message)]
    batch = tabling.bring("events", HEADINGS, ["a", "A", "meeting", ""], by=contributor)
    with pytest.raises(NotPermitted):
        importing.confirm_import(batch, by=contributor, at=AT, publishes=True)
    archived = factories.make_event(slug="archived")
    workflow.withdraw(archived, by=None, at=AT)
    batch = tabling.bring("events", ["slug", "venue_en"], ["archived", "A hall"], by=contributor)
    assert tabling.faults(batch) == [(2, "", message)]


def test_a_right_that_was_taken_away_meanwhile_is_missed(meeting):
    contributor = tabling.editor()
    batch = tabling.bring("events", HEADINGS, ["a", "A", "meeting", ""], by=contributor)
    contributor.groups.clear()
    assert tabling.outcomes(tabling.confirm(batch)) == {"refused": 1}
    assert Event.objects.count() == 0


def test_other_kinds_of_record_come_in_too():
    event = factories.make_event(slug="a-forum")
    people = tabling.bring("people", ["name_en", "honorific_en"], ["Chan Dara", "H.E. Dr."])
    tabling.confirm(people)
    assert Person.objects.values_list("sort_name", "slug").get() == ("Chan Dara", "chan-dara")
    spoken = tabling.bring("statements", ["text_en", "event"], ["Training comes first.", "a-forum"])
    tabling.confirm(spoken)
    assert Statement.objects.get().event == event
    factories.make_term(scheme=SchemeCode.SOURCE_KIND, code="article")
    headings = ["slug", "title_en", "kind", "derived_from", "derivation", "paragraph_count"]
    rows = [["x", "X", "article", "", "", "12"], ["y", "Y", "article", "x", "mirror", ""]]
    tabling.confirm(tabling.bring("sources", headings, *rows))
    assert Source.objects.get(slug="y").derived_from.paragraph_count == 12
    assert list(find_differences()) == []


def test_a_stopped_import_keeps_nothing_but_what_it_applied(meeting):
    batch = tabling.bring("events", HEADINGS, ["a", "A", "meeting", ""])
    importing.stop_import(batch, at=AT)
    batch.refresh_from_db()
    assert (batch.state, batch.records.count()) == (BatchState.STOPPED, 0)
    with pytest.raises(InvalidRecord):
        importing.confirm_import(batch, by=batch.by, at=AT)


def test_old_imports_are_forgotten_and_those_under_way_are_not(meeting):
    checked = tabling.bring("events", HEADINGS, ["a", "A", "meeting", ""])
    going = tabling.bring("events", HEADINGS, ["b", "B", "meeting", ""])
    importing.confirm_import(going, by=going.by, at=AT)
    assert list(importing.forget_batches(at=AT + importing.KEPT_FOR)) == []
    assert list(importing.forget_batches(at=AT + 2 * importing.KEPT_FOR)) == [checked.pk]
    assert importing.unfinished_batches() == [going.pk]
    assert not ImportRecord.objects.filter(batch=checked.pk).exists()
