"""Whether two records may be one, judged by their names: plain rules, each with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from cooperation.rules import names
from cooperation.rules.folding import fold_text
from cooperation.vocabulary.likeness import Reason

# Shares of trigrams, as pg_trgm counts them. "Employment Agency" and "Enterprise Agency" share
# half of theirs; one letter amiss in a name of two words leaves two thirds.
SIMILAR = 0.65
SPELLED_ALIKE = 0.45
MOST_WORDS = 8
# Consonants: fewer are a word like ministry, and no name.
KHMER_WORD = 6

_ORDER = list(Reason)


@dataclass(frozen=True, slots=True)
class Names:
    """All that one record is called."""

    names: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    is_person: bool = False


class Likeness(NamedTuple):
    """The surest reason to take two records for one, and the names that give it."""

    reason: Reason
    degree: float
    one: str
    other: str


def compare_names(one: Names, other: Names) -> Likeness | None:
    """Return why two records of a kind may be one; None if nothing in their names says so."""
    found = [*_by_name(one, other), *_by_acronym(one, other)]
    return min(found, key=lambda like: (_ORDER.index(like.reason), -like.degree), default=None)


def word_trigrams(words: tuple[str, ...]) -> frozenset[str]:
    padded = [f"  {word} " for word in words]
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def likeness_keys(record: Names) -> frozenset[str]:
    """Return keys of which two records that are alike share one, as a rule.

    They make it cheap to find whom to compare: nobody needs to be held against everybody.
    """
    acronyms = {names.fold_acronym(text) for text in record.acronyms} - {""}
    found: set[str] = set()
    for name in record.names:
        spoken = names.name_words(name, is_person=record.is_person)[:MOST_WORDS]
        found |= _keys_of_words(spoken)
        if not record.is_person:
            acronyms |= names.make_acronyms(name)
            acronyms.update(spoken if len(spoken) == 1 else ())
    return frozenset(found | {f"a {text}" for text in acronyms})


def _keys_of_words(spoken: tuple[str, ...]) -> set[str]:
    words = sorted(spoken)
    found = {f"w {' '.join(words)}", f"s {' '.join(map(names.consonant_skeleton, words))}"}
    found |= {f"k {end}" for end in _khmer_ends(spoken)}
    if len(words) > 2:
        shorter = [words[:at] + words[at + 1 :] for at in range(len(words))]
        found |= {f"w {' '.join(some)}" for some in shorter}
        found |= {f"w {' '.join(sorted(ends))}" for ends in (spoken[:2], spoken[-2:])}
    elif len(words) == 2:
        found |= {f"p {words[0]} {words[1][:2]}", f"p {words[0][:2]} {words[1]}"}
    return found


def _by_name(one: Names, other: Names) -> Iterator[Likeness]:
    for ours, theirs in product(one.names, other.names):
        said, heard = (names.name_words(name, is_person=one.is_person) for name in (ours, theirs))
        if not said or not heard:
            continue
        share = _share(word_trigrams(said), word_trigrams(heard))
        read = names.strip_titles if one.is_person else fold_text
        reason = Reason.SAME if read(ours) == read(theirs) else _reason(said, heard, share)
        if reason is not None:
            yield Likeness(reason, share, ours, theirs)


def _reason(said: tuple[str, ...], heard: tuple[str, ...], share: float) -> Reason | None:
    if said == heard or "".join(said) == "".join(heard):
        return Reason.SPELLING
    if sorted(said) == sorted(heard):
        return Reason.ORDER
    if share >= SPELLED_ALIKE and _bones(said) == _bones(heard):
        return Reason.SPELLING
    if _holds(said, heard) or _holds(heard, said):
        return Reason.CONTAINED
    return Reason.SIMILAR if share >= SIMILAR else None


def _holds(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether a name holds another that is long enough to mean something by itself."""
    if len(others) > 1 and set(others) < set(words):
        return True
    is_khmer = not any(word.isascii() for word in others)
    return (
        is_khmer
        and len(_joined(others)) >= KHMER_WORD
        and (_joined(words).startswith(_joined(others)))
    )


def _by_acronym(one: Names, other: Names) -> Iterator[Likeness]:
    if one.is_person:
        return
    ours, theirs = _acronyms(one), _acronyms(other)
    for text in sorted(ours.keys() & theirs.keys()):
        yield Likeness(Reason.ACRONYM, 1, ours[text], theirs[text])
    for name in other.names:
        for text in sorted(ours.keys() & names.make_acronyms(name)):
            yield Likeness(Reason.INITIALS, _weight(one, ours[text]), ours[text], name)
    for name in one.names:
        for text in sorted(theirs.keys() & names.make_acronyms(name)):
            yield Likeness(Reason.INITIALS, _weight(other, theirs[text]), name, theirs[text])


def _acronyms(record: Names) -> dict[str, str]:
    """Return what may be an acronym: what is given as one, and names of a single word."""
    single = [name for name in record.names if len(names.name_words(name)) == 1]
    given = {names.fold_acronym(text): text for text in (*record.acronyms, *single)}
    given.pop("", None)
    return given


def _weight(record: Names, text: str) -> float:
    """Return how much it says that initials agree: little where the full name is known too."""
    return 1 if text in record.names else 0.5


def _share(some: frozenset[str], others: frozenset[str]) -> float:
    return len(some & others) / len(some | others)


def _bones(words: tuple[str, ...]) -> list[str]:
    return sorted(map(names.consonant_skeleton, words))


def _joined(words: tuple[str, ...]) -> str:
    return "".join(words)


def _khmer_ends(words: tuple[str, ...]) -> set[str]:
    """Return the first and last consonants of a name in Khmer, where one word may be a whole name.

    Spaces stand where each writer likes, so a short name is one word.
    """
    bones = names.consonant_skeleton(_joined(tuple(word for word in words if not word.isascii())))
    if len(bones) < KHMER_WORD:
        return {bones} if bones else set()
    return {f"< {bones[:KHMER_WORD]}", f"> {bones[-KHMER_WORD:]}"}
