"""Imports of parts: found within their record, added or changed, never deleted."""

import pytest

from cooperation.exchange.importing_leaving import rows_left
from cooperation.models import (
    Citation,
    Event,
    Figure,
    OtherName,
    Participation,
    Position,
    ProgrammeOrganisation,
    RecordTerm,
)
from cooperation.publishing import drafts
from cooperation.publishing.checking import find_differences
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.exchange import tabling

pytestmark = pytest.mark.django_db

CITED = ["cited_source", "cited_locator_type", "cited_locator"]


@pytest.fixture
def speaker():
    return factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker")


def test_participations_come_to_their_event_with_their_sources(speaker):
    person = factories.make_person(slug="chan-dara")
    post = factories.make_post(slug="a-director")
    ministry = factories.make_organisation(slug="a-ministry")
    event = factories.make_event(slug="a-forum", published=False)
    rows = [
        ["event", "person", "organisation", "role", "posts", *CITED],
        ["a-forum", "chan-dara", "", "speaker", "a-director", "a-report", "", "5"],
        ["a-forum", "", "a-ministry", "speaker", "", "a-report", "", ""],
    ]
    batch = tabling.bring("participations", *rows)
    assert tabling.counts(batch) == {"added": 2}
    batch = tabling.confirm(batch)
    assert tabling.outcomes(batch) == {"applied": 1}
    first, second = event.participations.all()
    assert (first.person, list(first.posts.all())) == (person, [post])
    assert (second.organisation, second.position) == (ministry, first.position + 1)
    cited = Citation.objects.filter(part__isnull=False).values_list("part", "locator")
    assert set(cited) == {(first.pk, "5"), (second.pk, "")}
    assert list(find_differences()) == []
    assert tabling.counts(tabling.bring("participations", *rows)) == {"unchanged": 2}


def test_a_part_is_found_by_id_else_by_what_tells_it_from_the_others(speaker):
    role = factories.make_term(scheme=SchemeCode.PROGRAMME_ROLE, code="funding")
    donor = factories.make_organisation(slug="a-donor")
    shares = [
        ProgrammeOrganisation(organisation=donor, role=role, amount=amount, currency="USD")
        for amount in (100, 200)
    ]
    programme = factories.make_programme(slug="p", parts=shares, published=False)
    headings = ["programme", "id", "organisation", "role", "amount", "currency"]
    same = [["p", "", "a-donor", "funding", amount, "USD"] for amount in ("200", "100")]
    assert tabling.counts(tabling.bring("partners", headings, *same)) == {"unchanged": 2}
    unclear = tabling.bring("partners", headings, ["p", "", "a-donor", "funding", "300", "USD"])
    assert tabling.faults(unclear) == [
        (2, "id", "Several rows of the record are like this one. Give the id of one.")
    ]
    by_id = ["p", str(shares[0].pk), "a-donor", "funding", "300.50", "USD"]
    batch = tabling.bring("partners", headings, by_id, same[0])
    assert tabling.changes(batch) == [
        [2, "change", [["amount", "100", "300.5"]]],
        [3, "unchanged", []],
    ]
    tabling.confirm(batch)
    amounts = programme.organisations.order_by("amount").values_list("amount", flat=True)
    assert list(map(str, amounts)) == ["200.00", "300.50"]


def test_the_only_one_alike_is_changed_and_what_the_file_leaves_out_stays(speaker):
    role = factories.make_term(scheme=SchemeCode.PROGRAMME_ROLE, code="funding")
    donor, other = (factories.make_organisation(slug=slug) for slug in ("a-donor", "another"))
    factories.make_programme(
        slug="p",
        parts=[ProgrammeOrganisation(organisation=body, role=role) for body in (donor, other)],
        published=False,
    )
    headings = ["programme", "organisation", "role", "amount", "currency"]
    batch = tabling.bring("partners", headings, ["p", "a-donor", "funding", "5", "USD"])
    assert tabling.counts(batch) == {"changed": 1}
    tabling.confirm(batch)
    assert set(ProgrammeOrganisation.objects.values_list("organisation__slug", "currency")) == {
        ("a-donor", "USD"),
        ("another", ""),
    }


def test_another_value_of_one_measure_is_another_figure():
    measure = factories.make_term(scheme=SchemeCode.MEASURE, code="people")
    factories.make_event(slug="e", parts=[Figure(measure=measure, value=100)], published=False)
    factories.make_programme(slug="p", published=False)
    headings = ["programme", "event", "measure", "value", "period"]
    rows = [["", "e", "people", "90", ""], ["p", "", "people", "12000", "2024/2028"]]
    batch = tabling.confirm(tabling.bring("figures", headings, *rows))
    assert tabling.outcomes(batch) == {"applied": 2}
    found = Figure.objects.order_by("value").values_list("event__slug", "programme__slug", "value")
    assert [(*names, int(value)) for *names, value in found] == [
        ("e", None, 90),
        ("e", None, 100),
        (None, "p", 12000),
    ]


