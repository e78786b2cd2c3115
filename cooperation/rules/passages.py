"""Where in a text the pieces of a question stand, and which stretch of it to show."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from cooperation.rules.khmer_order import COENG
from cooperation.rules.search_text import STOP_WORDS, WORD, Piece, Run, Way, fold_accents
from cooperation.rules.slips import word_trunk
from cooperation.rules.spelling import standard_spelling

LENGTH = 200
BEFORE = 60
# A letter with what stands on, under or around it, which may be typed in several orders.
_CLUSTER = re.compile(
    "[\x00-\x7f]+|[\u1780-\u17b3](?:[\u200b-\u200d]*(?:\u17d2[\u200b-\u200d]*.|[\u17b4-\u17d3\u17dd]))*|.",
    re.DOTALL,
)
_SPACES = str.maketrans("\t\n\r\x0b\x0c", "     ")


@dataclass(frozen=True, slots=True)
class Stretch:
    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """What is marked: trunks of words, beginnings of words, and runs."""

    trunks: frozenset[str]
    starts: tuple[str, ...]
    runs: tuple[str, ...]


def gather_sought(ways: Iterable[Way]) -> Sought:
    pieces: list[Piece] = list(chain.from_iterable(group for way in ways for group in way))
    runs = tuple(dict.fromkeys(piece.text for piece in pieces if isinstance(piece, Run)))
    phrases = [piece for piece in pieces if not isinstance(piece, Run)]
    words = {word for phrase in phrases for word in phrase.words} - STOP_WORDS
    starts = tuple(phrase.words[-1] for phrase in phrases if phrase.is_prefix)
    return Sought(frozenset(map(word_trunk, words)), starts, runs)


def mark_stretches(text: str, what: Sought) -> list[Stretch]:
    """Return the text in stretches, those that were asked for marked."""
    stretches, end = [], 0
    for start, stop in _spans(text, what):
        if start > end:
            stretches.append(Stretch(text[end:start]))
        stretches.append(Stretch(text[start:stop], is_marked=True))
        end = stop
    if end < len(text):
        stretches.append(Stretch(text[end:]))
    return stretches


def best_excerpt(texts: Iterable[str], what: Sought) -> list[Stretch]:
    """Return the stretch of the texts in which most of what was asked for stands, if any does."""
    ranked = [
        (len({fold_accents(text[start:stop]) for start, stop in spans}), -number, text, spans)
        for number, text in enumerate(texts)
        if (spans := _spans(text, what))
    ]
    if not ranked:
        return []
    _score, _number, text, spans = max(ranked)
    return mark_stretches(_window(text, spans), what)


def first_excerpt(text: str, what: Sought) -> list[Stretch]:
    """Return the first stretch of a text in which nothing may have been asked for."""
    first = text.split("\n")[0]
    return mark_stretches(_window(first, [(0, 0)]), what) if first else []


def _window(text: str, spans: list[tuple[int, int]]) -> str:
    """Cut the text around the densest of the spans, between words or letters."""
    if len(text) <= LENGTH + BEFORE:
        return text
    begins = max(
        (span[0] for span in spans),
        key=lambda place: sum(place <= start < place + LENGTH - BEFORE for start, _ in spans),
    )
    start = _boundary(text, max(0, begins - BEFORE))
    stop = _boundary(text, min(len(text), start + LENGTH))
    return ("… " if start else "") + text[start:stop].strip() + (" …" if stop < len(text) else "")


def _boundary(text: str, place: int) -> int:
    """Return the nearest place before which a word, or failing spaces a letter, ends."""
    if place in (0, len(text)):
        return place
    space = text.rfind(" ", max(0, place - 25), place + 1)
    if space >= 0:
        return space + 1
    while place > 0 and (
        unicodedata.category(text[place])[0] == "M" or text[place - 1] == "\u17d2"
    ):
        place -= 1
    return place


def _spans(text: str, what: Sought) -> list[tuple[int, int]]:
    folded, places = _folded(text)
    found = []
    for word in WORD.finditer(folded):
        if _is_sought(standard_spelling(word[0]), what):
            found.append(word.span())
    for run in what.runs:
        found += [match.span() for match in re.finditer(_loose(run), folded)]
    spans: list[tuple[int, int]] = []
    for start, stop in sorted((places[start], places[stop]) for start, stop in found):
        if start == stop:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(stop, spans[-1][1]))
        else:
            spans.append((start, stop))
    return spans


def _is_sought(word: str, what: Sought) -> bool:
    return word_trunk(word) in what.trunks or any(word.startswith(start) for start in what.starts)


def _loose(run: str) -> str:
    """Return the pattern of a run that spaces of the text may part."""
    return " ?".join(map(re.escape, run))


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text folded letter by letter, and where each sign of it began in the text."""
    folded, places = [], []
    for cluster in _CLUSTER.finditer(text):
        if cluster[0].isascii():
            folded.append(cluster[0].lower().translate(_SPACES))
            places += range(*cluster.span())
        else:
            signs = _fold(cluster[0])
            folded.append(signs)
            places += _places(cluster, signs)
    return "".join(folded), [*places, len(text)]


def _places(cluster: re.Match[str], signs: str) -> list[int]:
    """Return where each folded sign of a cluster began, the cluster's start where none tells."""
    if len(signs) != len(cluster[0]):
        return [cluster.start()] * len(signs)
    # A Khmer subscript is two signs of one letter.
    return [
        cluster.start() + number - (signs[number - 1 : number] == COENG)
        for number in range(len(signs))
    ]


@lru_cache(maxsize=4096)
def _fold(cluster: str) -> str:
    # A fold trims spaces at the ends, and a single one is all of it.
    return " " if cluster.isspace() else fold_accents(cluster)
