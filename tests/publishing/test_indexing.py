import datetime as dt

import pytest
from django.core.management import call_command

from cooperation.kinds.registry import kind_of_search_id
from cooperation.models import (
    Citation,
    CommitmentUpdate,
    Event,
    Item,
    OtherName,
    Participation,
    SearchEntry,
    SearchName,
    Withdrawn,
)
from cooperation.models.search import record_id_of
from cooperation.models.search_match import matches_question
from cooperation.publishing import drafts, rebuilding_index, restoring, workflow
from cooperation.publishing.revisions import last_revision
from cooperation.publishing.workflow import Row
from cooperation.rules.folding import VERSION
from cooperation.rules.search_text import parse_question
from cooperation.rules.sought import sought_text
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

LATER = AT + dt.timedelta(days=30)


def found(text: str) -> list[str]:
    """Return the slugs of all rows of the index with these words, the newest first."""
    ways = [tuple((piece,) for piece in parse_question(text).pieces)]
    rows = SearchEntry.objects.filter(matches_question(ways)).order_by("-id")
    return [f"{row.record_type} {row.record_pk}" for row in rows]


def name(record) -> str:
    return f"{record._meta.model_name} {record.pk}"


def item(text: str, **fields: str) -> Item:
    kind = factories.make_term(scheme=SchemeCode.ITEM_KIND, code="topic")
    return Item(kind=kind, text_en=text, **fields)


def test_a_record_is_found_by_its_names_texts_and_parts():
    event = factories.make_event(
        title="Forum on wages",
        title_km="វេទិកាប្រាក់ឈ្នួល",
        summary="Talks of unions",
        parts=[
            item("Minimum pay", text_km="ប្រាក់អប្បបរមា"),
            OtherName(name="Pay summit", kind="alias"),
        ],
    )
    questions = ["forum", "wage", "union", "minimum", "summit", "ប្រាក់ឈ្នួល", "អប្បបរមា"]
    assert {question: found(question) for question in questions} == {
        question: [name(event)] for question in questions
    }
    names = SearchName.objects.order_by("name").values_list("name", flat=True)
    assert list(names.filter(entry__record_type="event")) == [
        "forum wages",
        "pay summit",
        "វេទិកាប្រាក់ឈ្នួល",
    ]


def test_short_forms_are_names_stated_or_not():
    ministry = factories.make_organisation(name="Ministry of Labour and Vocational Training")
    bureau = factories.make_organisation(name="A bureau", acronym="XYZ")
    short = SearchName.objects.filter(is_short=True)
    assert set(short.values_list("entry__record_pk", "name")) == {
        (ministry.pk, "mlvt"),
        (ministry.pk, "molvt"),
        (bureau.pk, "xyz"),
    } | {(ministry.pk, "molavt")}


def test_what_only_editors_see_is_not_indexed():
    factories.make_source(title="A report", text="Whole paragraph", copy_reference="Kept7")
    assert found("report") != []
    assert found("paragraph") == found("kept7") == []


@pytest.mark.parametrize("state", ["draft", "withdrawn", "deleted"])
def test_what_is_not_published_has_no_row(state):
    event = factories.make_event(title="Forum", published=state != "draft")
    if state == "withdrawn":
        workflow.withdraw(event, by=None, at=AT)
    if state == "deleted":
        workflow.delete(event, by=None, at=AT)
    assert found("forum") == []
    assert SearchName.objects.filter(name="forum").count() == 0


def test_a_change_replaces_what_was_indexed():
    event = factories.make_event(title="Forum", date="2024", parts=[item("Wages")])
    event.title_en, event.date = "Assembly", "2026-03"
    citation = Citation.objects.get(event=event)
    workflow.save(Row(event), parts=[Row(citation)], by=None, at=AT)
    assert found("forum") == found("wages") == []
    assert found("assembly") == [name(event)]
    assert SearchEntry.objects.filter(record_type="event").count() == 1


def test_a_change_that_waits_is_not_indexed_until_it_is_published():
    event = factories.make_event(title="Forum")
    content = last_revision(event.uid).content
    changed = {**content, "fields": {**content["fields"], "title_en": "Assembly"}}
    drafts.save_draft(event, changed, by=None, at=AT)
    assert (found("forum"), found("assembly")) == ([name(event)], [])
    workflow.publish(event, by=None, at=AT)
    assert (found("forum"), found("assembly")) == ([], [name(event)])


def test_what_is_restored_is_indexed_when_it_is_published():
    event = factories.make_event(title="Forum")
    workflow.delete(event, by=None, at=AT)
    restored, _lost = restoring.restore(last_revision(event.uid), by=None, at=AT)
    assert found("forum") == []
    workflow.publish(restored, by=None, at=AT)
    assert found("forum") == [name(restored)]


