"""What became of a text: which of its words were kept, removed and added."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

# A passage of more words, or lines, is marked whole: comparing takes time that grows with the
# product of both sides.
MOST_COMPARED = 1500

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Khmer writes no spaces between words: there, a syllable as it is written stands for a word.
_WORD = re.compile(
    r"[\u1780-\u17B3](?:\u17D2[\u1780-\u17B3]|[\u17B4-\u17D1\u17D3\u17DD\u200C\u200D])*"
    r"|\d+(?:[.,:/-]\d+)*"
    r"|[^\W\d_\u1780-\u17FF][\u0300-\u036F]*(?:['’.-]?[^\W\d_\u1780-\u17FF][\u0300-\u036F]*)*"
    r"|\s+"
    r"|.",
    re.DOTALL,
)


class Change(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Run(NamedTuple):
    change: Change
    text: str


class _Stretch(NamedTuple):
    """What is kept, and what is removed and added right behind it."""

    kept: str
    removed: str = ""
    added: str = ""

    @property
    def is_kept(self) -> bool:
        return not (self.removed or self.added)

    @property
    def changed_letters(self) -> int:
        return max(len(self.removed), len(self.added))


def compare_texts(before: str, after: str) -> list[Run]:
    """Return both texts as one row of runs, in reading order.

    All that is kept or removed makes up `before`, all that is kept or added makes up `after`. No
    two neighbours are alike; what is removed stands before what is added in its place. Kept words
    that are fewer than the changes on either side of them count as changed too: a reader follows
    phrases, not scattered syllables.
    """
    lines = _compared(_LINE.findall(before), _LINE.findall(after))
    words = (finer for stretch in lines for finer in _by_word(stretch))
    return _as_runs(_without_scraps(words))


def compare_whole(before: str, after: str) -> list[Run]:
    """Return the runs of a value that is one thing: kept, or removed and added, as a whole."""
    return _as_runs([_Stretch(after) if before == after else _Stretch("", before, after)])


def compare_lists(before: Sequence[str], after: Sequence[str], *, by: str = "; ") -> list[Run]:
    """Return the runs of a list of names, written one behind the other; each counts as a whole."""
    return _as_runs(_compared(_joined(before, by), _joined(after, by)))


def split_sides(changes: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """Return what the text was and what it is, the changes of either marked."""
    return (
        [run for run in changes if run.change != Change.ADDED],
        [run for run in changes if run.change != Change.REMOVED],
    )


def text_of_runs(changes: Iterable[Run]) -> str:
    return "".join(run.text for run in changes)


def shorten_runs(changes: Sequence[Run], *, around: int = 60, most: int = 400) -> list[Run]:
    """Return the runs with long ones cut short: of what is kept, what stands beside a change."""
    last = len(changes) - 1
    return [
        run._replace(text=_beside(run.text, around, has_change_before=n > 0, has_more=n < last))
        if run.change == Change.KEPT and last
        else run._replace(text=run.text if len(run.text) <= most else f"{run.text[:most]}…")
        for n, run in enumerate(changes)
    ]


def _beside(text: str, around: int, *, has_change_before: bool, has_more: bool) -> str:
    # Words are not cut where there are spaces between them.
    start = text[:around].rpartition(" ")[0] or text[:around] if has_change_before else ""
    end = text[-around:].partition(" ")[2] or text[-around:] if has_more else ""
    if 2 * around + 1 >= len(text):
        return text
    return f"{start}{' ' if start else ''}…{' ' if end else ''}{end}"


def _by_word(stretch: _Stretch) -> Iterator[_Stretch]:
    if stretch.kept:
        yield _Stretch(stretch.kept)
    yield from _compared(_WORD.findall(stretch.removed), _WORD.findall(stretch.added))


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[_Stretch]:
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    kept = "".join(after[:start])
    removed, added = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(removed), len(added)) > MOST_COMPARED:
        yield _Stretch(kept, "".join(removed), "".join(added))
        kept = ""
    else:
        matcher = SequenceMatcher(None, removed, added, autojunk=False)
        for tag, first, last, new_first, new_last in matcher.get_opcodes():
            gone, new = "".join(removed[first:last]), "".join(added[new_first:new_last])
            if tag == "equal":
                kept += new
            else:
                yield _Stretch(kept, gone, new)
                kept = ""
    yield _Stretch(kept + "".join(after[len(after) - end :]))


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many words both begin with."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (old, new) in pairs if old != new), min(len(before), len(after)))


def _without_scraps(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    done: list[_Stretch] = []
    for stretch in stretches:
        if done and done[-1].is_kept:
            stretch = stretch._replace(kept=done.pop().kept + stretch.kept)
        while done and _is_scrap(done[-1], stretch):
            first, scrap = done.pop(), stretch.kept
            stretch = _Stretch(
                first.kept,
                first.removed + scrap + stretch.removed,
                first.added + scrap + stretch.added,
            )
        done.append(stretch)
    return done


def _is_scrap(before: _Stretch, stretch: _Stretch) -> bool:
    """Tell whether what `stretch` keeps is too little to be followed between two changes."""
    least = min(before.changed_letters, stretch.changed_letters)
    return 0 < least >= 2 * len(stretch.kept.strip())


def _as_runs(stretches: Iterable[_Stretch]) -> list[Run]:
    given = (
        Run(change, text)
        for stretch in stretches
        for change, text in zip(Change, stretch, strict=True)
        if text
    )
    return [
        Run(change, "".join(run.text for run in same))
        for change, same in groupby(given, key=lambda run: run.change)
    ]


def _joined(names: Sequence[str], by: str) -> list[str]:
    return [part for name in names for part in (by, name)][1:]
