"""All that named one record names another, in rows and in drafts, and can be given back."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from cooperation.models import Participation, Place, Scheme, Term
from cooperation.models.base import Part, Record
from cooperation.publishing import drafts, revisions, unmerging, workflow
from cooperation.publishing.checking import find_differences
from cooperation.publishing.merging import MERGEABLE, merge
from cooperation.vocabulary.workflow import Action, Pending
from tests import factories
from tests.guards import crossings, rows
from tests.publishing.acts import AT, LATER, STILL_LATER, term
from tests.publishing.merges import contents, meeting, merged_into, proposed, takers_part, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def named_everywhere(db) -> tuple[rows.World, rows.World]:
    """Return a record of each kind to keep, and one that every link of every model names."""
    rows.write_lists()
    others, kept, merged = (rows.write_roots(word, rows.PUBLIC) for word in ("a", "b", "c"))
    for row in crossings.write_crossings(others, merged):
        if isinstance(row, Record):
            rows.write_parts(row, "d", others)
    for model in (*rows.KINDS, Scheme, Term, Place):
        for record in model._default_manager.all():
            revisions.write_revision(record, action=Action.SAVE, by=None, at=AT)
    return kept, merged


def links_to(kind: type[Record]) -> list[tuple[type[models.Model], str]]:
    return [
        (model, field.name)
        for model in apps.get_app_config("cooperation").get_models()
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model is kind
        and not (issubclass(model, Part) and field.name in model.owner_fields)
    ]


@pytest.mark.parametrize("kind", MERGEABLE)
def test_every_link_of_every_model_is_one_that_a_merge_moves(kind):
    strangers = [link for link in links_to(kind) if not issubclass(link[0], Record | Part)]
    assert strangers == []


def test_all_that_names_a_record_moves_and_comes_back(named_everywhere):
    before, merges = contents(), []
    for kind in MERGEABLE:
        kept, merged = (world[kind] for world in named_everywhere)
        naming = {
            (model, name): set(model._default_manager.filter(**{name: merged}).values_list("pk"))
            for model, name in links_to(kind)
        }
        assert [link for link, pks in naming.items() if not pks] == []
        merges.append(merge(kept, merged, by=None, at=LATER))
        for (model, name), pks in naming.items():
            moved = set(model._default_manager.filter(**{name: kept}).values_list("pk"))
            assert pks & moved, f"{model.__name__}.{name} did not move."
    undoings = [unmerging.undo_merge(done, by=None, at=STILL_LATER) for done in reversed(merges)]
    assert [undoing.stays for undoing in undoings] == [[], [], []]
    assert contents() == before


def test_a_waiting_draft_keeps_waiting_with_the_reference_replaced():
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    event = meeting(merged, title="A forum")
    proposed(event, title_en="A greater forum")
    drafts.submit(event, by=None, at=AT)
    done = merged_into(kept, merged)
    waiting = drafts.draft_of(event.uid)
    assert (waiting.state, waiting.revision.action) == (Pending.IN_REVIEW, "merge")
    assert str(merged.uid) not in str(waiting.revision.content)
    undone(done)
    waiting = drafts.draft_of(event.uid)
    [row] = waiting.revision.content["parts"]["participation"]
    assert (waiting.state, row["fields"]["person"]) == (Pending.IN_REVIEW, str(merged.uid))
    workflow.publish(event, by=None, at=STILL_LATER)
    event.refresh_from_db()
    assert (event.title_en, takers_part(event)) == ("A greater forum", ["Heng Sur"])


def test_a_draft_that_alone_names_the_merged_record_is_found():
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    event = factories.make_event()
    row = Participation(person=merged, role=term("event-role", "speaker"))
    fields = {"position": 0, "person": str(merged.uid), "role": str(row.role.uid)}
    content = revisions.take_snapshot(event)
    content["parts"]["participation"] = [{"id": str(row.pk), "fields": fields}]
    drafts.save_draft(event, content, by=None, at=AT)
    done = merged_into(kept, merged)
    assert [note["is_waiting"] for note in done.changes] == [True, False]
    workflow.publish(event, by=None, at=LATER)
    assert takers_part(event) == ["Heng Sour"]
    # What was a draft then is what the rows hold by now.
    assert undone(done) == []
    assert takers_part(event) == ["Heng Sur"]
    assert list(find_differences()) == []


def test_more_records_are_moved_by_hardly_more_queries():
    def cost(count: int) -> tuple[int, int]:
        kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
        for number in range(count):
            meeting(merged, title=f"Forum {number}")
        with CaptureQueriesContext(connection) as there:
            done = merged_into(kept, merged)
        with CaptureQueriesContext(connection) as back:
            undone(done)
        return len(there), len(back)

    few, many = cost(2), cost(9)
    # A query a record would be seven more.
    assert max(more - less for more, less in zip(many, few, strict=True)) < 5
