import unicodedata

from cooperation.rules.khmer_order import in_order
from cooperation.rules.numerals import to_western_digits

# To be raised whenever a text folds to something else than before, or something else of a record
# is searched or kept in sets: what was kept is then made anew (`publishing.rebuilding_index`,
# `pairing`).
VERSION = 6

# Zero-width spaces, joiners and the soft hyphen, typed into Khmer for line breaks, and its two
# inherent vowels: never seen, and dropped first, since marks that they part come into one order.
_UNSEEN = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x17B4, 0x17B5])


def fold_text(text: str) -> str:
    """Return a text as it is compared: two texts that read the same fold to the same.

    Unseen characters go, Khmer clusters have one order (`khmer_order`), digits and cases become
    one, and any run of white space is one space, none at the ends. Folding twice changes nothing
    more.
    """
    if text.isascii():
        # What is done to all others comes to this.
        return " ".join(text.lower().split())
    seen = unicodedata.normalize("NFC", text.translate(_UNSEEN))
    plain = to_western_digits(in_order(seen))
    # Case is folded on the decomposed form: else a letter composed with its mark may differ.
    folded = unicodedata.normalize("NFD", plain).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())
