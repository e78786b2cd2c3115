"""The seeded register against the articles that it cites, which the project does not contain."""

import pytest

from cooperation.models import (
    Citation,
    CommitmentParty,
    Figure,
    Organisation,
    Participation,
    Person,
    Position,
    Post,
    ProgrammeOrganisation,
    Source,
    StatementSpeaker,
)
from cooperation.rules import locators
from tests.exchange.articles import (
    ARTICLES,
    articles,
    cited_text,
    entries,
    is_named,
    needs_articles,
    of,
    unnamed,
    words,
)

NUMBERS = {"0.5": "half", "2": "two", "2.5": "two and a half", "4": "four", "5": "five"}

pytestmark = needs_articles


def test_every_article_has_its_source_with_its_paragraphs_counted():
    counted = {s.fields["slug"]: s.fields["paragraph_count"] for s in of(Source).values()}

    assert len(counted) == len(list(ARTICLES.glob("*.txt")))
    assert counted == {slug: len(lines) for slug, lines in articles().items()}


def test_every_citation_lies_within_its_article():
    rows = [row for root in entries() for row in root.parts if row.model is Citation]
    astray = [
        row.origin
        for row in rows
        if locators.parse_locator(row.fields["locator"])[1]
        > len(articles()[row.fields["source"][0]])
    ]

    assert rows
    assert astray == []


def test_every_paragraph_that_says_something_is_cited():
    cited = {slug: set() for slug in articles()}
    for root in entries():
        for row in root.parts:
            if row.model is Citation:
                first, last = locators.parse_locator(row.fields["locator"])
                cited[row.fields["source"][0]] |= set(range(first, last + 1))
    left = {
        slug: [
            n for n, line in enumerate(lines, 1) if len(words(line)) > 20 and n not in cited[slug]
        ]
        for slug, lines in articles().items()
    }

    assert left == {slug: [] for slug in articles()}


@pytest.mark.parametrize("model", [Organisation, Person, Post])
def test_who_is_recorded_is_named_in_the_paragraphs_cited(model):
    absent = [root.origin for root in of(model).values() if not is_named(root, cited_text(root))]

    assert absent == []


@pytest.mark.parametrize("part", [Participation, StatementSpeaker, CommitmentParty, Position])
def test_people_of_a_part_are_named_in_the_paragraphs_cited(part):
    field = "post" if part is Position else "person"
    model = Post if part is Position else Person

    assert unnamed(part, field, model) == []


@pytest.mark.parametrize("field", ["posts", "on_behalf_of_post"])
@pytest.mark.parametrize("part", [Participation, StatementSpeaker])
def test_posts_of_a_part_are_named_in_the_paragraphs_cited(part, field):
    assert unnamed(part, field, Post) == []


def test_organisations_of_a_part_are_named_in_the_paragraphs_cited():
    assert unnamed(ProgrammeOrganisation, "organisation", Organisation) == []
    assert unnamed(CommitmentParty, "organisation", Organisation) == []


def test_numbers_stand_in_the_paragraphs_cited():
    figures = [(root, part) for root in entries() for part in root.parts if part.model is Figure]
    absent = [
        part.origin
        for root, part in figures
        if not {part.fields["value"], NUMBERS.get(part.fields["value"], "")}
        & {
            " ".join(words(cited_text(root, part))[start : start + length])
            for start in range(len(words(cited_text(root, part))))
            for length in (1, 4)
        }
    ]

    assert figures
    assert absent == []
