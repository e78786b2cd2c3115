"""Two records become one: what histories say, who may, and what is refused."""

import pytest
from django.apps import apps

from cooperation.models import Organisation, Person, Revision, StatementSpeaker
from cooperation.publishing import drafts, merging, seen_marks, unmerging, workflow
from cooperation.publishing.errors import ChangedMeanwhile, InvalidRecord, NotPermitted, NotReady
from cooperation.vocabulary.workflow import Action
from tests import factories
from tests.publishing.acts import AT, LATER, STILL_LATER, everything, refused
from tests.publishing.merges import edited, meeting, merged_into, proposed, undone

pytestmark = pytest.mark.django_db


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
    unmerging.undo_merge(done, by=user, at=STILL_LATER, reason="Father and son.")
    said = "“Heng Sur” out of “Heng Sour”. Father and son."
    back = Revision.objects.filter(action=Action.UNMERGE)
    assert set(back.values_list("record_uid", "reason")) == {
        (record.uid, said) for record in (kept, merged, event)
    }
    merged = Person.objects.get(uid=merged.uid)
    assert (merged.state, merged.slug, merged.first_published_at) == ("published", "heng-sur", AT)


def test_a_draft_of_the_kept_record_takes_all_of_it_too():
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    proposed(kept, honorific_en="H.E.")
    before = drafts.draft_of(kept.uid).revision.content
    done = merged_into(kept, merged)
    again = drafts.draft_of(kept.uid).revision
    undone(done)
    assert drafts.draft_of(kept.uid).revision.content == before
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
    refused(lambda: unmerging.undo_merge(done, by=narrow, at=STILL_LATER), NotPermitted)
    assert done.undone_at is None


def test_what_came_after_the_preview_is_not_merged_unseen():
    publisher = factories.make_user(group="publisher")
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    event = meeting(merged, title="A forum")
    mark = seen_marks.mark_seen(merging.plan_merge(kept, merged, at=LATER).records)
    edited(event, title_en="A greater forum")
    said = refused(lambda: merged_into(kept, merged, by=publisher, mark=mark), ChangedMeanwhile)
    assert said.startswith("“A greater forum” was changed by the register itself")
    mark = seen_marks.mark_seen(merging.plan_merge(kept, merged, at=LATER).records)
    meeting(merged, title="One that names it since")
    refused(lambda: merged_into(kept, merged, by=publisher, mark=mark), ChangedMeanwhile)
    mark = seen_marks.mark_seen(merging.plan_merge(kept, merged, at=LATER).records)
    done = merged_into(kept, merged, by=publisher, mark=mark)
    mark = seen_marks.mark_seen(unmerging.plan_undoing(done).records)
    edited(kept, honorific_en="H.E.")
    stale = {"by": publisher, "at": STILL_LATER, "mark": mark}
    refused(lambda: unmerging.undo_merge(done, **stale), ChangedMeanwhile)


def test_a_merge_publishes_nothing_anew_and_shows_at_once():
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    event = meeting(merged)
    state = everything()["Generation"]
    merged_into(kept, merged)
    event.refresh_from_db()
    assert event.published_at == AT
    assert everything()["Generation"] != state
