"""What is redacted is kept nowhere: in no version, no draft, no preview, no address, no row."""

import json
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError

from cooperation.models import (
    Citation,
    Draft,
    Event,
    Generation,
    ImportBatch,
    ImportRecord,
    OldSlug,
    OtherName,
    Person,
    Preview,
    Revision,
)
from cooperation.publishing import drafts, previews, workflow
from cooperation.publishing.errors import InvalidRecord, NotPermitted
from cooperation.publishing.redacting import redact, values_held
from cooperation.publishing.revisions import take_snapshot
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.workflow import State
from tests import factories, files
from tests.publishing.acts import LATER, STILL_LATER, refused

pytestmark = pytest.mark.django_db
NAME = "Sok Pisey"


@pytest.fixture
def administrator(db):
    return factories.make_user(group="administrator")


def keys(record: Any, *values: str) -> list[str]:
    """Return the keys of the values with these words."""
    found = [one.value.key for one in values_held(type(record), record.uid) if one.words in values]
    assert len(found) >= len(values)
    return found


def taken_out(record: Any, by: Any, *values: str, reason: str = "By order of a court.") -> Revision:
    chosen = keys(record, *values)
    return redact(type(record), record.uid, chosen, by=by, at=STILL_LATER, reason=reason)


def everything() -> str:
    """All that the register keeps of records and their past, as one text."""
    kept: list[Any] = []
    for model in (Person, Event, OtherName, Citation, Revision, Draft, Preview, OldSlug):
        kept += model.objects.values()
    return json.dumps(kept, default=str, ensure_ascii=False)


def waiting(record: Any, **fields: Any) -> None:
    content = take_snapshot(record)
    content["fields"] |= fields
    drafts.save_draft(record, content, by=None, at=LATER, reason=f"{NAME} asked for it.")
    drafts.submit(record, by=None, at=LATER)
    drafts.return_draft(record, by=None, at=LATER, note=f"Ask {NAME} again.")


def test_a_name_is_gone_from_every_place_that_held_it(administrator):
    person = factories.make_person(name=NAME, parts=[OtherName(name=f"{NAME} Junior")])
    person.name_en, person.slug = "Chan Dara", "chan-dara"
    workflow.save(Row(person), by=None, at=LATER, reason=f"Was {NAME}.")
    waiting(person, honorific_en=f"Dr. {NAME}", sort_name=NAME)
    previews.save_preview(person, f"<p>{NAME}</p>", by=administrator, at=LATER)
    other = factories.make_event(title="A forum")
    previews.save_preview(other, f"<p>{NAME}</p>", by=administrator, at=LATER)
    before = Generation.objects.get().token
    assert everything().count(NAME) > 8 and "sok-pisey" in everything()

    entry = taken_out(person, administrator, NAME)

    assert NAME not in everything() and "sok-pisey" not in everything()
    assert (entry.action, entry.user, entry.at, entry.reason) == (
        "redact",
        administrator,
        STILL_LATER,
        "By order of a court.",
    )
    person.refresh_from_db()
    assert (person.name_en, person.slug, person.state) == (
        "Chan Dara",
        "chan-dara",
        State.PUBLISHED,
    )
    assert OtherName.objects.get().name == "[redacted] Junior"
    assert Draft.objects.get().note == "Ask [redacted] again."
    assert Draft.objects.get().revision.content["fields"]["honorific_en"] == "Dr. [redacted]"
    assert Generation.objects.get().token != before


def test_what_is_live_changes_too_and_its_address_with_it(administrator):
    person = factories.make_person(name=NAME)
    entry = taken_out(person, administrator, NAME)
    person.refresh_from_db()
    assert (person.name_en, person.sort_name) == ("[redacted]", "")
    assert person.slug == f"person-{person.uid.hex[:8]}"
    assert entry.is_public and entry.title == "[redacted]"
    assert not OldSlug.objects.exists()
    assert "sok" not in everything().lower()


def test_one_value_of_a_part_goes_and_the_others_stay(administrator):
    other = factories.make_source(title="Other")
    cited = Citation(source=other, field="date", stance="differs", stated_value="2019", note="p. 3")
    event = factories.make_event(date="2019", parts=[cited])
    taken_out(event, administrator, "2019")
    event.refresh_from_db()
    citation = event.citations.get(pk=cited.pk)
    assert (citation.stated_value, citation.note, event.date) == ("[redacted]", "p. 3", "2019")


def test_a_text_is_taken_out_of_longer_texts_of_the_same_record(administrator):
    event = factories.make_event(
        title="A forum", summary=f"{NAME} opened it; Ms. {NAME} closed it."
    )
    part = OtherName(name=NAME)
    cited = event.citations.get()
    workflow.save(Row(event), parts=[Row(part), Row(cited)], by=None, at=LATER)
    taken_out(event, administrator, NAME)
    event.refresh_from_db()
    assert event.summary_en == "[redacted] opened it; Ms. [redacted] closed it."
    assert event.other_names.get().name == "[redacted]"


