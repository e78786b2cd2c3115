"""Latin and Khmer text drawn on pictures, each in its own font and shaped right."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont, features

from cooperation.rules import khmer

FONTS = Path(__file__).resolve().parent.parent / "static" / "cooperation" / "fonts"
LATIN, KHMER, KHMER_BOLD = "newsreader-500", "noto-sans-khmer-400", "noto-sans-khmer-700"
# From this size on Khmer is as heavy as the Latin font.
BOLD_FROM = 40
# Khmer letters are smaller than Latin ones of the same size.
KHMER_SCALE = 0.92
# The letters that the Latin font has: it is cut down to Western European ones.
LETTERS = frozenset(
    map(
        chr,
        (
            *range(0x20, 0x7F),
            *(0xA0, 0xA9, 0xAB, 0xB6, 0xB7, 0xBB),
            *range(0xC0, 0x100),
            *(0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x2026),
        ),
    )
)
SPELLED = str.maketrans(
    {"€": "EUR", "→": "-", "−": "-", "‐": "-", "‑": "-", "‒": "–", "―": "—", "„": "“"}
    | {"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "œ": "oe", "Œ": "OE"}
    | dict.fromkeys("\t\n\r\u2009\u202f", " ")
)
CUT = "…"
# Rather than in the middle of a word, a line is cut before one of fewer letters.
LONGEST_REST = 16


def shapes_khmer() -> bool:
    """Whether this machine can: letters merely set side by side would be wrong."""
    return bool(features.check("raqm") and features.check("fribidi"))


def drawable_text(text: str) -> str:
    """Return a text in the letters that the fonts have: accents go first, then whole letters."""
    found = []
    for letter in unicodedata.normalize("NFC", text).translate(SPELLED):
        if letter in LETTERS or (shapes_khmer() and khmer.is_khmer(letter)):
            found.append(letter)
        else:
            plain = unicodedata.normalize("NFKD", letter)
            found += [part for part in plain if part in LETTERS]
    return re.sub(" {2,}", " ", "".join(found)).strip()


def text_width(text: str, size: int) -> float:
    return sum(_font(is_khmer, size).getlength(run) for is_khmer, run in _runs(text))


def draw_text(
    pen: ImageDraw.ImageDraw, left: float, baseline: float, text: str, size: int, colour: str
) -> None:
    for is_khmer, run in _runs(text):
        font = _font(is_khmer, size)
        pen.text((left, baseline), run, font=font, fill=colour, anchor="ls")
        left += font.getlength(run)


def wrap_text(text: str, column: float, size: int) -> list[str]:
    """Return a text as lines of at most this width, broken where its language allows."""
    found, line = [], ""
    for word in khmer.split_words(text):
        pieces = [word] if text_width(word.rstrip(), size) <= column else khmer.split_clusters(word)
        for piece in pieces:
            if line and text_width((line + piece).rstrip(), size) > column:
                found.append(line)
                line = ""
            line += piece
    return [*found, line] if line.strip() else found


def cut_to_width(text: str, column: float, size: int) -> str:
    """Return a text on one line, cut with an ellipsis if it is too long."""
    if text_width(text, size) <= column:
        return text
    pieces = khmer.split_clusters(text)
    while pieces and text_width("".join(pieces).rstrip() + CUT, size) > column:
        pieces.pop()
    kept = "".join(pieces)
    at_a_word = kept.rpartition(" ")[0]
    return (at_a_word if len(kept) - len(at_a_word) < LONGEST_REST else kept).rstrip() + CUT


def _runs(text: str) -> list[tuple[bool, str]]:
    found = khmer.split_scripts(text)
    return [(is_khmer, run.replace(khmer.ZERO_WIDTH_SPACE, "")) for is_khmer, run in found]


@cache
def _font(is_khmer: bool, size: int) -> ImageFont.FreeTypeFont:
    name = LATIN if not is_khmer else KHMER_BOLD if size >= BOLD_FROM else KHMER
    size = round(size * KHMER_SCALE) if is_khmer else size
    return ImageFont.truetype(FONTS / f"{name}.woff2", size)
