from decimal import Decimal

from cooperation.rules import numerals

_QUALIFIED = {
    "en": {
        "exact": "{}",
        "about": "about {}",
        "nearly": "nearly {}",
        "more_than": "more than {}",
        "less_than": "less than {}",
    },
    "km": {
        "exact": "{}",
        "about": "ប្រហែល {}",
        "nearly": "ជិត {}",
        "more_than": "ជាង {}",
        "less_than": "តិចជាង {}",
    },
}


def figure_in_words(value: Decimal, qualifier: str, unit: str, language: str = "en") -> str:
    """Return a figure as people read it: "nearly 100 people", "more than 2.5 years".

    `unit` is written as given, in the reader's language; "" leaves the number alone.
    A language other than Khmer ("km") is read as English.
    """
    template = _QUALIFIED.get(language, _QUALIFIED["en"])[qualifier]
    number = numerals.number_in_words(value, language)
    measure = f"{number}%" if unit == "%" else f"{number} {unit}".strip()
    return template.format(measure)
