"""Names of bodies, posts and people, taken apart so that they can be compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from cooperation.rules.folding import fold_text
from cooperation.rules.spelling import plain_spelling

_IDLE = {
    "a",
    "an",
    "and",
    "at",
    "de",
    "des",
    "du",
    "et",
    "for",
    "in",
    "la",
    "le",
    "les",
    "of",
    "on",
}
_IDLE |= {"the", "to", "und"}
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
# A letter and its full stop: "U.N." and "H. E." stand for "UN" and "H E".
_LETTER_STOP = re.compile(r"(?<![^\W\d_])([^\W\d_])\.")

# "He" is a name as well: only capitals or full stops make it a title.
_EXCELLENCY = re.compile(r"^\s*(?:H\.\s?E\.?|HE(?=\s))\s*")
_HONORIFICS = re.compile(
    r"^(?:(?:his|her|your) excellency|excellency|lok chumteav|neak oknha|oknha|samdech"
    r"|the hon|hon|honourable|honorable|dr|mr|mrs|ms|miss|mme|madam|sir|prof|professor)\b[.,]?\s*"
)
# Khmer sets no space after a title; the longer ones first.
_KHMER_HONORIFICS = (
    "លោកជំទាវ",
    "លោកស្រី",
    "ឯកឧត្តម",
    "អ្នកឧកញ៉ា",
    "អ្នកស្រី",
    "សម្តេច",
    "ឧកញ៉ា",
    "បណ្ឌិត",
    "កញ្ញា",
    "ឯ.ឧ.",
    "លោក",
)


def strip_titles(name: str) -> str:
    """Return a person's name, folded, without the titles before it; a title alone stays."""
    rest = fold_text(_EXCELLENCY.sub("", name))
    while True:
        shorter = _HONORIFICS.sub("", rest)
        for title in map(fold_text, _KHMER_HONORIFICS):
            shorter = shorter.removeprefix(title).lstrip()
        if not shorter or shorter == rest:
            return rest
        rest = shorter


@lru_cache(maxsize=20_000)
def name_words(name: str, *, is_person: bool = False) -> tuple[str, ...]:
    """Return the words that tell a name from others, folded, each in one spelling.

    Little words ("of the") are left out, unless there are no others. Khmer, which sets no spaces
    between words, gives what stands between its spaces.
    """
    found = [
        plain_spelling(word)
        for word in _split(strip_titles(name) if is_person else fold_text(name))
    ]
    return tuple(word for word in found if word not in _IDLE) or tuple(found)


def make_acronyms(name: str) -> frozenset[str]:
    """Return the acronyms that the words of a name can make: with and without little words."""
    every = [word for word in _split(fold_text(name)) if word.isascii()]
    strong = [word for word in every if word not in _IDLE]
    if len(strong) < 2:
        return frozenset()
    with_of = [word for word in every if word not in _IDLE - {"of"}]
    made = map(_first_letters, (every, strong, with_of))
    return frozenset(text for text in made if len(text) > 2)


def _first_letters(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def fold_acronym(text: str) -> str:
    """Return an acronym as it is compared: its letters and digits, "" if it is none."""
    letters = "".join(_split(fold_text(text)))
    return letters if len(letters) > 1 else ""


def consonant_skeleton(word: str) -> str:
    """Return what stays of a folded word however its vowels are written.

    Names from Khmer are written in many ways in Latin letters: Sour and Sur, Chhieng and Chieng.
    Of Khmer letters the consonants stay.
    """
    if not word.isascii():
        letters = unicodedata.normalize("NFD", word)
        word = "".join(sign for sign in letters if unicodedata.category(sign)[0] in "LN")
    tail = re.sub("[aeiouyh]", "", word[1:].replace("w", "v").replace("q", "k"))
    return re.sub(r"(.)\1+", r"\1", word[:1].replace("w", "v") + tail)


def _split(folded: str) -> list[str]:
    # Vowels of Khmer are marks, no letters: what parts words is named, not what makes them.
    text = _LETTER_STOP.sub(r"\1", folded.translate(_APOSTROPHES))
    parted = "".join(" " if unicodedata.category(sign)[0] in "PSZC" else sign for sign in text)
    return parted.split()