def test_a_short_text_goes_where_it_stands_alone(administrator):
    event = factories.make_event(title="A forum", venue="for", parts=[OtherName(name="for")])
    taken_out(event, administrator, "for")
    event.refresh_from_db()
    assert (event.title_en, event.venue_en, event.other_names.get().name) == (
        "A forum",
        "",
        "[redacted]",
    )


def test_a_draft_that_waits_can_still_be_published(administrator):
    event = factories.make_event(title="A forum", summary=NAME)
    waiting(event, date="2026")
    taken_out(event, administrator, NAME)
    workflow.publish(event, by=None, at=STILL_LATER)
    event.refresh_from_db()
    assert (event.date, event.summary_en) == ("2026", "")


def test_a_deleted_record_is_redacted_too(administrator):
    person = factories.make_person(name=NAME, published=False)
    workflow.delete(Person.objects.get(), by=None, at=LATER)
    entry = taken_out(person, administrator, NAME)
    assert (entry.action, entry.title, entry.is_public) == ("redact", "[redacted]", False)
    assert NAME not in everything()
    assert Revision.objects.filter(record_uid=person.uid).count() == 3


def test_an_earlier_value_leaves_the_row_as_it_is(administrator):
    event = factories.make_event(title="A forum", summary=NAME)
    event.summary_en = "Held in Phnom Penh."
    workflow.save(Row(event), by=None, at=LATER)
    before = take_snapshot(event)
    entry = taken_out(event, administrator, NAME)
    assert take_snapshot(event) == before == entry.content
    assert NAME not in everything()


def test_what_cannot_be_without_the_value_is_refused_as_a_whole(administrator):
    event = factories.make_event(title="A forum", start_time="09:30", time_zone="Asia/Phnom_Penh")
    with pytest.raises(IntegrityError, match="event_time_has_a_time_zone"):
        taken_out(event, administrator, "Asia/Phnom_Penh")
    event.refresh_from_db()
    assert event.time_zone == "Asia/Phnom_Penh"


def test_a_reason_and_a_value_are_needed(administrator):
    event = factories.make_event(title="A forum")
    given = {"by": administrator, "at": LATER}
    chosen = keys(event, "A forum")
    refused(lambda: redact(Event, event.uid, chosen, reason=" ", **given), InvalidRecord)
    refused(lambda: redact(Event, event.uid, ["no-key"], reason="x", **given), InvalidRecord)


@pytest.mark.parametrize("group", ["", "contributor", "publisher"])
def test_administrators_alone_redact(group):
    event = factories.make_event(title="A forum")
    user = factories.make_user(group=group)
    refused(lambda: taken_out(event, user, "A forum"), NotPermitted)


def test_values_are_offered_once_with_where_and_how_often_they_stand():
    event = factories.make_event(title="A forum", published=False, parts=[OtherName(name="Forum")])
    event.title_en = "A meeting"
    workflow.save(Row(event), by=None, at=LATER)
    found = [
        (one.place, one.words, one.count, one.is_last) for one in values_held(Event, event.uid)
    ]
    assert found == [
        ("Title (English)", "A meeting", 1, True),
        ("Title (English)", "A forum", 1, False),
        ("other name: Forum – Name", "Forum", 2, True),
    ]


def test_a_file_goes_with_the_part_that_shows_it(administrator, django_capture_on_commit_callbacks):
    picture, other = files.picture(), files.picture()
    cited = Citation(source=factories.make_source(), part=picture.pk)
    event = factories.make_event(parts=[picture, other, cited])
    waiting(event, date="2026")
    stems = [row.file.name.partition(".")[0] for row in (picture, other)]
    with django_capture_on_commit_callbacks(execute=True):
        taken_out(event, administrator, picture.file.name)
    assert [row.pk for row in event.pictures.all()] == [other.pk]
    assert not event.citations.filter(part=picture.pk).exists()
    assert picture.file.name not in everything()
    kept = default_storage.listdir("")[1]
    assert [any(name.startswith(stem) for name in kept) for stem in stems] == [False, True]


def test_rows_that_are_being_imported_lose_it_too(administrator):
    event = factories.make_event(title="A forum", summary=f"Said by {NAME}.")
    batch = ImportBatch.objects.create(
        table="events", by=administrator, made_at=LATER, changed_at=LATER
    )
    ImportRecord.objects.create(
        batch=batch,
        number=1,
        record_type="event",
        record_uid=event.uid,
        rows=[[1, {"summary_en": f"Said by {NAME}."}]],
    )
    taken_out(event, administrator, f"Said by {NAME}.")
    assert ImportRecord.objects.get().rows == [[1, {"summary_en": "[redacted]"}]]