def test_the_newer_a_record_the_greater_its_id():
    dates = ("2024", "", "2026-01-22", "2025~")
    events = {date: factories.make_event(title="Forum", date=date) for date in dates}
    factories.make_statement(text="Said at the forum", event=events["2026-01-22"], said_on="2023")
    ids = SearchEntry.objects.exclude(record_type="source").order_by("-id")
    assert [(kind_of_search_id(pk), record_id_of(pk)) for pk in ids.values_list("id", flat=True)][
        :3
    ] == [
        ("event", events["2026-01-22"].pk),
        ("event", events["2025~"].pk),
        ("event", events["2024"].pk),
    ]
    assert ids.last().record_pk == events[""].pk


def test_a_statement_is_as_new_as_its_event_whenever_that_changes():
    event = factories.make_event(date="2024")
    statement = factories.make_statement(text="Said there", event=event)
    other = factories.make_event(title="Said between", date="2025")
    assert found("said") == [name(other), name(statement)]
    event.date = "2026"
    workflow.save(Row(event), by=None, at=AT)
    assert found("said") == [name(statement), name(other)]


@pytest.mark.past_publishing
def test_a_part_that_names_what_is_hidden_is_left_out_though_the_rules_were_passed_by():
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker")
    person = factories.make_person(name="Sok Dara")
    spoke = Participation(person=person, role=role, role_as_stated_en="Principal facilitator")
    event = factories.make_event(parts=[spoke])
    assert found("facilitator") == [name(event)]
    type(person).objects.filter(pk=person.pk).update(go_live_at=LATER)
    list(rebuilding_index.rebuild_index(at=AT))
    assert found("facilitator") == []


def test_what_the_public_saw_once_is_known_to_be_withdrawn():
    seen = factories.make_event(title="Seen")
    scheduled = factories.make_event(title="Scheduled", published=False, go_live_at=LATER)
    workflow.publish(scheduled, by=None, at=AT)
    draft = factories.make_event(title="Draft", published=False)
    expiring = factories.make_event(title="Expiring", expire_at=AT + dt.timedelta(days=2))
    workflow.withdraw_set([seen, scheduled], by=None, at=AT + dt.timedelta(days=1))
    workflow.delete(draft, by=None, at=AT + dt.timedelta(days=1))
    workflow.delete(expiring, by=None, at=LATER)
    assert set(Withdrawn.objects.values_list("record_type", "record_uid", "at")) == {
        ("event", seen.uid, AT + dt.timedelta(days=1)),
        ("event", expiring.uid, AT + dt.timedelta(days=2)),
    }
    workflow.publish(seen, by=None, at=LATER)
    assert Withdrawn.objects.filter(record_uid=seen.uid).count() == 0


def test_rebuilding_brings_back_exactly_what_publishing_kept(capsys):
    update = CommitmentUpdate(date="2026", status="kept", note_en="All paid")
    factories.make_commitment(title="Pay wages", parts=[update])
    factories.make_statement(text="Wages rise")
    factories.make_event(title="Hidden wages", published=False)
    kept = rows()
    assert rebuilding_index.is_complete()
    gone = SearchEntry.objects.filter(record_type="commitment").get()
    SearchEntry.objects.drop("commitment", [gone.record_pk])
    SearchEntry.objects.filter(record_type="statement").update(names="stale")
    # A row of a record that no longer is.
    gone.record_pk, gone.record_uid, gone.pk = 999, Event().uid, gone.pk + 7
    SearchEntry.objects.put([gone], [])
    call_command("rebuild_search")
    assert rows() == kept
    assert found("wages") != [] and found("paid") != []
    capsys.readouterr()
    call_command("rebuild_search", if_needed=True)
    assert capsys.readouterr().out == ""
    SearchEntry.objects.all()[0].delete()
    call_command("rebuild_search", if_needed=True)
    assert (rows(), capsys.readouterr().out) == (kept, "5 records indexed.\n")


def rows() -> list[tuple]:
    entries = SearchEntry.objects.order_by("id")
    return [*entries.values_list(), *SearchName.objects.order_by("name").values_list("name")]


def test_what_was_folded_otherwise_is_made_anew():
    name = OtherName(name="Pay summit", kind="alias")
    event = factories.make_event(title="Forum on wages", parts=[name])
    Event.objects.update(sought="stale")
    OtherName.objects.update(sought="stale")
    SearchEntry.objects.update(folding=VERSION - 1)
    assert not rebuilding_index.is_complete()
    call_command("rebuild_search", if_needed=True)
    assert rebuilding_index.is_complete()
    event.refresh_from_db()
    assert event.sought == sought_text(event.title_en, event.title_km)
    assert OtherName.objects.get().sought == sought_text("Pay summit")
