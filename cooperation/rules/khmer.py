"""Where lines of Khmer and Latin text may be broken, and which letters are Khmer."""

import re

ZERO_WIDTH_SPACE = "\u200b"

_KHMER = re.compile("[\u1780-\u17ff\u200b-\u200d]+")
# A number, or a letter with all that is written around it: subscripts, vowels, signs.
_CLUSTER = re.compile(
    "[\u17e0-\u17e9]+(?:[-\u2013.,][\u17e0-\u17e9]+)*"
    "|[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d1\u17d3\u17dd\u200c\u200d])*"
    "|.",
    re.DOTALL,
)
_OPPORTUNITY = re.compile(f"[^ {ZERO_WIDTH_SPACE}]*[ {ZERO_WIDTH_SPACE}]?")


def split_scripts(text: str) -> list[tuple[bool, str]]:
    """Return the stretches of a text in one script each: (is Khmer, stretch)."""
    found: list[tuple[bool, str]] = []
    end = 0
    for match in _KHMER.finditer(text):
        if match.start() > end:
            found.append((False, text[end : match.start()]))
        found.append((True, match[0]))
        end = match.end()
    return [*found, (False, text[end:])] if end < len(text) else found


def is_khmer(letter: str) -> bool:
    return _KHMER.fullmatch(letter) is not None


def split_words(text: str) -> list[str]:
    """Return the pieces of a text between which a line may end, each with the space behind it."""
    return [piece for piece in _OPPORTUNITY.findall(text) if piece]


def split_clusters(word: str) -> list[str]:
    """Return the smallest pieces of a word that may be torn apart without harm to any letter."""
    return _CLUSTER.findall(word)