def test_parts_of_a_live_record_wait_beside_it():
    post = factories.make_post(slug="a-director")
    person = factories.make_person(slug="chan-dara")
    batch = tabling.bring(
        "positions", ["person", "post", "period"], ["chan-dara", "a-director", "2024/"]
    )
    batch = tabling.confirm(batch)
    assert tabling.outcomes(batch) == {"applied": 1}
    assert Position.objects.count() == 0
    (waiting,) = drafts.revision_shown(person.uid).content["parts"]["position"]
    assert (waiting["fields"]["post"], waiting["fields"]["period"]) == (str(post.uid), "2024/")


def test_a_part_names_one_record_that_is_there(speaker):
    factories.make_event(slug="e", published=False)
    factories.make_programme(slug="p", published=False)
    factories.make_term(scheme=SchemeCode.MEASURE, code="people")
    headings = ["programme", "event", "measure", "value"]
    batch = tabling.bring(
        "figures",
        headings,
        ["", "", "people", "1"],
        ["p", "e", "people", "1"],
        ["nowhere", "", "people", "1"],
        ["", "p", "people", "1"],
    )
    one = "Name the one record that the row belongs to, in one of: programme, event."
    assert tabling.faults(batch) == [
        (2, "programme", one),
        (3, "programme", one),
        (
            4,
            "programme",
            "“nowhere” is no address or permanent id of a record. Add the record first.",
        ),
        (5, "event", "“p” is no address or permanent id of a record. Add the record first."),
    ]
    assert tabling.counts(batch) == {"faulty": 4}


def test_what_a_part_may_not_be_is_told_by_row(speaker):
    theme = factories.make_term(scheme=SchemeCode.THEME, code="skills")
    factories.make_event(slug="e", parts=[RecordTerm(term=theme)], published=False)
    factories.make_event(slug="f", parts=[OtherName(name="Forum")], published=False)
    foreign = OtherName.objects.get()
    nobody = tabling.bring("participations", ["event", "person", "role"], ["e", "", "speaker"])
    assert tabling.faults(nobody) == [(2, "", "Name a person, an organisation or both.")]
    twice = tabling.bring(
        "tags", ["event", "id", "term"], ["e", "", "theme:skills"], ["f", "", "theme:skills"],
        ["f", "", "theme:skills"],
    )  # fmt: skip
    assert tabling.faults(twice) == [(4, "", "The record has this tag already.")]
    ids = tabling.bring(
        "other-names", ["event", "id", "name"], ["e", str(foreign.pk), "X"], ["e", "7", "Y"]
    )
    assert tabling.faults(ids) == [
        (3, "id", "This is no id of a row."),
        (2, "id", "This id is the id of a row of another record. Leave the cell empty."),
    ]


def test_a_record_takes_500_rows_of_one_file(speaker):
    person = factories.make_person(slug="chan-dara")
    factories.make_event(slug="e", published=False)
    rows = [["e", person.slug, "speaker", f"Role {number}"] for number in range(501)]
    headings = ["event", "person", "role", "role_as_stated_en"]
    batch = tabling.bring("participations", headings, *rows)
    message = "The record has more than 500 rows. Bring the others in another file."
    assert tabling.faults(batch) == [(502, "", message)]
    batch = tabling.confirm(batch, leaves_faulty=True)
    assert tabling.outcomes(batch) == {"applied": 1, "refused": 1}
    assert list(rows_left(batch)) == [[*headings, "fault"], [*rows[500], message]]
    assert Participation.objects.filter(event=Event.objects.get(slug="e")).count() == 500


def test_faulty_rows_of_a_record_do_not_hold_up_its_others(speaker):
    people = [factories.make_person(name=f"Person {n}", slug=f"p-{n}") for n in range(3)]
    factories.make_event(slug="e", published=False)
    factories.make_event(slug="f", published=False)
    headings = ["event", "person", "role"]
    batch = tabling.bring(
        "participations", headings,
        ["e", "p-0", "speaker"], ["e", "nobody", "speaker"], ["e", "p-1", "dancer"],
        ["f", "nobody", "speaker"], ["e", "p-2", "speaker"],
    )  # fmt: skip
    assert tabling.counts(batch) == {"added": 2, "faulty": 3}
    batch = tabling.confirm(batch, leaves_faulty=True)
    assert tabling.outcomes(batch) == {"applied": 1, "refused": 2}
    taken = Participation.objects.filter(event__slug="e").order_by("position")
    assert [part.person for part in taken] == [people[0], people[2]]
    assert [row[:3] for row in rows_left(batch)] == [
        headings,
        ["f", "nobody", "speaker"],
        ["e", "nobody", "speaker"],
        ["e", "p-1", "dancer"],
    ]
    assert all(row[3] for row in rows_left(batch))
