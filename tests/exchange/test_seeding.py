import datetime as dt
from pathlib import Path

import pytest

from cooperation.exchange.seeding import Tally
from cooperation.models import (
    Citation,
    Event,
    Participation,
    Person,
    Place,
    PlanItem,
    Post,
    Programme,
    PublicBits,
    PublicRecord,
    RecordTerm,
    Revision,
    Scheme,
    SearchEntry,
    Term,
)
from cooperation.models.base import part_models, record_models
from cooperation.publishing import drafts, workflow
from cooperation.publishing.checking import find_differences
from cooperation.publishing.revisions import take_snapshot
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.workflow import Action
from tests import factories
from tests.exchange.small_register import AT, ROOTS, load, register, tag

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
LATER = AT + dt.timedelta(days=1)
STILL_LATER = AT + dt.timedelta(days=2)


def ids() -> set[tuple[str, str]]:
    parts = {part for model in (*record_models(), Place) for part, _ in part_models(model)}
    rows = [(model, "uid") for model in (*record_models(), Scheme, Term, Place)]
    rows += [(part, "id") for part in parts]
    return {
        (model.__name__, str(value))
        for model, name in rows
        for value in model.objects.values_list(name, flat=True)
    }


def test_everything_is_created_published_and_kept_as_a_revision(tmp_path):
    assert load(tmp_path, register()) == Tally(created=ROOTS)

    fair = Event.objects.published(at=AT).get(slug="fair")
    speech = fair.participations.get()
    cited = {(c.part, c.locator, c.note) for c in fair.citations.all()}
    assert [place.code for place in fair.places.all()] == ["KH-15"]
    assert (speech.person.slug, [post.slug for post in speech.posts.all()]) == ("sokha", ["chief"])
    assert cited == {
        (None, "1", ""),
        (speech.pk, "2-3", "Spoke last"),
        (fair.record_terms.get().pk, "1", ""),
    }
    assert PlanItem.objects.get(text_en="Courses").parent.text_en == "Skills"
    assert [name.name for name in Place.objects.get().other_names.all()] == ["Pousaat"]
    assert list(
        Revision.objects.filter(record_uid=fair.uid).values_list("action", "is_public", "at")
    ) == [(Action.PUBLISH, True, AT), (Action.SEED, False, AT)]


def test_seeding_twice_changes_nothing(tmp_path):
    load(tmp_path, register())
    before = (ids(), Revision.objects.count())

    assert load(tmp_path, register(), at=LATER) == Tally(unchanged=ROOTS)
    assert (ids(), Revision.objects.count()) == before


def test_two_databases_give_the_same_ids(tmp_path):
    load(tmp_path, register())
    first = ids()
    of_records = (SearchEntry, PublicBits, PublicRecord)
    for model in (Event, Programme, Person, Revision, *of_records):
        model.objects.all().delete()

    load(tmp_path, register(), at=LATER)

    assert ids() == first


def test_a_corrected_fixture_is_a_new_public_version(tmp_path):
    rows = register()
    load(tmp_path, rows)
    participation = Participation.objects.get().pk
    rows["fair"]["fields"]["title_en"] = "A job fair"
    del rows["fair"]["fields"]["date"]
    rows["speech"]["fields"]["role_as_stated_en"] = "Gave the last speech"

    assert load(tmp_path, rows, at=LATER) == Tally(updated=1, unchanged=ROOTS - 1)

    fair = Event.objects.published(at=LATER).get()
    assert (fair.title_en, fair.date, fair.date_earliest) == ("A job fair", "", None)
    assert Participation.objects.get().pk == participation
    assert load(tmp_path, rows, at=STILL_LATER) == Tally(unchanged=ROOTS)


def test_a_tag_put_before_another_leaves_the_other_its_id(tmp_path):
    rows = register()
    load(tmp_path, rows)
    skills = RecordTerm.objects.get().pk
    first = {name: row for name, row in rows.items() if name != "tag"}

    load(tmp_path, first | {"new": tag("wages"), "tag": rows["tag"]}, at=LATER)

    tags = RecordTerm.objects.order_by("position").values_list("term__code", flat=True)
    assert list(tags) == ["wages", "skills"]
    assert RecordTerm.objects.get(term__code="skills").pk == skills


def test_parts_gone_from_the_fixture_go_with_their_citations(tmp_path):
    rows = register()
    load(tmp_path, rows)
    del rows["speech"]

    load(tmp_path, rows, at=LATER)

    assert not Participation.objects.exists()
    assert Citation.objects.filter(event__isnull=False).count() == 2


def test_an_update_may_name_a_record_that_is_new(tmp_path):
    load(tmp_path, {name: row for name, row in register().items() if name != "dara"})
    rows = register()
    rows["speech"]["fields"]["person"] = ["dara"]

    assert load(tmp_path, rows, at=LATER) == Tally(created=1, updated=1, unchanged=ROOTS - 2)
    assert Participation.objects.get().person.slug == "dara"


