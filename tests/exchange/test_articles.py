"""The seeded register against the articles that it cites, which the project does not contain."""

import os
import re
from functools import cache
from pathlib import Path

import pytest

from cooperation.exchange.fixtures import Entry, read
from cooperation.models import (
    Citation,
    CommitmentParty,
    Figure,
    Organisation,
    OtherName,
    Participation,
    Person,
    Position,
    Post,
    ProgrammeOrganisation,
    Source,
    StatementSpeaker,
)
from cooperation.rules import locators

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = [ROOT / "fixtures" / "reference", ROOT / "fixtures" / "cambodia"]
ARTICLES = Path(os.environ.get("REGISTER_ARTICLES") or ROOT.parent / "shared" / "articles")
SCANNED = ("*.md", "cooperation/**/*.py", "fixtures/**/*.json", "templates/**/*", "tests/**/*.py")
RUN = 9
NUMBERS = {"0.5": "half", "2": "two", "2.5": "two and a half", "4": "four", "5": "five"}

pytestmark = pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="The articles are not here: set REGISTER_ARTICLES."
)


@cache
def entries() -> tuple[Entry, ...]:
    return tuple(read(FIXTURES))


def of(model) -> dict:
    return {entry.uid: entry for entry in entries() if entry.model is model}


@cache
def articles() -> dict[str, list[str]]:
    """The paragraphs of each source, by its slug."""
    return {
        source.fields["slug"]: paragraphs(source.fields["copy_reference"])
        for source in of(Source).values()
    }


def paragraphs(reference: str) -> list[str]:
    (path,) = ARTICLES.glob(f"*_{reference}.txt")
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def citations(root: Entry, part: Entry | None = None) -> list[Entry]:
    wanted = str(part.uid) if part else None
    found = [row for row in root.parts if row.model is Citation]
    return [row for row in found if row.fields.get("part") == wanted]


def cited_text(root: Entry, part: Entry | None = None) -> str:
    texts = []
    for row in citations(root, part):
        first, last = locators.parse(row.fields["locator"])
        texts += articles()[row.fields["source"][0]][first - 1 : last]
    return " ".join(texts)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", text.casefold()))


def names(root: Entry) -> list[str]:
    """Every name of an organisation, post or person."""
    own = [root.fields.get(name, "") for name in ("name_en", "label_en", "acronym")]
    return [name for name in [*own, *other_names(root)] if name]


def other_names(root: Entry) -> list[str]:
    return [part.fields["name"] for part in root.parts if part.model is OtherName]


def is_named(root: Entry, text: str) -> bool:
    """Whether all words that carry one of its names stand in the text."""
    found = set(words(text))
    return any(
        {word for word in words(name) if len(word) > 3 or name.isupper()} <= found
        for name in names(root)
    )


def unnamed(part_model, field: str, model) -> list[str]:
    roots = of(model)
    return [
        f"{part.origin}: {roots[uid].fields['slug']}"
        for root in entries()
        for part in root.parts
        if part.model is part_model
        for _, uid in part.named.get(field, ())
        if not is_named(roots[uid], cited_text(root, part))
    ]


def without_names(text: str, known: re.Pattern) -> list[str]:
    return known.sub(" ", " ".join(words(text))).split()


def runs(found: list[str]) -> set[tuple[str, ...]]:
    return {tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


@cache
def known_names() -> re.Pattern:
    """Names and titles that the sources themselves give."""
    found = {
        name
        for model in (Organisation, Post, Person)
        for e in of(model).values()
        for name in names(e)
    }
    for entry in entries():
        if "title_en" in entry.fields and not entry.fields.get("title_supplied"):
            found |= {entry.fields["title_en"], *other_names(entry)}
    joined = {" ".join(words(name)) for name in found}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, joined), key=len, reverse=True))})\b")


def test_every_article_has_its_source_with_its_paragraphs_counted():
    counted = {s.fields["slug"]: s.fields["paragraph_count"] for s in of(Source).values()}

    assert len(counted) == len(list(ARTICLES.glob("*.txt")))
    assert counted == {slug: len(lines) for slug, lines in articles().items()}


def test_every_citation_lies_within_its_article():
    rows = [row for root in entries() for row in root.parts if row.model is Citation]
    astray = [
        row.origin
        for row in rows
        if locators.parse(row.fields["locator"])[1] > len(articles()[row.fields["source"][0]])
    ]

    assert rows
    assert astray == []


def test_every_paragraph_that_says_something_is_cited():
    cited = {slug: set() for slug in articles()}
    for root in entries():
        for row in root.parts:
            if row.model is Citation:
                first, last = locators.parse(row.fields["locator"])
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


def test_no_run_of_nine_words_is_copied():
    said = set()
    for lines in articles().values():
        said |= runs(without_names(" ".join(lines), known_names()))
    copied = {
        str(path.relative_to(ROOT)): sorted(" ".join(run) for run in found)
        for pattern in SCANNED
        for path in sorted(ROOT.glob(pattern))
        if path.is_file()
        if (found := said & runs(without_names(path.read_text(encoding="utf-8"), known_names())))
    }

    assert said
    assert copied == {}
