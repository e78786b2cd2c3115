"""Which known records a name resembles, and which records look like one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import LikelyPair, NameKey, Organisation, OtherName, Person, Post
from cooperation.publishing import pairing, unmerging, workflow
from cooperation.publishing.errors import NotPermitted
from cooperation.publishing.merging import merge
from cooperation.publishing.resembling import find_resembling, gather_names
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.likeness import Reason
from tests import factories
from tests.publishing.acts import AT, LATER
from tests.publishing.merges import edited

pytestmark = pytest.mark.django_db


def known(model, *typed, acronym="", **options) -> list[tuple[str, Reason]]:
    found = find_resembling(model, gather_names(typed, [acronym], model), **options)
    return [(str(one.record), one.likeness.reason) for one in found]


def pairs() -> list[tuple[str, str, str]]:
    return [(str(pair.one), str(pair.other), pair.reason) for pair in pairing.likely_pairs()]


def test_a_typed_name_finds_records_by_all_that_they_are_called():
    ilo = factories.make_organisation(
        name="International Labour Organization",
        name_km="អង្គការអន្តរជាតិខាងការងារ",
        acronym="ILO",
        parts=[OtherName(name="Bureau international du Travail")],
        published=False,
    )
    factories.make_organisation(name="Ministry of Interior")
    factories.make_person(name="Ilo")
    for typed in (
        "International Labor Organisation",
        "អង្គការអន្តរជាតិ\u200bខាងការងារ",
        "I.L.O.",
        "Bureau International du travail",
    ):
        assert [name for name, _reason in known(Organisation, typed)] == [str(ilo)]
    assert known(Organisation, acronym="ilo") == [(str(ilo), Reason.ACRONYM)]
    assert known(Organisation, "International Labour Organization", besides=ilo.uid) == []
    assert known(Organisation, "", " ", acronym="") == []


def test_the_surest_comes_first():
    for name in ("Heng Sour", "Sour Heng", "Heng Sur"):
        factories.make_person(name=name)
    assert known(Person, "H.E. Heng Sour") == [
        ("Heng Sour", Reason.SAME),
        ("Sour Heng", Reason.ORDER),
        ("Heng Sur", Reason.SPELLING),
    ]


def test_posts_of_another_organisation_are_left_out():
    one, other = (factories.make_organisation(name=name) for name in ("Alpha", "Beta"))
    for organisation in (one, other, None):
        factories.make_post(label="Director", organisation=organisation)
    assert len(known(Post, "director")) == 3
    found = find_resembling(Post, gather_names(["director"], [], Post), organisation=one)
    assert [post.record.organisation for post in found] == [one, None]


def test_what_a_record_is_called_is_followed():
    person = factories.make_person(name="Heng Sour")
    edited(person, name_en="Ith Samheng")
    assert (known(Person, "Heng Sour"), known(Person, "Ith Samheng")) == (
        [],
        [("Ith Samheng", Reason.SAME)],
    )
    kept = NameKey.objects.values_list("pk")
    before = set(kept)
    edited(person, honorific_en="H.E.")
    assert set(kept) == before
    workflow.delete(person, by=None, at=LATER)
    assert not NameKey.objects.exists()


def test_no_name_can_be_read_from_a_key():
    factories.make_person(name="Heng Sour")
    assert {len(key) for key in NameKey.objects.values_list("key", flat=True)} == {16}


def test_records_that_look_like_one_are_a_pair_until_they_do_not():
    first = factories.make_organisation(name="National Employment Agency")
    second = factories.make_organisation(name="National Employment Agncy")
    third = factories.make_organisation(name="Agency of Women", acronym="NEA")
    fourth = factories.make_organisation(name="Agency of Youth", acronym="N.E.A.")
    # A name within another, and initials beside a full name, make no pair.
    factories.make_organisation(name="National Employment Agency of Pursat Province")
    assert pairs() == [
        (*sorted_names(first, second), "other spelling"),
        (*sorted_names(third, fourth), "same acronym"),
    ]
    edited(second, name_en="Women in Work")
    assert [reason for _one, _other, reason in pairs()] == ["same acronym"]
    workflow.delete(fourth, by=None, at=LATER)
    assert pairs() == []


def sorted_names(*records) -> list[str]:
    return [str(record) for record in sorted(records, key=lambda record: record.uid)]


def test_posts_are_a_pair_in_one_organisation_and_area_only():
    one, other = (factories.make_organisation(name=name) for name in ("Alpha", "Beta"))
    factories.make_post(label="Country director", organisation=one, area="Cambodia")
    factories.make_post(label="Country director", organisation=other)
    factories.make_post(label="Country director", organisation=one, area="Viet Nam")
    assert pairs() == []
    moved = factories.make_post(label="Country Director", organisation=one)
    assert {moved.uid in (pair.one.uid, pair.other.uid) for pair in pairing.likely_pairs()} == {
        True
    }


def test_a_pair_that_was_judged_stays_judged():
    publisher = factories.make_user(group="publisher")
    reader = factories.make_user(username="reader")
    one, other = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    with pytest.raises(NotPermitted):
        pairing.dismiss_pair(one, other, by=reader, at=LATER)
    pairing.dismiss_pair(other, one, by=publisher, at=LATER)
    edited(one, honorific_en="H.E.")
    workflow.delete(other, by=None, at=LATER)
    pair = LikelyPair.objects.get()
    assert (pair.dismissed_by, pair.dismissed_at, pairs()) == (publisher, LATER, [])


def test_two_that_nobody_paired_can_be_judged_beforehand():
    one, other = factories.make_person(name="Alpha Beta"), factories.make_person(name="Gamma")
    pairing.dismiss_pair(one, other, by=None, at=LATER)
    edited(other, name_en="Alpha Beta")
    assert pairs() == []


def test_a_merge_and_its_undoing_are_followed():
    one, other = (factories.make_person(name=name) for name in ("Heng Sour", "Heng Sur"))
    done = merge(one, other, by=None, at=LATER)
    assert pairs() == []
    assert known(Person, "Heng Sur") == [("Heng Sour", Reason.SAME)]
    unmerging.undo_merge(done, by=None, at=LATER)
    assert [reason for _one, _other, reason in pairs()] == ["other spelling"]


def test_posts_that_a_merge_brings_together_are_a_pair():
    one, other = (factories.make_organisation(name=name) for name in ("Alpha", "Beta"))
    for organisation in (one, other):
        factories.make_post(label="Director", organisation=organisation)
    assert pairs() == []
    merge(one, other, by=None, at=LATER)
    assert pairs() == [("Director", "Director", "same name")]


def test_all_can_be_made_anew():
    for name in ("Heng Sour", "Heng Sur"):
        factories.make_person(name=name)
    before = pairs(), set(NameKey.objects.values_list("record_uid", "key"))
    NameKey.objects.all().delete()
    LikelyPair.objects.all().delete()
    pairing.fill_pairs()
    assert (pairs(), set(NameKey.objects.values_list("record_uid", "key"))) == before


def test_a_name_that_very_many_share_costs_no_more():
    def saved(number: int) -> int:
        person = Person(name_en="Sok San", slug=f"sok-san-{number}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            workflow.save(Row(person), by=None, at=AT)
        return len(queries)

    costs = [saved(number) for number in range(60)]
    assert max(costs[10:]) <= max(costs[:10])
    # A key of all of them tells nothing of any two.
    assert LikelyPair.objects.count() <= 50 * 49 / 2
    with CaptureQueriesContext(connection) as queries:
        assert len(pairing.likely_pairs(limit=5)) == 5
    assert len(queries) == 2
