import pytest

from cooperation.models import (
    EventLink,
)
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.event import EventLinkKind
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.queries.asking import role, slugs, tag, took_part

pytestmark = pytest.mark.django_db


def test_without_a_filter_every_public_record_is_listed():
    factories.make_event(slug="one")
    factories.make_event(slug="draft", published=False)
    assert slugs("") == ["one"]


def test_an_event_is_found_by_its_kind_and_kinds_below_it():
    forum = factories.make_term(scheme=SchemeCode.EVENT_KIND, code="forum")
    below = factories.make_term(scheme=SchemeCode.EVENT_KIND, code="round-table", parent=forum)
    factories.make_event(slug="forum", kind=forum)
    factories.make_event(slug="round-table", kind=below)
    factories.make_event(slug="meeting")
    assert slugs("kind=forum") == ["forum", "round-table"]
    assert slugs("kind=round-table") == ["round-table"]
    assert slugs("kind=round-table&kind=meeting") == ["meeting", "round-table"]


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("theme", SchemeCode.THEME),
        ("goal", SchemeCode.SDG_GOAL),
        ("strategy", SchemeCode.STRATEGY),
        ("target_group", SchemeCode.TARGET_GROUP),
    ],
)
def test_an_event_is_found_by_its_tags_and_those_below(name, scheme):
    top = factories.make_term(scheme=scheme, code="top")
    middle = factories.make_term(scheme=scheme, code="middle", parent=top)
    factories.make_event(slug="deep", parts=[tag(scheme, "bottom", parent=middle)])
    factories.make_event(slug="high", parts=[tag(scheme, "top"), tag(scheme, "other")])
    factories.make_event(slug="untagged")
    assert slugs(f"{name}=top") == ["deep", "high"]
    assert slugs(f"{name}=middle") == ["deep"]
    assert slugs(f"{name}=middle&{name}=other") == ["deep", "high"]


def test_one_code_in_two_schemes_is_two_terms():
    factories.make_event(slug="theme", parts=[tag(SchemeCode.THEME, "women")])
    factories.make_event(slug="group", parts=[tag(SchemeCode.TARGET_GROUP, "women")])
    assert slugs("theme=women") == ["theme"]
    assert slugs("target_group=women") == ["group"]


def test_different_filters_are_and():
    both = [tag(SchemeCode.THEME, "wages"), tag(SchemeCode.SDG_GOAL, "8")]
    factories.make_event(slug="both", parts=both)
    factories.make_event(slug="theme", parts=[tag(SchemeCode.THEME, "wages")])
    factories.make_event(slug="goal", parts=[tag(SchemeCode.SDG_GOAL, "8")])
    assert slugs("theme=wages&goal=8") == ["both"]


def test_a_record_with_several_matches_is_listed_once():
    themes = [tag(SchemeCode.THEME, "wages"), tag(SchemeCode.THEME, "safety")]
    places = [factories.make_place(code=code) for code in ("KH-12", "KH-3")]
    factories.make_event(slug="one", parts=themes, places=places)
    assert slugs("theme=wages&theme=safety&place=KH-12&place=KH-3") == ["one"]


def test_an_event_is_found_by_its_place_and_what_lies_in_it():
    country = factories.make_place(code="KH")
    capital = factories.make_place(code="KH-12", parent=country)
    factories.make_event(slug="capital", places=[capital])
    factories.make_event(slug="country", places=[country])
    factories.make_event(slug="nowhere")
    assert slugs("place=KH") == ["capital", "country"]
    assert slugs("place=KH-12") == ["capital"]


def test_an_event_is_found_by_an_organisation_and_those_below_it():
    ministry = factories.make_organisation(slug="ministry")
    agency = factories.make_organisation(slug="agency", parent=ministry)
    centre = factories.make_organisation(slug="centre", parent=agency)
    factories.make_event(slug="of-ministry", parts=[took_part(organisation=ministry)])
    factories.make_event(slug="of-centre", parts=[took_part(organisation=centre)])
    factories.make_event(slug="of-nobody")
    assert slugs("organisation=ministry") == ["of-centre", "of-ministry"]
    assert slugs("organisation=agency") == ["of-centre"]


def test_an_organisation_and_its_role_stand_in_one_row():
    first = factories.make_organisation(slug="a")
    second = factories.make_organisation(slug="b")
    mixed = [took_part("organiser", organisation=first), took_part("speaker", organisation=second)]
    factories.make_event(slug="mixed", parts=mixed)
    factories.make_event(slug="spoke", parts=[took_part("speaker", organisation=first)])
    assert slugs("organisation=a&role=speaker") == ["spoke"]
    assert slugs("organisation=a&role=organiser") == ["mixed"]
    assert slugs("organisation=b&role=speaker") == ["mixed"]
    assert slugs("organisation=a&organisation=b&role=speaker") == ["mixed", "spoke"]
    assert slugs("organisation=a") == slugs("role=speaker") == ["mixed", "spoke"]


def test_person_post_organisation_and_role_stand_in_one_row():
    dara = factories.make_person(slug="dara")
    sokha = factories.make_person(slug="sokha")
    chief = factories.make_post(slug="chief")
    agency = factories.make_organisation(slug="agency")
    as_chief = Row(took_part(person=dara, organisation=agency), {"posts": [chief]})
    factories.make_event(slug="chief", parts=[as_chief, took_part("guest", person=sokha)])
    assert slugs("person=dara&post=chief&organisation=agency&role=speaker") == ["chief"]
    for query in (
        "person=sokha&post=chief",
        "person=sokha&organisation=agency",
        "person=dara&role=guest",
        "post=chief&role=guest",
    ):
        assert slugs(query) == []
    assert slugs("person=sokha") == slugs("post=chief") == ["chief"]


def test_a_role_includes_those_below_it():
    speaker = role("speaker")
    factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="opening-speaker", parent=speaker)
    row = took_part("opening-speaker", person=factories.make_person())
    factories.make_event(slug="opened", parts=[row])
    assert slugs("role=speaker") == ["opened"]


@pytest.mark.past_publishing
def test_a_row_that_names_a_hidden_record_matches_nothing():
    ministry = factories.make_organisation(slug="ministry")
    person = factories.make_person(slug="dara")
    factories.make_event(slug="one", parts=[took_part(person=person, organisation=ministry)])
    type(person).objects.filter(pk=person.pk).update(state="draft")
    assert slugs("organisation=ministry") == slugs("role=speaker") == []


def test_an_event_is_found_by_a_programme_and_by_its_parent():
    programme = factories.make_programme(slug="project")
    series = factories.make_event(slug="series")
    link = EventLink(programme=programme, kind=EventLinkKind.SUPPORTED_BY)
    factories.make_event(slug="linked", parts=[link])
    factories.make_event(slug="child", parent=series)
    assert slugs("programme=project") == ["linked"]
    assert slugs("event=series") == ["child"]


def test_an_event_is_found_by_mode_and_status():
    factories.make_event(slug="online", attendance_mode="online", status="CONFIRMED")
    factories.make_event(slug="hybrid", attendance_mode="hybrid", status="CANCELLED")
    factories.make_event(slug="unstated")
    assert slugs("mode=online") == ["online"]
    assert slugs("mode=online&mode=hybrid") == ["hybrid", "online"]
    assert slugs("status=CANCELLED&mode=hybrid") == ["hybrid"]
    assert slugs("status=CONFIRMED&mode=hybrid") == []
