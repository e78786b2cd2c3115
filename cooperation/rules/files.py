"""Names of kept files: random, told by nobody, and the same for a picture and its renditions."""

import re
import secrets
from decimal import Decimal
from typing import NamedTuple

from cooperation.rules import numerals

WIDTHS = (320, 640, 1280)
WEBP, JPEG = "webp", "jpg"
PICTURE_ENDINGS = (JPEG, "png", WEBP)
DOCUMENT_ENDING = "pdf"
MEDIA_TYPES = {
    JPEG: "image/jpeg",
    "png": "image/png",
    WEBP: "image/webp",
    DOCUMENT_ENDING: "application/pdf",
}

_STEM = "[0-9a-f]{32}"
STEM = re.compile(_STEM)
PICTURE_NAME = rf"{_STEM}\.({'|'.join(PICTURE_ENDINGS)})"
DOCUMENT_NAME = rf"{_STEM}\.{DOCUMENT_ENDING}"
NAME = re.compile(rf"({_STEM})(?:-([1-9]\d{{0,3}}))?\.({'|'.join(MEDIA_TYPES)})")


class Name(NamedTuple):
    """`width` is that of a rendition; 0 in the name that a row keeps."""

    stem: str
    width: int
    ending: str

    def __str__(self) -> str:
        return f"{self.stem}{f'-{self.width}' if self.width else ''}.{self.ending}"


def parse_file_name(text: str) -> Name | None:
    """Return the parts of a name; None if no file is kept under such a name."""
    found = NAME.fullmatch(text)
    return Name(found[1], int(found[2] or 0), found[3]) if found else None


def new_file_name(ending: str) -> Name:
    return Name(secrets.token_hex(16), 0, ending)


def picture_widths(width: int) -> list[int]:
    """Return the widths in which a picture is offered: those it has, and its own if it is small."""
    return [*(step for step in WIDTHS if step < width), *([width] if width <= WIDTHS[-1] else [])]


def scaled_height(width: int, height: int, to_width: int) -> int:
    """Return the height of a picture drawn in another width."""
    return max(1, round(height * to_width / width))


def size_words(count: int, language: str = "en") -> str:
    """Return a size in words: "1.4 MB", "12 KB"; never less than one kilobyte."""
    if count >= 1_000_000:
        return f"{numerals.number_in_words(Decimal(count // 100_000) / 10, language)} MB"
    return f"{numerals.number_in_words(max(1, count // 1000), language)} KB"
