"""Taking in what tables bring."""

import uuid

import pytest
from django.db import IntegrityError

from cooperation.models import Event, Organisation, Revision
from cooperation.models.content import Content
from cooperation.publishing import importing, pairing, revisions
from cooperation.publishing.contents_shown import records_shown
from cooperation.publishing.errors import InvalidRecord, NotPermitted
from cooperation.vocabulary.workflow import Action
from tests import factories
from tests.factories import AT
from tests.guards import rows

pytestmark = pytest.mark.django_db


@pytest.mark.past_publishing
def test_drafts_added_together_are_as_if_each_were_saved():
    rows.write_lists()
    world = rows.write_roots(rows.OPEN, {}, rows.write_roots(rows.OPEN, {}))
    for model, record in world.items():
        content = revisions.take_snapshot(record)
        record.delete()
        importing.add_all(model, [(record.uid, content)], by=None, at=AT, reason="Again")
        again = model.objects.get(uid=record.uid)
        assert revisions.take_snapshot(again) == content
        kept = revisions.last_revision(record.uid)
        assert (kept.content, kept.title, kept.action) == (content, str(again)[:300], "import")
        assert (kept.is_public, kept.is_pending, kept.reason) == (False, False, "Again")


def test_records_added_together_cost_as_many_queries_as_one(django_assert_num_queries):
    kind = factories.make_term(scheme="event-kind", code="meeting")
    source = factories.make_source()

    def new(count: int) -> list:
        found = []
        for number in range(count):
            uid = uuid.uuid4()
            content = Content.blank(Event) | {"parts": {}}
            content["fields"] |= {"uid": str(uid), "slug": f"e-{uid}", "title_en": f"E {number}"}
            content["fields"]["kind"] = str(kind.uid)
            cited = factories.Citation(source=source)
            entry = {"id": str(cited.pk), **Content.blank(factories.Citation)}
            entry["fields"]["source"] = str(source.uid)
            found.append((uid, content | {"parts": {"citation": [entry]}}))
        return found

    for count in (1, 3):
        records = new(count)
        with django_assert_num_queries(7):
            importing.add_all(Event, records, by=None, at=AT)
    assert Revision.objects.filter(action=Action.IMPORT).count() == 4


def test_a_new_draft_that_resembles_a_record_is_told_as_a_likely_duplicate():
    known = factories.make_organisation(name="National Employment Agency")
    uid = uuid.uuid4()
    content = Content.blank(Organisation) | {"parts": {}}
    named = {"uid": str(uid), "slug": "agency", "name_en": "National Employment Agency"}
    content["fields"] |= named
    importing.add_all(Organisation, [(uid, content)], by=None, at=AT)
    (pair,) = pairing.likely_pairs()
    assert {pair.one.uid, pair.other.uid} == {known.uid, uid}


def test_what_is_gone_refuses_the_record_and_leaves_no_trace():
    event = factories.make_event(published=False)
    content = revisions.take_snapshot(event)
    fields = content["fields"] | {"slug": "other", "parent": str(uuid.uuid4())}
    for act in (importing.add_all, importing.apply_content):
        uid = uuid.uuid4()
        new = content | {"fields": fields | {"uid": str(uid)}, "parts": {}}
        with pytest.raises(InvalidRecord, match="part of"):
            if act is importing.add_all:
                act(Event, [(uid, new)], by=None, at=AT)
            else:
                act(Event, uid, new, shown=None, by=None, at=AT)
    assert Event.objects.count() == 1
    assert not Revision.objects.filter(action=Action.IMPORT).exists()


def test_an_address_in_the_way_is_an_error_of_the_database():
    content = revisions.take_snapshot(factories.make_event(published=False))
    with pytest.raises(IntegrityError):
        importing.add_all(Event, [(uuid.uuid4(), content | {"parts": {}})], by=None, at=AT)


def test_nobody_takes_in_without_the_permission():
    event = factories.make_event(published=False)
    content = revisions.take_snapshot(event)
    nobody = factories.make_user()
    found = records_shown(Event, [event.uid])[event.uid]
    with pytest.raises(NotPermitted):
        importing.add_all(Event, [(uuid.uuid4(), content)], by=nobody, at=AT)
    with pytest.raises(NotPermitted):
        importing.apply_content(Event, event.uid, content, shown=found, by=nobody, at=AT)
