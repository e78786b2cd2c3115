"""Passages and dates as filters, and what is said of wrong values."""

import pytest

from cooperation.models import (
    Citation,
    Organisation,
)
from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from cooperation.queries.filters import EventFilters
from tests import factories
from tests.queries.asking import messages, slugs, took_part

pytestmark = pytest.mark.django_db


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


@pytest.mark.past_publishing
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


@pytest.mark.past_publishing
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
