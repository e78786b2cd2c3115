import pytest
from django.http import QueryDict

from cooperation.models import (
    Citation,
    EventLink,
    Organisation,
    Participation,
    RecordTerm,
)
from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from cooperation.queries.filters import EventFilters
from cooperation.queries.resources import EVENT_LIST, Resource
from cooperation.vocabulary.event import EventLinkKind
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = pytest.mark.django_db


def role(code: str):
    return factories.make_term(scheme=SchemeCode.EVENT_ROLE, code=code)


def took_part(code: str = "speaker", **who: object) -> Participation:
    return Participation(role=role(code), **who)


def tag(scheme: str, code: str, **fields: object) -> RecordTerm:
    return RecordTerm(term=factories.make_term(scheme=scheme, code=code, **fields))


def slugs(query: str, resource: Resource = EVENT_LIST) -> list[str]:
    filters = resource.filters(QueryDict(query), queryset=resource.subject.public())
    assert filters.form.errors == {}
    rows = filters.filter_queryset(filters.queryset)
    return sorted(rows.values_list("slug", flat=True))


def messages(query: str) -> dict[str, list[str]]:
    filters = EventFilters(QueryDict(query), queryset=EVENT_LIST.subject.public())
    return {name: list(found) for name, found in filters.form.errors.items()}


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


def test_a_passage_is_one_citation_of_one_source():
    first = factories.make_source(slug="first", paragraph_count=9)
    second = factories.make_source(slug="second", paragraph_count=9)
    cited = [Citation(source=first, locator="5-7"), Citation(source=second, locator="2")]
    factories.make_event(slug="one", cited=False, parts=cited)
    assert slugs("source=first") == slugs("source=second") == ["one"]
    for number in (5, 6, 7):
        assert slugs(f"source=first&locator={number}") == ["one"]
    for query in (
        "source=first&locator=4",
        "source=first&locator=8",
        "source=first&locator=2",
        "source=second&locator=5",
        "locator=0",
        "locator=3",
    ):
        assert slugs(query) == []
    assert slugs("source=first&source=second&locator=2") == ["one"]
    assert slugs("locator=6") == ["one"]


def test_a_passage_of_a_hidden_source_matches_nothing():
    source = factories.make_source(slug="paper", paragraph_count=9)
    factories.make_event(slug="one", parts=[Citation(source=source, locator="5")])
    type(source).objects.filter(pk=source.pk).update(state="archived")
    assert slugs("locator=5") == []
    assert messages("source=paper") == {"source": ["“paper” is not known here."]}


@pytest.fixture
def dated() -> None:
    for slug, date in (
        ("day", "2026-03-05"),
        ("year", "2026"),
        ("running", "2019/.."),
        ("until", "../2021"),
        ("yearless", "XXXX-11-20"),
        ("undated", ""),
    ):
        factories.make_event(slug=slug, date=date)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("year=2026", "day running year yearless"),
        ("year=2018", "until yearless"),
        ("year=2018&year=2026", "day running until year yearless"),
        ("from=2026-03-06", "running year yearless"),
        ("from=2026-03-05", "day running year yearless"),
        ("to=2018-12-31", "until yearless"),
        ("from=2022-01-01&to=2026-03-04", "running year yearless"),
        ("from=2022-01-01&to=2025-12-31", "running yearless"),
        ("year=2026&from=2026-03-06", "running year yearless"),
        ("from=0001-01-01&to=9999-12-31", "day running until year yearless"),
    ],
)
def test_dates_filter_by_overlap_and_without_a_date_nothing_matches(dated, query, found):
    assert slugs(query) == found.split()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("kind=rubbish", "“rubbish” is not known here."),
        ("theme=rubbish", "“rubbish” is not known here."),
        ("place=KH-99", "“KH-99” is not known here."),
        ("organisation=rubbish", "“rubbish” is not known here."),
        (
            "mode=virtual",
            "“virtual” is not known here. Choose from: in_person, online, hybrid, self_paced.",
        ),
        ("year=26", "“26” is no year of four digits."),
        ("year=0000", "“0000” is no year of four digits."),
        ("year=٢٠٢٦", "“٢٠٢٦” is no year of four digits."),
        ("from=2026-02-30", "“2026-02-30” is no day. Write it as 2026-01-31."),
        ("to=March", "“March” is no day. Write it as 2026-01-31."),
        ("locator=five", "“five” is no whole number of at most nine digits."),
        ("locator=1234567890", "“1234567890” is no whole number of at most nine digits."),
        ("locator=-1", "“-1” is no whole number of at most nine digits."),
    ],
)
def test_a_wrong_value_is_told_beside_its_filter(query, message):
    assert messages(query) == {query.partition("=")[0]: [message]}


def test_one_wrong_value_among_right_ones_is_told():
    factories.make_event()
    assert messages("kind=meeting&kind=rubbish") == {"kind": ["“rubbish” is not known here."]}


def test_an_empty_value_filters_nothing():
    factories.make_event(slug="one")
    query = "&".join(f"{name}=" for name in EventFilters.get_filters())
    assert slugs(query) == ["one"]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("organisation", factories.make_organisation),
        ("person", factories.make_person),
        ("post", factories.make_post),
        ("programme", factories.make_programme),
        ("event", factories.make_event),
        ("source", factories.make_source),
    ],
)
def test_a_draft_answers_like_what_is_not_known(name, make):
    make(slug="hidden", published=False)
    assert messages(f"{name}=hidden") == {name: ["“hidden” is not known here."]}
    assert messages(f"{name}=absent") == {name: ["“absent” is not known here."]}


def test_an_organisation_below_that_is_hidden_adds_nothing():
    ministry = factories.make_organisation(slug="ministry")
    agency = factories.make_organisation(slug="agency", parent=ministry)
    factories.make_event(slug="one", parts=[took_part(organisation=agency)])
    Organisation.objects.filter(pk=agency.pk).update(state="archived")
    assert slugs("organisation=ministry") == []


def test_an_organisation_may_be_asked_for_after_its_name_changed():
    ministry = factories.make_organisation(slug="before")
    factories.make_event(slug="one", parts=[took_part(organisation=ministry)])
    ministry.slug = "after"
    workflow.save(Row(ministry), by=None, at=factories.AT)
    assert slugs("organisation=after") == ["one"]
