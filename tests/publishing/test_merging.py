"""Two records become one: all that named the one names the other, and can be given back."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from cooperation.models import (
    Organisation,
    Participation,
    Person,
    Place,
    Revision,
    Scheme,
    StatementSpeaker,
    Term,
)
from cooperation.models.base import Part, Record
from cooperation.publishing import drafts, merging, revisions, seen, unmerging, workflow
from cooperation.publishing.checking import differences
from cooperation.publishing.errors import ChangedMeanwhile, InvalidRecord, NotPermitted, NotReady
from cooperation.publishing.merging import MERGEABLE, merge
from cooperation.vocabulary.workflow import Action, Pending
from tests import factories
from tests.guards import crossings, rows
from tests.publishing.acts import AT, LATER, STILL_LATER, everything, refused, term
from tests.publishing.merges import (
    contents,
    edited,
    meeting,
    merged_into,
    proposed,
    takers_part,
    undone,
)

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
            revisions.keep(record, action=Action.SAVE, by=None, at=AT)
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
    undoings = [unmerging.undo(done, by=None, at=STILL_LATER) for done in reversed(merges)]
    assert [undoing.stays for undoing in undoings] == [[], [], []]
    assert contents() == before


def test_both_histories_say_so_and_every_record_that_named_it_has_a_revision():
    user = factories.make_user(group="publisher")
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    event, other = meeting(merged), meeting(kept)
    done = merged_into(kept, merged, by=user, reason="One and the same.")
    told = {
        record: Revision.objects.filter(record_uid=record.uid).first()
        for record in (kept, merged, event, other)
    }
    said = "“Heng Sur” into “Heng Sour”. One and the same."
    for record in (kept, merged, event):
        assert (told[record].action, told[record].reason) == ("merge", said)
        assert (told[record].user, told[record].at) == (user, LATER)
    assert told[other].action == "publish"
    unmerging.undo(done, by=user, at=STILL_LATER, reason="Father and son.")
    said = "“Heng Sur” out of “Heng Sour”. Father and son."
    back = Revision.objects.filter(action=Action.UNMERGE)
    assert set(back.values_list("record_uid", "reason")) == {
        (record.uid, said) for record in (kept, merged, event)
    }
    merged = Person.objects.get(uid=merged.uid)
    assert (merged.state, merged.slug, merged.first_published_at) == ("published", "heng-sur", AT)


def test_a_waiting_draft_keeps_waiting_with_the_reference_replaced():
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    event = meeting(merged, title="A forum")
    proposed(event, title_en="A greater forum")
    drafts.submit(event, by=None, at=AT)
    done = merged_into(kept, merged)
    waiting = drafts.of(event.uid)
    assert (waiting.state, waiting.revision.action) == (Pending.IN_REVIEW, "merge")
    assert str(merged.uid) not in str(waiting.revision.content)
    undone(done)
    waiting = drafts.of(event.uid)
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
    content = revisions.snapshot(event)
    content["parts"]["participation"] = [{"id": str(row.pk), "fields": fields}]
    drafts.propose(event, content, by=None, at=AT)
    done = merged_into(kept, merged)
    assert [note["is_waiting"] for note in done.changes] == [True, False]
    workflow.publish(event, by=None, at=LATER)
    assert takers_part(event) == ["Heng Sour"]
    # What was a draft then is what the rows hold by now.
    assert undone(done) == []
    assert takers_part(event) == ["Heng Sur"]
    assert list(differences()) == []


def test_a_draft_of_the_kept_record_takes_all_of_it_too():
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    proposed(kept, honorific_en="H.E.")
    before = drafts.of(kept.uid).revision.content
    done = merged_into(kept, merged)
    again = drafts.of(kept.uid).revision
    undone(done)
    assert drafts.of(kept.uid).revision.content == before
    done = merged_into(kept, Person.objects.get(uid=merged.uid))
    workflow.publish(kept, by=None, at=STILL_LATER)
    kept.refresh_from_db()
    assert (kept.honorific_en, [str(name) for name in kept.other_names.all()]) == (
        "H.E.",
        ["Heng Sur"],
    )
    assert [name["fields"]["name"] for name in again.content["parts"]["othername"]] == ["Heng Sur"]


def test_what_cannot_be_merged_is_told_whole_and_changes_nothing():
    kept = factories.make_organisation(name="A ministry", published=False)
    merged = factories.make_organisation(name="A department")
    edited(kept, parent=merged)
    proposed(merged, website="https://example.org/")
    said = refused(lambda: merged_into(kept, merged), NotReady)
    assert said.splitlines() == [
        "A department: A change of it waits. Publish or discard that first.",
        "A department: It is public, and “A ministry” is not for as long. Keep this one, "
        "or publish both.",
        "A ministry, part of: It names “A ministry” and “A department” in one place; "
        "as one, it makes no sense.",
    ]


def test_nobody_comes_to_speak_for_himself():
    one, other = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    speaker = StatementSpeaker(person=one, on_behalf_of=other)
    factories.make_statement(text="Wages rise.", parts=[speaker])
    said = refused(lambda: merged_into(one, other), NotReady)
    assert said == (
        "Wages rise., speaker, on behalf of: It names “Heng Sour” and “Heng Sur” in one place; "
        "as one, it makes no sense."
    )


def test_a_circle_of_parents_is_refused():
    top = factories.make_organisation(name="Top")
    middle = factories.make_organisation(name="Middle", parent=top)
    bottom = factories.make_organisation(name="Bottom", parent=middle)
    assert "within itself" in refused(lambda: merged_into(bottom, top), InvalidRecord)


@pytest.mark.past_publishing
def test_what_names_it_in_public_names_the_kept_one_in_public():
    kept = factories.make_organisation(name="Kept", published=False)
    merged = factories.make_organisation(name="Merged", published=False)
    factories.make_post(label="Director", organisation=merged, published=False)
    post = factories.make_post(label="Adviser", published=False)
    edited(post, organisation=merged)
    workflow.publish_set([merged, post], by=None, at=AT)
    Organisation.objects.filter(pk=merged.pk).update(state="archived")
    said = refused(lambda: merged_into(kept, merged), NotReady)
    assert said == (
        "Adviser, organisation: “Kept” is not public for as long as this record. Publish it too."
    )


@pytest.mark.parametrize(
    "pair",
    [
        lambda: (person := factories.make_person(), person),
        lambda: (factories.make_person(), factories.make_organisation()),
        lambda: (factories.make_event(), factories.make_event(title="Another")),
    ],
)
def test_only_two_records_of_a_kind_that_is_merged_are_merged(pair):
    kept, merged = pair()
    said = refused(lambda: merged_into(kept, merged), InvalidRecord)
    assert said == "Choose two different records of one kind."


def test_a_merge_takes_the_right_to_change_and_publish_all_that_it_changes():
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    meeting(merged)
    contributor, publisher = (
        factories.make_user(group=name) for name in ("contributor", "publisher")
    )
    refused(lambda: merged_into(kept, merged, by=contributor), NotPermitted)
    narrow = factories.make_user(username="narrow")
    verbs = apps.get_model("auth", "Permission").objects.filter(codename__endswith="_person")
    narrow.user_permissions.set(verbs)
    refused(lambda: merged_into(kept, merged, by=narrow), NotPermitted)
    done = merged_into(kept, merged, by=publisher)
    refused(lambda: unmerging.undo(done, by=narrow, at=STILL_LATER), NotPermitted)
    assert done.undone_at is None


def test_what_came_after_the_preview_is_not_merged_unseen():
    publisher = factories.make_user(group="publisher")
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    event = meeting(merged, title="A forum")
    mark = seen.mark(merging.plan(kept, merged, at=LATER).records)
    edited(event, title_en="A greater forum")
    said = refused(lambda: merged_into(kept, merged, by=publisher, mark=mark), ChangedMeanwhile)
    assert said.startswith("“A greater forum” was changed by the register itself")
    mark = seen.mark(merging.plan(kept, merged, at=LATER).records)
    meeting(merged, title="One that names it since")
    refused(lambda: merged_into(kept, merged, by=publisher, mark=mark), ChangedMeanwhile)
    mark = seen.mark(merging.plan(kept, merged, at=LATER).records)
    done = merged_into(kept, merged, by=publisher, mark=mark)
    mark = seen.mark(unmerging.plan(done).records)
    edited(kept, honorific_en="H.E.")
    stale = {"by": publisher, "at": STILL_LATER, "mark": mark}
    refused(lambda: unmerging.undo(done, **stale), ChangedMeanwhile)


def test_a_merge_publishes_nothing_anew_and_shows_at_once():
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    event = meeting(merged)
    state = everything()["Generation"]
    merged_into(kept, merged)
    event.refresh_from_db()
    assert event.published_at == AT
    assert everything()["Generation"] != state


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
