"""The wording of the seeded register against the paragraphs that it cites."""

import pytest

from cooperation.exchange.fixtures import Entry
from cooperation.models import Citation, RecordTerm, Statement
from cooperation.rules import locators
from cooperation.rules.wording import missing_terms, runs_of, unsupported_numbers
from cooperation.vocabulary.terms_of_art import TERMS_OF_ART
from tests.exchange.articles import (
    ROOT,
    articles,
    citations,
    cited_text,
    entries,
    known_names,
    needs_articles,
    of,
)

# Each of its paragraphs tells several facts, of which a statement is one.
DENSE = {"employment-services-training"}
SCANNED = ("*.md", "cooperation/**/*.py", "fixtures/**/*.json", "templates/**/*", "tests/**/*.py")

pytestmark = needs_articles


def our_words(entry: Entry) -> str:
    texts = (v for k, v in entry.fields.items() if k.endswith("_en") and isinstance(v, str))
    return ". ".join(texts)


def rows() -> list[tuple[Entry, Entry | None, Entry]]:
    """Every record and part that has words and cites: its root, the part, and what has words."""
    found: list[tuple[Entry, Entry | None, Entry]] = []
    for root in entries():
        found.append((root, None, root))
        found += [(root, part, part) for part in root.parts if part.model is not Citation]
    return [row for row in found if our_words(row[2]) and citations(*row[:2])]


def paragraphs_cited(root: Entry, part: Entry | None) -> set[tuple[str, int]]:
    spans = (
        (c.fields["source"][0], *locators.parse_locator(c.fields["locator"]))
        for c in citations(root, part)
    )
    return {(slug, n) for slug, first, last in spans for n in range(first, last + 1)}


def test_a_statement_keeps_every_term_of_art_of_its_paragraphs():
    lost = {
        root.fields["slug"]: missing
        for root in of(Statement).values()
        if DENSE.isdisjoint(slug for slug, _ in paragraphs_cited(root, None))
        if (missing := missing_terms(our_words(root), cited_text(root), TERMS_OF_ART))
    }

    assert lost == {}


def test_every_term_of_art_of_a_paragraph_stands_somewhere_in_what_cites_it():
    said: dict[tuple[str, int], str] = {}
    for root, part, row in rows():
        if row.model is not RecordTerm:
            for paragraph in paragraphs_cited(root, part):
                said[paragraph] = f"{said.get(paragraph, '')}. {our_words(row)}"
    lost = {
        (slug, n): missing
        for (slug, n), ours in sorted(said.items())
        if (missing := missing_terms(ours, articles()[slug][n - 1], TERMS_OF_ART))
    }

    assert said
    assert lost == {}


def test_no_number_stands_in_our_words_that_no_cited_paragraph_has():
    added = {
        row.origin: numbers
        for root, part, row in rows()
        if (numbers := unsupported_numbers(our_words(row), cited_text(root, part)))
    }

    assert added == {}


@pytest.mark.parametrize("pattern", SCANNED)
def test_no_run_of_nine_words_is_copied(pattern):
    paths = [path for path in sorted(ROOT.glob(pattern)) if path.is_file()]
    # All at once: the articles are then read word by word but once.
    ours = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    said = "\n".join("\n".join(lines) for lines in articles().values())

    assert runs_of(ours, said, names=known_names()) == []
