import re

from cooperation.rules import numerals

_NUMBERED = {"paragraph", "page"}
_RANGE = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?", re.ASCII)


class InvalidLocator(ValueError):
    """A place in a source that cannot be; the message is for the editor."""


def parse_locator(locator: str) -> tuple[int, int]:
    """Return the first and the last number of "5" or "5-7", both included.

    A hyphen, an en dash and Khmer digits are understood. Raises InvalidLocator.
    """
    match = _RANGE.fullmatch(numerals.to_western_digits(locator.strip()))
    if not match:
        raise InvalidLocator(
            f"“{locator}” is neither a number nor a range. Write 5 or 5-7, or leave it blank."
        )
    start = int(match[1])
    end = int(match[2] or start)
    if start == 0:
        raise InvalidLocator(f"“{locator}” starts at 0. Counting starts at 1.")
    if end < start:
        raise InvalidLocator(f"“{locator}” runs backwards. Write the smaller number first.")
    return start, end


def first_number(locator: str) -> int | None:
    """Return the first number of a locator, None where it has none (a section, a blank)."""
    return _numbers(locator)[0]


def last_number(locator: str) -> int | None:
    """Return the last number of a locator, None where it has none (a section, a blank)."""
    return _numbers(locator)[1]


def check_locator(locator_type: str, locator: str, paragraph_count: int | None) -> None:
    """Refuse a paragraph or page that is no number or range, or that the source does not have.

    A blank locator is legal, and a section is any text. `paragraph_count` is None where nobody
    has counted. Raises InvalidLocator.
    """
    if not locator.strip() or locator_type not in _NUMBERED:
        return
    _, end = parse_locator(locator)
    if locator_type == "paragraph" and paragraph_count is not None and end > paragraph_count:
        raise InvalidLocator(
            f"Paragraph {end} does not exist: the source has {paragraph_count}. "
            "Correct the locator, or the source's count of paragraphs."
        )


def canonical_locator(locator_type: str, locator: str) -> str:
    """Return the locator as the register stores it: "5", "5-7", a section's name, or "".

    Raises InvalidLocator for a paragraph or page that is no number or range.
    """
    if not locator.strip() or locator_type not in _NUMBERED:
        return locator.strip()
    start, end = parse_locator(locator)
    return str(start) if start == end else f"{start}-{end}"


def locator_label(locator_type: str, locator: str) -> str:
    """Return a stored locator as a citation shows it: "¶5–7", "p. 12", "§ Results", ""."""
    if not locator:
        return ""
    if locator_type == "section":
        return f"§ {locator}"
    shown = locator.replace("-", "–")
    if locator_type == "paragraph":
        return f"¶{shown}"
    return f"pp. {shown}" if "–" in shown else f"p. {shown}"


def _numbers(locator: str) -> tuple[int, int] | tuple[None, None]:
    try:
        return parse_locator(locator)
    except InvalidLocator:
        return None, None
