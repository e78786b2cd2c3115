"""What a spreadsheet shows of a number, by the number format of its cell.

The codes are those of ECMA-376, part 1, 18.8.31. Separators of thousands are left out.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

# A spreadsheet shows no more of what it holds.
DIGITS = 15
GENERAL = "General"
# A workbook has a few; a hostile one may have one for each cell.
MOST_FORMATS = 1_000

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<unseen>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<code>General|AM/PM|A/P|y+|m+|d+|h+|s+|.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color *\d+", re.IGNORECASE)
_PLACES = re.compile(r"[0#?][0#?,.]*|\.[0#?]+")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """`text` is None where the format shows no number, or which one depends on a condition.

    `is_whole` tells that whoever reads the text knows the number that the cell holds.
    """

    text: str | None
    stored: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind`: quoted, escaped, bracket, unseen (room for a letter, or filling), or code."""

    kind: str
    text: str


def number_shown(value: float, number_format: str) -> ShownNumber:
    """Return what a cell shows of its number: "3.8%", "12", "0012"."""
    number = _decimal(value)
    stored = _plain(number)
    section, has_own_sign = _section(number, format_sections(number_format))
    pieces = pieces_of(section)
    codes = "".join(piece.text for piece in pieces if piece.kind == "code")
    if codes in (GENERAL, "@"):
        return ShownNumber(stored, stored, is_whole=True)
    places = _PLACES.search(codes)
    percents = codes.count("%")
    size = abs(number) * Decimal(100) ** percents
    if places is None or _is_undecided(number, codes, pieces):
        return ShownNumber(None, stored, is_whole=False)
    try:
        shown = _rounded(size, places[0], codes)
    except InvalidOperation:
        return ShownNumber(None, stored, is_whole=False)
    says_negative = number < 0 and _says_negative(section, has_own_sign)
    worded = "".join(_words(pieces)).strip()
    is_whole = not worded and shown == size and says_negative == (number < 0)
    text = ("-" if says_negative else "") + _padded(shown, places[0]) + "%" * percents
    return ShownNumber(" ".join(filter(None, (text, worded))), stored, is_whole)


def _decimal(value: float) -> Decimal:
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{DIGITS}g}")


def _says_negative(section: str, has_own_sign: bool) -> bool:
    return not has_own_sign or re.search(r"[-(]", section) is not None


def _is_undecided(number: Decimal, codes: str, pieces: Sequence[Piece]) -> bool:
    """Tell whether a format shows a fraction, or by a condition one thing or another."""
    is_fraction = "/" in codes and number != number.to_integral_value()
    return is_fraction or any(map(_is_condition, pieces))


@lru_cache(MOST_FORMATS)
def format_sections(number_format: str) -> tuple[str, ...]:
    """Return the parts of a format for positive, negative, zero and text."""
    found = [""]
    for match in _PIECE.finditer(number_format or GENERAL):
        if match["code"] == ";":
            found.append("")
        else:
            found[-1] += match[0]
    return tuple(found)


@lru_cache(MOST_FORMATS)
def pieces_of(section: str) -> tuple[Piece, ...]:
    found = ((match.lastgroup or "code", match) for match in _PIECE.finditer(section))
    return tuple(Piece(kind, match[kind]) for kind, match in found)


def _section(number: Decimal, found: Sequence[str]) -> tuple[str, bool]:
    """Return the part that a number is shown by, and whether the sign is that part's to say."""
    if number < 0 and len(found) > 1:
        return found[1], True
    if number == 0 and len(found) > 2:
        return found[2], False
    return found[0], False


def _rounded(number: Decimal, places: str, codes: str) -> Decimal:
    whole, _point, part = places.partition(".")
    thousands = len(places) - len(places.rstrip(",")) or len(whole) - len(whole.rstrip(","))
    digits = len(part.replace(",", ""))
    if "E" in codes.upper():
        digits -= number.adjusted()
    scaled = number / Decimal(1000) ** thousands
    return scaled.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _padded(number: Decimal, places: str) -> str:
    text = _plain(number)
    whole, point, part = text.partition(".")
    return whole.zfill(places.partition(".")[0].count("0")) + point + part


def _words(pieces: Sequence[Piece]) -> Iterator[str]:
    """Give what is shown beside the number and is no sign, space or currency."""
    for piece in pieces:
        if piece.kind in ("quoted", "escaped") and not _CURRENCY.fullmatch(piece.text.strip()):
            yield "".join(
                letter
                for letter in piece.text
                if unicodedata.category(letter) != "Sc" and letter not in "()-+"
            )


def _is_condition(piece: Piece) -> bool:
    is_known = piece.text.startswith("$") or _COLOUR.fullmatch(piece.text)
    return piece.kind == "bracket" and not is_known


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"