def test_a_title_that_a_source_gives_is_not_ours_whatever_a_fixture_says(tmp_path):
    rows = register()
    rows["plan"]["fields"]["title_supplied"] = True
    load(tmp_path, rows)
    assert Programme.objects.get().title_supplied is True
    of_title = {"source": ["report"], "locator": "2", "field": "title"}
    rows["plan"]["citations"] = [*rows["plan"]["citations"], of_title]

    assert load(tmp_path, rows, at=LATER) == Tally(updated=1, unchanged=ROOTS - 1)
    assert Programme.objects.get().title_supplied is False
    assert list(find_differences()) == []
    assert load(tmp_path, rows, at=STILL_LATER) == Tally(unchanged=ROOTS)


def test_what_an_editor_changed_is_kept(tmp_path):
    rows = register()
    load(tmp_path, rows)
    fair = Event.objects.get()
    fair.title_en = "The editor's fair"
    workflow.save(Row(fair), by=None, at=LATER)
    skills = Term.objects.get(code="skills")
    skills.label_en = "Skills of all kinds"
    workflow.save(Row(skills), by=None, at=LATER)
    rows["fair"]["fields"]["title_en"] = "Another fair"
    rows["skills"]["fields"]["label_en"] = "Abilities"

    assert load(tmp_path, rows, at=STILL_LATER) == Tally(unchanged=ROOTS - 2, kept=2)
    assert Event.objects.get().title_en == "The editor's fair"
    assert Term.objects.get(code="skills").label_en == "Skills of all kinds"


def test_what_waits_is_kept_and_what_was_discarded_does_not_count(tmp_path):
    rows = register()
    load(tmp_path, rows)
    fair = Event.objects.get()
    content = take_snapshot(fair)
    content["fields"]["title_en"] = "The editor's fair"
    drafts.save_draft(fair, content, by=None, at=LATER)
    rows["fair"]["fields"]["title_en"] = "Another fair"
    assert load(tmp_path, rows, at=STILL_LATER) == Tally(unchanged=ROOTS - 1, kept=1)
    assert Event.objects.get().title_en == "A fair"

    drafts.discard(fair, by=None, at=LATER)
    assert load(tmp_path, rows, at=STILL_LATER) == Tally(updated=1, unchanged=ROOTS - 1)
    assert Event.objects.get().title_en == "Another fair"


def test_what_left_the_fixtures_is_withdrawn_unless_something_public_names_it(tmp_path):
    load(tmp_path, register())
    theirs = ("sokha", "dara", "chief", "fair", "speech", "tag", "plan", "upper", "lower")
    rest = {name: row for name, row in register().items() if name not in theirs}
    dara = Person.objects.get(slug="dara")
    dara.name_en = "Sok Darith"
    workflow.save(Row(dara), by=None, at=LATER)
    factories.make_event(
        slug="another",
        parts=[
            Participation(
                person=Person.objects.get(slug="sokha"), role=Term.objects.get(code="speaker")
            )
        ],
    )

    assert load(tmp_path, rest, at=STILL_LATER) == Tally(unchanged=len(rest) - 1, withdrawn=3)

    states = [
        (model, row.slug, row.state)
        for model in (Event, Person, Programme, Post)
        for row in model.objects.order_by("slug")
    ]
    assert states == [
        (Event, "another", "published"),
        (Event, "fair", "archived"),
        (Person, "dara", "published"),
        (Person, "sokha", "published"),
        (Programme, "plan", "archived"),
        (Post, "chief", "archived"),
    ]
    assert load(tmp_path, rest, at=STILL_LATER) == Tally(unchanged=len(rest) - 1)


def test_what_an_editor_withdrew_stays_withdrawn(tmp_path):
    load(tmp_path, register())
    workflow.withdraw(Event.objects.get(), by=None, at=LATER)

    assert load(tmp_path, register(), at=STILL_LATER) == Tally(unchanged=ROOTS - 1, kept=1)
    assert not Event.objects.published(at=STILL_LATER).exists()


def test_what_an_editor_deleted_is_not_brought_back(tmp_path):
    load(tmp_path, register())
    workflow.delete(Event.objects.get(), by=None, at=LATER)

    assert load(tmp_path, register(), at=STILL_LATER) == Tally(unchanged=ROOTS - 1, kept=1)
    assert not Event.objects.exists()


def test_what_names_something_deleted_is_left_out(tmp_path):
    rows = register()
    load(tmp_path, rows)
    workflow.delete(Person.objects.get(slug="dara"), by=None, at=LATER)
    rows["speech"]["fields"]["person"] = ["dara"]

    assert load(tmp_path, rows, at=STILL_LATER) == Tally(unchanged=ROOTS - 2, kept=2)
    assert Participation.objects.get().person.slug == "sokha"
