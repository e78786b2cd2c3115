"""Redaction looks through what revisions stored, whatever the models know of it today."""

import json

import pytest

from cooperation.models import Person, Revision
from cooperation.models import content as contents
from cooperation.publishing import drafts, redacting, revisions
from tests import factories
from tests.publishing.acts import LATER, STILL_LATER
from tests.publishing.older import restore_as, with_foreign_keys

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]


@pytest.fixture
def person(db):
    return factories.make_person(name="Sok Pisey", given_name="Pisey of Kampot")


def stored(person):
    values = Revision.objects.filter(record_uid=person.uid).values_list("content", flat=True)
    return json.dumps(list(values))


def redact(person, *texts):
    chosen = [
        held.value.key for held in redacting.values_held(Person, person.uid) if held.words in texts
    ]
    assert len(chosen) >= len(texts)
    return redacting.redact(
        Person, person.uid, chosen, by=None, at=STILL_LATER, reason="By order of a court."
    )


def test_a_value_of_a_field_that_is_gone_is_offered_and_taken_out(person):
    restore_as(revisions.last_revision(person.uid), with_foreign_keys(str(person.uid)))
    offered = {(held.place, held.words) for held in redacting.values_held(Person, person.uid)}
    assert ("gone", "what it said") in offered
    redact(person, "what it said")
    assert "what it said" not in stored(person)


def test_a_value_of_a_kind_of_part_that_is_gone_is_taken_out(person):
    def change(content):
        part = {"id": str(person.uid), "fields": {"text": "born in Kampot"}}
        content["parts"]["gone_part"] = [part]

    restore_as(revisions.last_revision(person.uid), change)
    redact(person, "born in Kampot")
    assert "born in Kampot" not in stored(person)


def test_a_text_is_taken_out_of_what_is_gone_too(person):
    def change(content):
        content["fields"]["gone"] = "Sok Pisey, of the union"
        content["fields"]["gone_list"] = ["by Sok Pisey", {"who": "Sok Pisey"}]

    restore_as(revisions.last_revision(person.uid), change)
    redact(person, "Sok Pisey")
    assert "Sok Pisey" not in stored(person)
    assert "[redacted], of the union" in stored(person)


def test_a_value_under_its_former_name_is_the_one_of_today(person, monkeypatch):
    def change(content):
        content["fields"]["called_en"] = content["fields"].pop("name_en")

    restore_as(revisions.last_revision(person.uid), change)
    monkeypatch.setitem(contents.RENAMED, "person.called_en", "name_en")
    redact(person, "Sok Pisey")
    assert "Sok Pisey" not in stored(person)


def test_a_value_that_only_a_filler_gives_is_taken_out(person, monkeypatch):
    def change(content):
        content["fields"].pop("given_name")

    restore_as(revisions.last_revision(person.uid), change)
    monkeypatch.setitem(contents.FILLERS, "person.given_name", lambda row: "Pisey of Kampot")
    redact(person, "Pisey of Kampot")
    first = Revision.objects.filter(record_uid=person.uid).order_by("id").first()
    assert first.content["fields"]["given_name"] == ""


def test_what_is_not_taken_out_stays_as_it_was_stored(person):
    restore_as(revisions.last_revision(person.uid), with_foreign_keys(str(person.uid)))
    redact(person, "Sok Pisey")
    assert "what it said" in stored(person)


def test_a_waiting_draft_goes_on_taking_live_values(person):
    content = revisions.take_snapshot(person)
    drafts.save_draft(person, content, by=None, at=LATER)
    waiting = drafts.draft_of(person.uid).revision
    restore_as(waiting, lambda content: content["fields"].pop("given_name"))
    redact(person, "Sok Pisey")
    assert drafts.draft_of(person.uid).revision.content["fields"]["given_name"] == "Pisey of Kampot"
