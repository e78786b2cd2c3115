"""The two widths at which a picture is drawn, and the room that text takes in it.

SVG neither measures nor wraps text, so the server must, for fonts that it cannot see: the widths
are those of a wide system font, in parts of the font's size.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

ELLIPSIS = "…"
# A Khmer letter with all that hangs on it is one; else a character with its combining marks.
_CLUSTER = re.compile(
    r"[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d1\u17d3\u17dd\u200c\u200d])*"
    r"|.[\u0300-\u036f]*",
    re.DOTALL,
)
_BREAK = re.compile(r"([ \u200b])")
_NARROW, _BROAD = frozenset("fijlrtI.,:;'|!()[]-/"), frozenset("mwMW@%&—…")
_SPACING_VOWELS = frozenset("\u17b6\u17be\u17bf\u17c0\u17c1\u17c2\u17c3\u17c4\u17c5\u17c7\u17c8")


@dataclass(frozen=True, slots=True)
class Canvas:
    """A drawing's width and the size of its text, both in units of its own."""

    name: str
    width: int
    size: int

    def room(self, text: str, *, size: float | None = None) -> float:
        """Return the width that a line of text takes, rather too much than too little."""
        return sum(map(_width, _clusters(text))) * (size or self.size)

    def cut(self, text: str, room: float, *, size: float | None = None) -> str:
        """Return the text, or as much of its beginning as has room, and an ellipsis."""
        if self.room(text, size=size) <= room:
            return text
        kept, left = "", room - self.room(ELLIPSIS, size=size)
        for cluster in _clusters(text):
            left -= self.room(cluster, size=size)
            if left < 0:
                break
            kept += cluster
        return kept.rstrip(" \u200b") + ELLIPSIS

    def wrapped(
        self, text: str, room: float, *, most: int = 0, size: float | None = None
    ) -> list[str]:
        """Return the text in lines that have room, the last cut where there are more than `most`.

        Lines break at spaces and zero-width spaces; a word that has no room breaks between
        letters, never inside one.
        """
        lines = [""]
        for piece in self._pieces(text, room, size):
            longer = lines[-1] + piece
            if lines[-1] and self.room(longer.rstrip(" \u200b"), size=size) > room:
                lines.append("" if piece in " \u200b" else piece)
            elif longer not in (" ", "\u200b"):
                lines[-1] = longer
        lines = [line.rstrip(" \u200b") for line in lines]
        if most and len(lines) > most:
            separator = "\u200b" if "\u200b" in text else " "
            rest = separator.join(lines[most - 1 :])
            lines[most - 1 :] = [self.cut(rest, room, size=size)]
        return lines

    def _pieces(self, text: str, room: float, size: float | None) -> Iterator[str]:
        for word in filter(None, _BREAK.split(text)):
            if self.room(word, size=size) > room:
                yield from _clusters(word)
            else:
                yield word


NARROW, WIDE = Canvas("narrow", 320, 13), Canvas("wide", 960, 15)


def _clusters(text: str) -> list[str]:
    return _CLUSTER.findall(text)


def _width(cluster: str) -> float:
    first = cluster[0]
    if "\u1780" <= first <= "\u17b3":
        return 0.78 + 0.42 * sum(mark in _SPACING_VOWELS for mark in cluster)
    if unicodedata.category(first) in ("Mn", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(first) in "WF":
        return 1.0
    if first == " ":
        return 0.3
    if first in _NARROW:
        return 0.36
    if first in _BROAD:
        return 0.95
    if first.isdigit():
        return 0.64
    return 0.74 if first.isupper() else 0.61
