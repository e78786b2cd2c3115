"""Khmer as it is encoded in one way, however it was typed: for comparing, not for showing.

Source: Unicode Technical Note 61, Khmer Encoding Structure: a cluster is base, robat, subscripts
(that of រ last), shifter, vowel, signs, final sign. What a font draws alike is made one.
"""

import re
from itertools import chain

COENG = "\u17d2"
_BASE = "\u1780-\u17a2\u17a5-\u17b3\u25cc"
_MARKS = "\u17b6-\u17d1\u17d3\u17dd"
# Two letters that stand for others, one that is another's variant; vowels that nobody sees.
_OLD = str.maketrans(
    {
        "\u17a3": "\u17a2",
        "\u17a4": "\u17a2\u17b6",
        "\u17a8": "\u17a7\u1780",
        "\u17b2": "\u17b1",
        "\u17b4": None,
        "\u17b5": None,
    }
)
CLUSTER = re.compile(f"[{_BASE}](?:{COENG}+[{_BASE}]|[{_MARKS}{COENG}])+")
_SUBSCRIPT = re.compile(f"{COENG}+([{_BASE}])")
_DA, _TA, _RO = "\u178a", "\u178f", "\u179a"
_ROBAT, _ATTHACAN = "\u17cc", "\u17dd"
_E, _AA, _II, _U = "\u17c1", "\u17b6", "\u17b8", "\u17bb"
# Vowels that stand around their base, in the halves that are typed for them.
_HALVES = {"\u17be": (_E, _II), "\u17c4": (_E, _AA)}
_SHIFTERS = frozenset("\u17c9\u17ca")
# A shifter goes under the base where one of these is above it, and looks like the vowel u there.
_ABOVE = frozenset("\u17b7\u17b8\u17b9\u17ba\u17d0")
_NIKAHIT = "\u17c6"
_PLACES = {
    sign: place
    for place, signs in enumerate(
        (
            "\u17c9\u17ca",  # shifters
            "\u17c1\u17c2\u17c3\u17bf\u17c0\u17c5",  # vowels before the base, or around it
            "\u17bb\u17bc\u17bd",  # below
            "\u17b7\u17b8\u17b9\u17ba",  # above
            "\u17b6",  # behind
            "\u17c6\u17cb\u17cd\u17ce\u17cf\u17d0\u17d1\u17d3\u17dd",  # signs
            "\u17c7\u17c8",  # final signs
        )
    )
    for sign in signs
}


def in_order(text: str) -> str:
    """Return a text with each Khmer cluster in its one order, no sign of it twice.

    A subscript ដ is a subscript ត, of which it cannot be told in print; េ with ី is ើ and with ា
    is ោ. Ordering twice changes nothing more; all but Khmer stays.
    """
    return CLUSTER.sub(_ordered, text.translate(_OLD))


def _ordered(match: re.Match[str]) -> str:
    base, rest = match[0][0], match[0][1:]
    subscripts = list(dict.fromkeys(_SUBSCRIPT.findall(rest.replace(_DA, _TA))))
    if _RO in subscripts:
        subscripts.remove(_RO)
        subscripts.append(_RO)
    marks = set(_SUBSCRIPT.sub("", rest)) - {COENG}
    robat = _ROBAT if _ROBAT in marks else ""
    # A subscript that never came stays where it was begun, at the end; not beside the one sign
    # that Unicode's own order of marks would put behind it.
    unfinished = COENG if rest.endswith(COENG) and _ATTHACAN not in marks else ""
    below = "".join(COENG + letter for letter in subscripts)
    return base + robat + below + _written(marks - {_ROBAT}) + unfinished


def _written(marks: set[str]) -> str:
    halves = set(chain.from_iterable(_HALVES.get(mark, mark) for mark in marks))
    is_lowered = halves & _ABOVE or {_AA, _NIKAHIT} <= halves
    if is_lowered and halves & _SHIFTERS:
        halves = halves - _SHIFTERS | {_U}
    found = "".join(sorted(halves, key=lambda mark: (_PLACES[mark], mark)))
    for whole, (before, behind) in _HALVES.items():
        if before in found and behind in found:
            return found.replace(before, whole, 1).replace(behind, "", 1)
    return found
