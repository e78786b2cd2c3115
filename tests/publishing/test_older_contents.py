"""A revision that an older register kept is read as today's, whatever came or went since."""

import copy

import pytest

from cooperation.models import Event, Revision
from cooperation.models import content as contents
from cooperation.models.base import part_models, record_models
from cooperation.models.content import Content, recorded
from cooperation.publishing import checking, drafts, editing, laying, revisions, workflow
from tests import factories
from tests.guards import rows

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]
KINDS = [pytest.param(model, id=model.__name__) for model in record_models()]


@pytest.fixture
def world(db):
    rows.write_lists()
    first = rows.write_roots(rows.OPEN, rows.PUBLIC)
    found = rows.write_roots(rows.OPEN, rows.PUBLIC, first)
    rows.write_versions()
    return found


def kept(record, change):
    """Change what the last revision of a record holds, as an older register would have kept it."""
    revision = Revision.objects.filter(record_uid=record.uid).order_by("-id").first()
    raw = copy.deepcopy(dict(revision.content))
    change(raw)
    Revision.objects.filter(pk=revision.pk).update(content=raw)


def everything_stands(record):
    now = revisions.snapshot(record)
    assert [
        str(d) for d in checking.differences() if d.record.startswith(record._meta.model_name)
    ] == []
    edit = editing.opened(record)
    assert edit.shown.content == now
    assert edit.is_overtaken is False
    assert laying.trial(record, edit.shown.content) == (now, [])
    return True


@pytest.mark.parametrize("model", KINDS)
def test_a_field_that_came_since_changes_nothing(world, model):
    record, tried = world[model], 0
    blank = Content.blank(model)
    for field in recorded(model):
        if revisions.snapshot(record)["fields"][field.name] == blank["fields"][field.name]:
            kept(record, lambda raw, name=field.name: raw["fields"].pop(name))
            tried += 1
    for part, _owner in part_models(model):
        name = str(part._meta.model_name)
        for field in recorded(part):
            for entry in revisions.snapshot(record)["parts"].get(name, ()):
                if entry["fields"][field.name] == Content.blank(part)["fields"][field.name]:
                    kept(
                        record,
                        lambda raw, name=name, id=entry["id"], key=field.name: [
                            row["fields"].pop(key) for row in raw["parts"][name] if row["id"] == id
                        ],
                    )
                    tried += 1
    assert tried and everything_stands(record)


@pytest.mark.parametrize("model", KINDS)
def test_what_went_since_changes_nothing(world, model):
    def change(raw):
        raw["fields"]["gone"] = "what it said"
        raw.setdefault("links", {})["gone_links"] = [str(world[Event].uid)]
        raw["parts"]["gone_part"] = [{"id": str(world[Event].uid), "fields": {"text": "x"}}]
        for entries in raw["parts"].values():
            for entry in entries:
                entry["fields"]["gone"] = "x"
                entry.setdefault("links", {})["gone_links"] = [str(world[Event].uid)]

    kept(world[model], change)
    assert everything_stands(world[model])


def test_a_field_that_was_renamed_keeps_its_value(world, monkeypatch):
    monkeypatch.setitem(contents.RENAMED, "event.town_en", "venue_en")
    monkeypatch.setitem(contents.RENAMED, "seat", "participation")

    def change(raw):
        raw["fields"]["town_en"] = raw["fields"].pop("venue_en")
        raw["parts"]["seat"] = raw["parts"].pop("participation")

    kept(world[Event], change)
    assert everything_stands(world[Event])


def test_links_that_came_since_change_nothing():
    event = factories.make_event()
    kept(event, lambda raw: raw.pop("links"))
    assert everything_stands(event)


def test_a_form_that_changes_nothing_proposes_nothing():
    event = factories.make_event()
    kept(event, lambda raw: raw["fields"].pop("venue_en"))
    edit = editing.opened(event)
    content = revisions.snapshot(event)
    assert editing.put(edit, content, by=None, at=factories.AT) is False
    assert drafts.of(event.uid) is None


def test_an_older_draft_is_published():
    event = factories.make_event()
    content = revisions.snapshot(event)
    content["fields"]["title_en"] = "Another name"
    drafts.propose(event, content, by=None, at=factories.AT)
    for revision in Revision.objects.filter(record_uid=event.uid):
        raw = dict(revision.content)
        raw["fields"].pop("venue_en")
        raw["fields"]["gone"] = "x"
        raw["links"]["gone_links"] = [str(event.uid)]
        Revision.objects.filter(pk=revision.pk).update(content=raw)
    workflow.publish(event, by=None, at=factories.AT)
    event.refresh_from_db()
    assert event.title_en == "Another name"
