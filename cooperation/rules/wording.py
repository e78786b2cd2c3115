"""Words of ours against the paragraph that they tell of: what is copied, lost or added.

All three compare words alone, whatever their case, punctuation and spelling (labor, labour), in
scripts that part their words by spaces; of Khmer nothing is reported.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from cooperation.rules.folding import fold_text
from cooperation.rules.numerals import to_western_digits
from cooperation.rules.recognising_numbers import WORDS as NUMBER_WORDS
from cooperation.rules.search_text import WORD
from cooperation.rules.spelling import standard_spelling

SHORTEST_COPY = 9

_POSSESSIVE = re.compile(r"['’]s\b")
# Whatever ends a clause: a term of art does not stretch across a comma.
_BETWEEN_CLAUSES = re.compile(r"[^\w\s'’‘\-‐‑–]+")
# "One" is a pronoun as often as a number, and "half" needs no article in "a half-day forum".
_WORDS = {word: value for word, value in NUMBER_WORDS.items() if value > 1 and " " not in word}
_WORDS |= {"dozen": Decimal(12), "half": Decimal("0.5")}
_NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|\b(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b(?P<half> and a half\b)?",
    re.IGNORECASE,
)


def runs_of(
    text: str, source_text: str, length: int = SHORTEST_COPY, *, names: Iterable[str] = ()
) -> list[str]:
    """Return each longest run of at least so many words of the text that the source has as well.

    A run is given in folded words parted by spaces, in the order of the text. Names and titles
    given are left out on both sides before anything is compared.
    """
    ours, theirs = (_without(names, _words(each)) for each in (text, source_text))
    told, known = _spelled(ours), _grams(_spelled(theirs), length)
    stretches: list[tuple[int, int]] = []
    for start in range(len(ours) - length + 1):
        if tuple(told[start : start + length]) not in known:
            continue
        if stretches and stretches[-1][1] == start + length - 1:
            stretches[-1] = (stretches[-1][0], start + length)
        else:
            stretches.append((start, start + length))
    return [" ".join(ours[start:stop]) for start, stop in stretches]


def missing_terms(ours: str, paragraph: str, terms: Iterable[str]) -> list[str]:
    """Return the terms of art that the paragraph uses and our words do not, as listed.

    They come in the order of the paragraph. Of terms that hold each other the longest counts:
    "international labour standards" is no "labour standards" besides.
    """
    left, said = _clauses(paragraph), _clauses(ours)
    places: dict[str, int] = {}
    for term in sorted(terms, key=len, reverse=True):
        sought = f" {' '.join(_spelled(_words(term)))} "
        if sought not in left:
            continue
        if sought not in said:
            places[term] = left.index(sought)
        # As many signs as before, so that places stay comparable.
        left = left.replace(sought, f" {'.' * (len(sought) - 2)} ")
    return sorted(places, key=places.__getitem__)


def unsupported_numbers(ours: str, paragraph: str) -> list[str]:
    """Return the numbers in our words, as written there, that do not stand in the paragraph.

    Digits (a year is its four) and the words from two to twenty, "half" and "dozen" with them,
    stand for one another: "4 tiers" is supported by "four-tiered".
    """
    supported = {_value(match) for match in _NUMBER.finditer(to_western_digits(paragraph))}
    found = [
        match
        for match in _NUMBER.finditer(to_western_digits(ours))
        if _value(match) not in supported
    ]
    return list(dict.fromkeys(match[0] for match in found))


def _words(text: str) -> list[str]:
    return [match[0] for match in WORD.finditer(fold_text(_POSSESSIVE.sub("", text)))]


def _spelled(words: Iterable[str]) -> list[str]:
    return [standard_spelling(word) for word in words]


def _grams(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def _without(names: Iterable[str], words: list[str]) -> list[str]:
    known = sorted({" ".join(_words(name)) for name in names} - {""}, key=len, reverse=True)
    if not known:
        return words
    pattern = rf"(?<= )(?:{'|'.join(map(re.escape, known))}) "
    return re.sub(pattern, "", f" {' '.join(words)} ").split()


def _clauses(text: str) -> str:
    """Return the words in their standard spelling, with "|" wherever a clause ends."""
    clauses = (_spelled(_words(clause)) for clause in _BETWEEN_CLAUSES.split(text))
    return f" {' | '.join(' '.join(clause) for clause in clauses)} "


def _value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        return Decimal(match["digits"].replace(",", ""))
    return _WORDS[match["word"].lower()] + (Decimal("0.5") if match["half"] else 0)
