from decimal import Decimal

_KHMER = "០១២៣៤៥៦៧៨៩"
_WESTERN = "0123456789"
_TO_KHMER = str.maketrans(_WESTERN, _KHMER)
_TO_WESTERN = str.maketrans(_KHMER, _WESTERN)
_KHMER_SEPARATORS = str.maketrans(",.", ".,")


def to_khmer_digits(text: str) -> str:
    """Return the text with its Western digits in Khmer; all else stays."""
    return text.translate(_TO_KHMER)


def to_western_digits(text: str) -> str:
    """Return the text with its Khmer digits in Western form; all else stays."""
    return text.translate(_TO_WESTERN)


def time_in_words(time: str, language: str = "en") -> str:
    """Return a time of day (ISO 8601) as people write it, with seconds if it has any."""
    written = time[:5] if time[5:] in ("", ":00") else time
    return to_khmer_digits(written) if language == "km" else written


def number_in_words(value: Decimal | int, language: str = "en") -> str:
    """Return a number as people write it: thousands separated, no idle zeros after the point.

    "12,500.5" in English; "១២.៥០០,៥" in Khmer ("km"), where comma and full stop change places.
    """
    written = f"{Decimal(value):,f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    if language == "km":
        return to_khmer_digits(written.translate(_KHMER_SEPARATORS))
    return written
