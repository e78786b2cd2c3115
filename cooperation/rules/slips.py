"""Words with a slip in them, and words with an ending: which belong together."""

import re
from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

# What may be left of a word's end, if a syllable remains of it, or two.
_ENDINGS = re.compile(r"(?<=[a-z]{2})(?:ies|ied|ing|ings|ed|es|s|e|(?<![aeiou])y)$")
_LONG_ENDINGS = re.compile(r"(?:is)?ations?$|ments?$|ers?$|ors?$|ly$")
_DOUBLED = re.compile(r"([^aeioulsz])\1$")
# A y after a vowel ends a syllable.
_SYLLABLE = re.compile(r"(?:[aeiou]|(?<![aeiou])y)+(?:[^aeiouy]|(?<=[aeiou])y)+")
SHORTEST, LONGEST = 4, 24


@lru_cache(maxsize=20_000)
def word_trunk(word: str) -> str:
    """Return a word without its common endings: what marks in a text go by, nothing else."""
    for endings, syllables in ((_LONG_ENDINGS, 2), (_ENDINGS, 1)):
        shorter = endings.sub("", word)
        if shorter != word and len(_SYLLABLE.findall(shorter)) >= syllables:
            word = _DOUBLED.sub(r"\1", shorter)
    return word


def may_slip(word: str) -> bool:
    """Tell whether a slip in a word may be guessed at: in none too short or long, in no number."""
    return SHORTEST <= len(word) <= LONGEST and not any(map(str.isdigit, word))


def slip_keys(word: str) -> list[int]:
    """Return numbers of which two words share one wherever a single slip lies between them.

    Empty for words in which none may be guessed at.
    """
    if not may_slip(word):
        return []
    shorter = (word[:place] + word[place + 1 :] for place in range(len(word)))
    return sorted({crc32(form.encode()) for form in (word, *shorter)})


def slips_allowed(word: str) -> int:
    return 1 if len(word) < 8 else 2


def count_slips(one: str, other: str) -> int:
    """Return how many letters are left out, put in, changed or swapped with a neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        rows = list(_next_row(one, other, i, letter, row, before))
        before, row = row, rows
    return row[-1]


def _next_row(
    one: str, other: str, i: int, letter: str, row: list[int], before: list[int]
) -> Iterator[int]:
    left = i
    yield left
    for j, candidate in enumerate(other, 1):
        cost = min(row[j] + 1, left + 1, row[j - 1] + (letter != candidate))
        if i > 1 and j > 1 and letter == other[j - 2] and candidate == one[i - 2]:
            cost = min(cost, before[j - 2] + 1)
        left = cost
        yield left
