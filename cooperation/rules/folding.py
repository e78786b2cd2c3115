import unicodedata

from cooperation.rules.numerals import western

# Zero-width spaces, joiners and the soft hyphen: typed into Khmer for line breaks, never seen.
_UNSEEN = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD])
# A subscript ដ and a subscript ត look the same in print, and both are typed.
_SUBSCRIPT_DA, _SUBSCRIPT_TA = "\u17d2\u178a", "\u17d2\u178f"


def fold(text: str) -> str:
    """Return a text as it is compared: two texts that read the same fold to the same.

    Unseen characters go, look-alike Khmer subscripts, digits and cases become one, and any run
    of white space is one space, none at the ends. Folding twice changes nothing more.
    """
    seen = unicodedata.normalize("NFC", text.translate(_UNSEEN))
    plain = western(seen.replace(_SUBSCRIPT_DA, _SUBSCRIPT_TA))
    # Case is folded on the decomposed form: else a letter composed with its mark may differ.
    folded = unicodedata.normalize("NFD", plain).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())
