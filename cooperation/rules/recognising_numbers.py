"""Finds numbers in English text, with the word that qualifies each."""

import re
from dataclasses import dataclass
from decimal import Decimal

from cooperation.vocabulary.figure import Qualifier

# The longest first: a pattern takes the first alternative that fits.
QUALIFIERS = {
    "more than": Qualifier.MORE_THAN,
    "at least": Qualifier.MORE_THAN,
    "upwards of": Qualifier.MORE_THAN,
    "over": Qualifier.MORE_THAN,
    "exceeding": Qualifier.MORE_THAN,
    "fewer than": Qualifier.LESS_THAN,
    "less than": Qualifier.LESS_THAN,
    "up to": Qualifier.LESS_THAN,
    "under": Qualifier.LESS_THAN,
    "nearly": Qualifier.NEARLY,
    "almost": Qualifier.NEARLY,
    "close to": Qualifier.NEARLY,
    "approximately": Qualifier.ABOUT,
    "roughly": Qualifier.ABOUT,
    "around": Qualifier.ABOUT,
    "about": Qualifier.ABOUT,
    "some": Qualifier.ABOUT,
}
SMALL = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
]
WORDS = {word: Decimal(value) for value, word in enumerate(SMALL, 1)}
WORDS |= {"a dozen": Decimal(12), "half a": Decimal("0.5")}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
CURRENCIES = r"US\$|USD|\$|€|EUR|CHF|KHR|£|GBP"

NUMBER = re.compile(
    rf"(?<![\w.,-])(?:(?P<qualifier>{'|'.join(QUALIFIERS)})\s+)?"
    rf"(?P<currency>(?:{CURRENCIES})\s?)?"
    rf"(?P<value>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{'|'.join(WORDS)})(?!\w|-(?!{'|'.join(SCALES)})))"
    rf"(?P<half> and a half)?(?:[\s-](?P<scale>{'|'.join(SCALES)}))?"
    r"(?P<unit>\s?%|\s+per\s?cent|\s+[a-z][\w-]*)?",
    re.IGNORECASE,
)
YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """`unit` is the word behind the number, or its currency."""

    start: int
    text: str
    value: Decimal
    qualifier: Qualifier
    unit: str


def find_numbers(text: str) -> list[FoundNumber]:
    """Return the numbers of a text in its order, those that can only be years left out."""
    found = []
    for match in NUMBER.finditer(text):
        value = _value(match)
        is_year = value in YEARS and re.fullmatch(r"\d{4}", match["value"]) is not None
        if is_year and not (match["currency"] or match["qualifier"] or match["scale"]):
            continue
        unit = (match["currency"] or match["unit"] or "").strip()
        qualifier = QUALIFIERS.get((match["qualifier"] or "").lower(), Qualifier.EXACT)
        found.append(FoundNumber(match.start(), match[0].strip(), value, qualifier, unit))
    return found


def _value(match: re.Match[str]) -> Decimal:
    written = match["value"].lower()
    value = WORDS[written] if written in WORDS else Decimal(written.replace(",", ""))
    if match["half"]:
        value += Decimal("0.5")
    return value * SCALES.get((match["scale"] or "").lower(), 1)
