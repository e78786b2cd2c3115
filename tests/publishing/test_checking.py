"""A change that went past publishing is found and named."""

from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from cooperation.models import Draft, Event, Item, OldSlug, OtherName, Place, Revision, Scheme, Term
from cooperation.publishing import drafts, workflow
from cooperation.publishing.checking import find_differences
from cooperation.publishing.revisions import take_snapshot
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.publishing.acts import LATER

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]


def found() -> list[str]:
    return [str(difference) for difference in find_differences()]


def waiting(**fields: str) -> Draft:
    event = factories.make_event()
    content = take_snapshot(event)
    content["fields"] |= fields
    return drafts.save_draft(event, content, by=None, at=LATER)


def test_records_made_through_publishing_stand_as_their_revisions_say(capsys):
    factories.make_event(date="2022-02-17", slug="first", places=[factories.make_place()])
    drafts.submit(factories.make_event(published=False), by=None, at=LATER)
    moved = factories.make_event(slug="old")
    moved.slug = "new"
    workflow.save(Row(moved), by=None, at=LATER)
    waiting(date="2023")
    call_command("check_revisions")
    assert capsys.readouterr().out == "Every record stands as its last revision says.\n"


def test_a_value_changed_past_publishing_is_named():
    event = factories.make_event(date="2022-02-17")
    Event.objects.filter(pk=event.pk).update(date="2023")
    assert found() == ["event a-meeting: fields.date is '2023', was '2022-02-17'"]
    with pytest.raises(CommandError, match="1 places of the register are not as"):
        call_command("check_revisions")


def test_a_part_added_past_publishing_is_named():
    event = factories.make_event()
    kind = factories.make_term(scheme="item-kind", code="topic")
    item = Item.objects.create(event=event, kind=kind, text_en="Wages")
    [difference] = find_differences()
    assert difference.place == "parts.item"
    assert difference.in_database[0]["id"] == str(item.pk)


def test_terms_places_and_schemes_are_looked_at_too():
    factories.make_term(scheme=SchemeCode.THEME, code="work")
    factories.make_place(parts=[OtherName(name="Capital")])
    Term.objects.update(label_en="Labour")
    Place.objects.update(name_en="Capital")
    OtherName.objects.update(name="City")
    Scheme.objects.update(name_en="Topic")
    assert [text.split(": ", 1)[1] for text in found()] == [
        "fields.name_en is 'Topic', was 'Theme'",
        "fields.label_en is 'Labour', was 'Work'",
        "fields.name_en is 'Capital', was 'Phnom Penh'",
        f"parts.othername.{OtherName.objects.get().pk}.fields.name is 'City', was 'Capital'",
    ]


def test_a_record_without_any_revision_is_named():
    Place.objects.create(code="KH-12", kind="province", name_en="Phnom Penh")
    assert found() == ["place KH-12: the record is 'without any revision', was None"]


def test_a_draft_of_a_live_record_waits_beside_it():
    draft = waiting(date="2023")
    Draft.objects.update(revision=draft.base)
    assert found() == [
        "draft of event “A meeting”: the record is public, but nothing waits beside it"
    ]


def test_a_draft_of_one_that_was_never_public_is_what_its_rows_hold():
    event = factories.make_event(published=False)
    first = Revision.objects.get(record_uid=event.uid)
    drafts.submit(event, by=None, at=LATER)
    Draft.objects.update(revision=first)
    assert found() == ["draft of event “A meeting”: it is not what the rows hold"]
    Revision.objects.filter(pk=first.pk).update(is_pending=True)
    assert found() == ["draft of event “A meeting”: it waits beside a record that was never public"]


def test_a_draft_is_of_a_record_and_of_the_same_one():
    waiting(date="2023")
    Draft.objects.update(record_uid=uuid4())
    assert found() == [
        "draft of event “A meeting”: there is no such record",
        "draft of event “A meeting”: it holds a revision of another record",
    ]


def test_an_old_address_leads_to_a_record_with_a_history_and_is_nobodys_own():
    event = factories.make_event(slug="forum")
    OldSlug.objects.create(record_type="event", slug="forum", record_uid=event.uid)
    OldSlug.objects.create(record_type="event", slug="gone", record_uid=uuid4())
    OldSlug.objects.create(record_type="post", slug="forum", record_uid=event.uid)
    assert found() == [
        "event forum: its address leads elsewhere, as another's old one",
        "event/gone: the old address leads to a record without any revision",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_more_records_cost_no_more_queries(django_assert_num_queries, count):
    for number in range(count):
        factories.make_event(slug=f"event-{number}", parts=[OtherName(name="Forum")])
        waiting(date="2023")
    with django_assert_num_queries(27):
        assert found() == []
