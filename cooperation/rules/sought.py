"""Names as editors look for them: the beginnings of words, or stretches of unspaced scripts.

The same folding and the same spellings as in the public search, but no index: a text that is made
of the names, and stretches to look for in it.
"""

from cooperation.rules.names import make_acronyms
from cooperation.rules.search_text import MOST_PIECES, STOP_WORDS, split_pieces

# No statement is longer, and a page of a source's text is nothing that is looked for here.
LONGEST = 5_000

Group = tuple[str, ...]


def sought_text(*names: str) -> str:
    """Return what is looked for in these names: their words, each after a space, and runs.

    Words stand there as they are written and as they are spelled usually, then the initials.
    """
    lines = []
    for name in filter(None, names):
        text = name[:LONGEST]
        written = [piece for piece, is_word in split_pieces(text, is_as_typed=True) if is_word]
        usual = [piece for piece, is_word in split_pieces(text) if is_word]
        words = [" ".join(written), " ".join(usual), *sorted(make_acronyms(text))]
        lines += [f" {line}" for line in dict.fromkeys(words) if line]
        lines.append("".join(piece for piece, is_word in split_pieces(text) if not is_word))
    return "\n".join(filter(None, lines))


def looked_for(text: str) -> tuple[Group, ...] | None:
    """Return what must stand in `sought_text`: one of each group; None if a text asks for nothing.

    Idle words count where there are no others. Nothing can stand there for a text without a letter
    or digit: its only group is empty.
    """
    if not text.strip():
        return None
    pairs = zip(
        split_pieces(text, joins=False, is_as_typed=True),
        split_pieces(text, joins=False),
        strict=True,
    )
    groups = [
        (f" {typed}", f" {usual}") if is_word else (typed,)
        for (typed, is_word), (usual, _is_word) in pairs
    ]
    telling = [group for group in groups if group[0].strip() not in STOP_WORDS] or groups
    return tuple(dict.fromkeys(telling[:MOST_PIECES])) or ((),)


def holds_each_group(found: str, groups: tuple[Group, ...]) -> bool:
    """Tell whether a text made by `sought_text` holds one of each group."""
    return all(any(stretch in found for stretch in group) for group in groups)
