"""What a record takes from another that is merged into it, and gives back."""

import pytest

from cooperation.models import (
    Citation,
    Identifier,
    OldSlug,
    Organisation,
    OtherName,
    Participation,
    Position,
)
from cooperation.publishing import workflow
from cooperation.publishing.checking import find_differences
from cooperation.publishing.workflow import Row
from tests import factories
from tests.publishing.acts import AT, term
from tests.publishing.merges import (
    contents,
    meeting,
    merged_into,
    takers_part,
    undone,
)

pytestmark = pytest.mark.django_db


def test_the_name_the_address_and_the_parts_of_the_merged_record_are_kept():
    source = factories.make_source(title="An article")
    kept = factories.make_organisation(name="International Labour Organization", acronym="ILO")
    merged = factories.make_organisation(
        name="International Labor Organisation",
        name_km="អង្គការអន្តរជាតិខាងការងារ",
        acronym="I.L.O.",
        website="https://example.org/",
        source=source,
        slug="labor-office",
        parts=[
            OtherName(name="Labour Office", language="en"),
            # The kept one is called so already.
            OtherName(name="ILO", kind="acronym"),
            Identifier(vocabulary="XM-DAC", code="XM-DAC-41302"),
        ],
    )
    before = contents()
    done = merged_into(kept, merged)
    kept.refresh_from_db()
    assert (kept.name_en, kept.name_km) == (
        "International Labour Organization",
        "អង្គការអន្តរជាតិខាងការងារ",
    )
    assert kept.website == "https://example.org/"
    names = kept.other_names.values_list("name", "kind", "language")
    assert set(names) == {
        ("International Labor Organisation", "spelling", "en"),
        ("I.L.O.", "acronym", ""),
        ("Labour Office", "alias", "en"),
    }
    old_name = kept.other_names.get(name="International Labor Organisation")
    assert list(kept.citations.filter(part=old_name.pk).values_list("source")) == [(source.pk,)]
    assert [str(row) for row in kept.identifiers.all()] == ["XM-DAC: XM-DAC-41302"]
    assert list(OldSlug.objects.values_list("slug", "record_uid")) == [("labor-office", kept.uid)]
    assert not Organisation.objects.filter(uid=merged.uid).exists()
    assert list(find_differences()) == []
    assert undone(done) == []
    assert contents() == before
    assert not OldSlug.objects.exists()


def test_a_citation_follows_the_value_that_it_supports():
    one, other = (factories.make_source(title=title) for title in ("One", "Other"))
    fields = [("name", one), ("constituent", one), ("kind", other), ("website", other)]
    kept = factories.make_organisation(name="NEA", constituent="government", kind="10")
    merged = factories.make_organisation(
        name="National Employment Agency",
        constituent="government",
        kind="90",
        website="https://example.org/",
        parts=[Citation(source=source, locator="2", field=name) for name, source in fields],
    )
    merged_into(kept, merged)
    name = kept.other_names.get()
    found = kept.citations.exclude(field="", part=None)
    assert set(found.values_list("field", "part", "source", "stance", "stated_value")) == {
        ("", name.pk, one.pk, "supports", ""),
        ("constituent", None, one.pk, "supports", ""),
        ("kind", None, other.pk, "differs", "Other"),
        ("website", None, other.pk, "supports", ""),
    }
    # The whole-record citation that both had is there once.
    assert kept.citations.filter(field="", part=None).count() == 1


def test_positions_move_and_one_that_both_had_is_there_once_with_all_its_sources():
    minister, adviser = (factories.make_post(label=name) for name in ("Minister", "Adviser"))
    sources = [factories.make_source(title=title) for title in ("One", "Other")]
    people = []
    for source, name in zip(sources, ("Heng Sour", "Heng Sur"), strict=True):
        held = Position(post=minister, period="2023")
        cited = Citation(source=source, part=held.pk)
        people.append(factories.make_person(name=name, parts=[held, cited]))
    kept, merged = people
    edited_parts = [Row(Position(person=merged, post=adviser, period="2019"))]
    standing = [Row(part) for part in (*merged.positions.all(), *merged.citations.all())]
    workflow.save(Row(merged), parts=[*standing, *edited_parts], by=None, at=AT)
    before = contents()
    done = merged_into(kept, merged)
    assert [str(row) for row in kept.positions.all()] == ["Minister", "Adviser"]
    held = kept.positions.get(post=minister)
    cited = kept.citations.filter(part=held.pk).order_by("source__title_en")
    assert [str(row.source) for row in cited] == ["One", "Other"]
    assert undone(done) == []
    assert contents() == before


def test_who_took_part_twice_takes_part_once_unless_something_differs():
    kept, merged = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    both, differing = meeting(kept, merged), meeting(kept)
    row = Participation(person=merged, role=term("event-role", "chair"), event=differing)
    standing = [Row(part) for part in (*differing.participations.all(), *differing.citations.all())]
    workflow.save(Row(differing), parts=[*standing, Row(row)], by=None, at=AT)
    before = contents()
    done = merged_into(kept, merged)
    assert takers_part(both) == ["Heng Sour"]
    assert takers_part(differing) == ["Heng Sour", "Heng Sour"]
    assert undone(done) == []
    assert contents() == before
