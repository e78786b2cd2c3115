"""The articles that the seeded register cites, and what of it cites them.

The project does not contain them: REGISTER_ARTICLES names their folder.
"""

import os
import re
from functools import cache
from pathlib import Path

import pytest

from cooperation.exchange.fixtures import Entry, read_fixtures
from cooperation.models import (
    Citation,
    Organisation,
    OtherName,
    Person,
    Post,
    Source,
)
from cooperation.rules import locators

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = [ROOT / "fixtures" / "reference", ROOT / "fixtures" / "cambodia"]
ARTICLES = Path(os.environ.get("REGISTER_ARTICLES") or ROOT.parent / "shared" / "articles")

needs_articles = pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="The articles are not here: set REGISTER_ARTICLES."
)


@cache
def entries() -> tuple[Entry, ...]:
    return tuple(read_fixtures(FIXTURES))


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
        first, last = locators.parse_locator(row.fields["locator"])
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


@cache
def known_names() -> frozenset[str]:
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
    return frozenset(found)
