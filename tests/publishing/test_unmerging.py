"""A merge is undone as far as it still stands; the rest stays, and is told."""

import pytest

from cooperation.models import (
    Citation,
    Merge,
    OldSlug,
    Person,
    Position,
)
from cooperation.publishing import restoring, revisions, workflow
from cooperation.publishing.checking import find_differences
from cooperation.publishing.errors import InvalidRecord
from cooperation.publishing.workflow import Row
from tests import factories
from tests.publishing.acts import LATER, STILL_LATER, refused
from tests.publishing.merges import (
    contents,
    edited,
    meeting,
    merged_into,
    takers_part,
    undone,
)

pytestmark = pytest.mark.django_db


def test_what_was_changed_since_stays_and_is_told():
    post = factories.make_post(label="Minister")
    held = [Position(post=post, period=year) for year in ("2019", "2021", "2023")]
    kept = factories.make_person(name="Heng Sour")
    merged = factories.make_person(name="Heng Sur", honorific_en="Mr", parts=held)
    events = [meeting(merged, title=title) for title in ("Left", "Renamed", "Replaced", "Emptied")]
    _left, renamed, replaced, emptied = events
    done = merged_into(kept, merged)
    for record in (kept, *events):
        record.refresh_from_db()
    edited(renamed, title_en="Renamed since")
    stranger = factories.make_person(name="Stranger")
    row = replaced.participations.get()
    row.person = stranger
    citations = [Row(row) for row in replaced.citations.all()]
    workflow.save(Row(replaced), parts=[Row(row), *citations], by=None, at=LATER)
    citations = [Row(row) for row in emptied.citations.all()]
    workflow.save(Row(emptied), parts=citations, by=None, at=LATER)
    source = factories.make_source(title="A later article")
    first, second, _third = kept.positions.all()
    second.period = "2022"
    later = [Citation(source=source, part=part.pk) for part in (first, second)]
    standing = [*kept.other_names.all(), *kept.citations.all()]
    parts = [Row(part) for part in (first, second, *standing, *later)]
    kept.honorific_en = "H.E."
    workflow.save(Row(kept), parts=parts, by=None, at=LATER)

    assert undone(done) == [
        f"{title}: It was changed since the merge, and stays as it is."
        for title in (
            "Heng Sour, honorific",
            "Heng Sour, position",
            "Replaced, participation, person",
            "Emptied, participation",
        )
    ]
    assert list(find_differences()) == []
    merged = Person.objects.get(uid=merged.uid)
    assert [takers_part(event) for event in events] == [
        ["Heng Sur"],
        ["Heng Sur"],
        ["Stranger"],
        [],
    ]
    renamed.refresh_from_db()
    assert renamed.title_en == "Renamed since"
    assert [row.period for row in merged.positions.all()] == ["2019"]
    assert [row.period for row in kept.positions.all()] == ["2022"]
    # What came to cite a part went with it, or stayed.
    cited = {
        owner: set(owner.citations.filter(source=source).values_list("part", flat=True))
        for owner in (kept, merged)
    }
    assert cited == {kept: {second.pk}, merged: {first.pk}}
    assert list(kept.other_names.all()) == []


def test_merges_that_follow_each_other_lead_to_the_last_and_are_undone_in_turn():
    first, second, third = (factories.make_person(name=name, slug=name) for name in "abc")
    before = contents()
    one = merged_into(second, first)
    other = merged_into(third, second)
    assert {Merge.objects.leads_to(record.uid) for record in (first, second)} == {third.uid}
    assert Merge.objects.leads_to(third.uid) is None
    assert set(OldSlug.objects.values_list("slug", "record_uid")) == {
        ("a", third.uid),
        ("b", third.uid),
    }
    said = refused(lambda: undone(one), InvalidRecord)
    assert said.startswith("The record that was kept is gone.")
    assert undone(other) == undone(one) == []
    assert contents() == before
    assert not OldSlug.objects.exists()
    refused(lambda: undone(Merge.objects.get(pk=one.pk)), InvalidRecord)


def test_an_address_taken_meanwhile_is_not_taken_back():
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    done = merged_into(kept, merged)
    kept.refresh_from_db()
    edited(kept, slug="heng-sur")
    undone(done)
    merged = Person.objects.get(uid=merged.uid)
    assert merged.slug == "heng-sur-2"
    kept.refresh_from_db()
    edited(kept, honorific_en="H.E.")
    assert list(OldSlug.objects.values_list("slug", "record_uid")) == [("heng-sour", kept.uid)]
    assert list(find_differences()) == []


def test_what_is_restored_from_before_names_the_kept_one():
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    event = meeting(merged, published=False)
    old = revisions.last_revision(event.uid)
    done = merged_into(kept, merged)
    restoring.restore(old, by=None, at=STILL_LATER)
    assert takers_part(event) == ["Heng Sour"]
    said = refused(lambda: restoring.restore(done.revision, by=None, at=LATER), InvalidRecord)
    assert said == "“Heng Sur” was merged into another record. Undo that merge instead."
