"""Finds known names in a text, by their letters alone: nothing is guessed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from cooperation.rules.folding import fold_text

Key = TypeVar("Key")

LONGEST = 9
# A word with what may stand inside it: public-private, U.N, but not the s of "the ILO's".
WORD = re.compile(r"[^\W_]+(?:(?:['’](?!s\b)|[.&-])[^\W_]+)*")
# Scripts such as Khmer put no space between words.
SPACELESS = re.compile(r"[\u1780-\u17ff]")


@dataclass(frozen=True, slots=True)
class Found(Generic[Key]):
    """`text` stands in the source; `key` is what is known under it."""

    start: int
    text: str
    key: Key


def phrases_in_text(text: str) -> set[str]:
    """Return each run of one to nine words of a text: what could be a name in it.

    Each both as `phrase_of_name` gives it and as it is written, in small letters.
    """
    matches = list(WORD.finditer(text))
    words = [fold_text(match[0]) for match in matches]
    found = set()
    for first, match in enumerate(matches):
        for last in range(first + 1, min(first + LONGEST, len(words)) + 1):
            found.add(" ".join(words[first:last]))
            found.add(" ".join(text[match.start() : matches[last - 1].end()].lower().split()))
    return found


def phrase_of_name(name: str) -> str:
    """Return a name by its words alone, folded: as it is looked for in a text."""
    if SPACELESS.search(name):
        return fold_text(name)
    return " ".join(fold_text(match[0]) for match in WORD.finditer(name))


def find_names(text: str, names: Mapping[str, Iterable[Key]]) -> list[Found[Key]]:
    """Return the known names in a text, in its order; of two that overlap, the longer.

    `names` leads from a phrase to all that is known under it. A name in a script without spaces
    is found inside words too.
    """
    spaced = {name: keys for name, keys in names.items() if not SPACELESS.search(name)}
    found = [*_spaced(text, spaced)]
    if SPACELESS.search(text):
        found += _spaceless(text, names)
    return sorted(found, key=lambda item: item.start)


def _spaced(text: str, names: Mapping[str, Iterable[Key]]) -> Iterator[Found[Key]]:
    matches = list(WORD.finditer(text))
    words = [fold_text(match[0]) for match in matches]
    at = 0
    while at < len(words):
        length = _longest(words, at, names)
        if length == 0:
            at += 1
            continue
        start, end = matches[at].start(), matches[at + length - 1].end()
        for key in names[" ".join(words[at : at + length])]:
            yield Found(start, text[start:end], key)
        at += length


def _longest(words: Sequence[str], at: int, names: Mapping[str, Iterable[Key]]) -> int:
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        if " ".join(words[at : at + length]) in names:
            return length
    return 0


def _spaceless(text: str, names: Mapping[str, Iterable[Key]]) -> Iterator[Found[Key]]:
    plain = unicodedata.normalize("NFC", text)
    folded = fold_text(plain)
    taken: list[tuple[int, int]] = []
    for name in sorted((n for n in names if SPACELESS.search(n)), key=len, reverse=True):
        for match in re.finditer(re.escape(name), folded):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                yield from (Found(match.start(), match[0], key) for key in names[name])
