"""Texts as they are searched, and questions as they are understood.

Two kinds of piece: words of scripts that part them by spaces, in their standard spelling; and
runs of scripts that do not (Khmer above all), in which a question is looked for anywhere.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from cooperation.rules.folding import fold_text
from cooperation.rules.spelling import standard_spelling
from cooperation.rules.word_families import indexed

MOST_PIECES = 12
LONGEST_NAME = 300
SHORTEST_RUN = 3

_ACCENTS = dict.fromkeys(range(0x0300, 0x0370))
_POSSESSIVE = re.compile(r"['’]s\b")
_PREFIXED = re.compile(r"\bco-(?=op|ord)")
_QUOTED = re.compile(r'["“”«»„]([^"“”«»„]+)["“”«»„]')
# Latin, Greek, Cyrillic: after folding, letters whose words are parted by spaces.
WORD = re.compile(r"[0-9a-z\u00df-\u02af\u0370-\u052f\u1e00-\u1fff]+")
# What no one looks for; the databases' own lists hold no others.
_IDLE = """
i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she
her hers herself it its itself they them their theirs themselves what which who whom this that
these those am is are was were be been being have has had having do does did doing a an the and
but if or because as until while of at by for with about against between into through during
before after above below to from up down in out on off over under again further then once here
there when where why how all any both each few more most other some such no nor not only own
same so than too very s t can will just don should now
"""
STOP_WORDS = frozenset(_IDLE.split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; the last may be but the beginning of one."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a script without spaces, wherever it stands."""

    text: str


Piece = Phrase | Run
# Any piece of each group must be there: (a or b) and (c). Of several ways one suffices.
Way = tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, as understood: its pieces, and the name that it would be as a whole."""

    pieces: tuple[Piece, ...]
    name: str


def parse_question(text: str) -> Question:
    """Understand any text whatever as a question.

    One of nothing but stop words has no pieces but its name, one without a letter or digit none.
    """
    asked: list[Piece] = []
    rest = text
    for quoted in _QUOTED.findall(text):
        words = [word for word, is_spaced in split_pieces(quoted) if is_spaced]
        if len(words) > 1:
            asked.append(Phrase(tuple(words)))
            rest = rest.replace(quoted, " ", 1)
    for piece, is_spaced in split_pieces(rest, joins=False):
        if piece not in STOP_WORDS:
            asked.append(Phrase((piece,)) if is_spaced else Run(piece))
    # Single letters are what is left of something else, unless there is nothing else.
    found = [piece for piece in dict.fromkeys(asked) if not _is_letter(piece)] or asked
    return Question(tuple(found[:MOST_PIECES]), name_key(text))


def _is_letter(piece: Piece) -> bool:
    return isinstance(piece, Phrase) and len(piece.words[0]) == 1 and piece.words[0].isalpha()


def search_words(text: str) -> list[str]:
    """Return the words of a text in their standard spelling, in order."""
    return [piece for piece, is_spaced in split_pieces(text) if is_spaced]


def indexed_line(line: str) -> tuple[str, str]:
    """Return the words of a line as they stand in the index, and its runs."""
    return _short_line(line) if len(line) <= LONGEST_NAME else _line(line)


def _line(line: str) -> tuple[str, str]:
    found = list(split_pieces(line))
    told = " ".join(indexed(piece) for piece, is_spaced in found if is_spaced)
    return told, " ".join(piece for piece, is_spaced in found if not is_spaced)


# Names, labels and dates stand in the lines of many records.
_short_line = lru_cache(maxsize=20_000)(_line)


def unspaced_runs(text: str) -> list[str]:
    """Return the stretches of a text that are written without spaces."""
    return [piece for piece, is_spaced in split_pieces(text) if not is_spaced]


def name_key(text: str) -> str:
    """Return a name as it is compared as a whole: without idle words, if it has others."""
    found = [piece for piece, _is_spaced in split_pieces(text)]
    telling = [piece for piece in found if piece not in STOP_WORDS]
    return " ".join(telling or found)[:LONGEST_NAME]


@lru_cache(maxsize=10_000)
def kind_of_character(char: str) -> str:
    """Return what a folded character belongs to: a "word", a "run", or neither: ""."""
    if WORD.match(char):
        return "word"
    return "run" if unicodedata.category(char)[0] in "LMN" else ""


def fold_accents(text: str) -> str:
    """Fold a text further: no accents, no unseen marks of direction."""
    if text.isascii():
        return fold_text(text)
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    bare = unicodedata.normalize("NFD", fold_text(seen)).translate(_ACCENTS)
    return fold_text(bare)


def split_pieces(
    text: str, *, joins: bool = True, is_as_typed: bool = False
) -> Iterator[tuple[str, bool]]:
    """Give words and runs in order, with whether it is a word; words in their standard spelling.

    A space in Khmer ends a phrase, not a word: in a text what is asked for may lie across it, so
    `joins` leaves it out; in a question it parts one thing from another.
    """
    written = _PREFIXED.sub("co", _POSSESSIVE.sub("", fold_accents(text)))
    if written.isascii():
        # No run is.
        for piece in WORD.findall(written):
            yield piece if is_as_typed else standard_spelling(piece), True
        return
    pending = ""
    for kind, chars in groupby(written, key=kind_of_character):
        piece = "".join(chars)
        if kind == "run":
            pending += piece
        elif kind == "word" or piece.strip() or not joins:
            if pending:
                yield pending, False
                pending = ""
            if kind == "word":
                yield piece if is_as_typed else standard_spelling(piece), True
    if pending:
        yield pending, False
