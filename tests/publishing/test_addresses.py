import pytest

from cooperation.models import Event, OldSlug
from cooperation.publishing import workflow
from cooperation.publishing.errors import InvalidRecord
from cooperation.publishing.workflow import Row
from tests import factories

pytestmark = pytest.mark.django_db


def renamed(record: Event, slug: str) -> None:
    record.slug = slug
    workflow.save(Row(record), by=None, at=factories.AT)


def old_slugs() -> dict[tuple[str, str], object]:
    return {(row.record_type, row.slug): row.record_uid for row in OldSlug.objects.all()}


def test_a_slug_is_made_from_the_name_and_is_unique():
    slugs = [factories.make_event(title="A forum on Wages!").slug for _ in range(3)]
    assert slugs == ["a-forum-on-wages", "a-forum-on-wages-2", "a-forum-on-wages-3"]


def test_a_slug_is_unique_among_drafts_too():
    assert factories.make_event(title="A forum", published=False).slug == "a-forum"
    assert factories.make_event(title="A forum").slug == "a-forum-2"


def test_a_name_in_khmer_letters_alone_still_gives_a_slug():
    event = factories.make_event(title="វេទិកា")
    assert event.slug == f"event-{event.uid.hex[:8]}"


def test_a_long_name_gives_a_slug_that_fits():
    slug = factories.make_event(title="long " * 50).slug
    assert (len(slug) <= 80, slug[-1]) == (True, "g")


def test_an_old_slug_leads_to_the_record():
    event = factories.make_event(slug="first")
    renamed(event, "second")
    renamed(event, "third")
    assert old_slugs() == {("event", "first"): event.uid, ("event", "second"): event.uid}


def test_a_record_may_have_its_old_slug_back():
    event = factories.make_event(slug="first")
    renamed(event, "second")
    renamed(event, "first")
    assert old_slugs() == {("event", "second"): event.uid}


def test_an_old_slug_is_not_given_to_another_record():
    first = factories.make_event(slug="first")
    renamed(first, "second")
    other = factories.make_event(slug="other")
    with pytest.raises(InvalidRecord) as refusal:
        renamed(other, "first")
    assert str(refusal.value) == "The address “first” was another record's. Choose another."
    assert old_slugs() == {("event", "first"): first.uid}


def test_a_slug_made_from_a_name_avoids_the_old_ones():
    renamed(factories.make_event(title="A forum"), "another")
    assert factories.make_event(title="A forum").slug == "a-forum-2"


def test_kinds_of_record_do_not_share_old_slugs():
    renamed(factories.make_event(slug="first"), "second")
    assert factories.make_person(slug="first").slug == "first"
