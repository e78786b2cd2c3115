"""How a question is answered: word for word if that finds anything, else by what it may mean.

Whether it finds anything is asked of what the public sees alone: no question tells of the rest.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, pairwise
from typing import TypeGuard

from django.db.models import Q

from cooperation.models import SearchName, SearchWord
from cooperation.models.base import is_public
from cooperation.models.search import SearchQuerySet
from cooperation.models.search_match import FTS_TABLES, RUNS_TABLE, Within, matches_question
from cooperation.rules.search_text import SHORTEST_RUN, Phrase, Piece, Question, Run
from cooperation.rules.slips import count_slips, slips_allowed
from cooperation.rules.word_families import spoken

MOST_MEANT = 12
MOST_CANDIDATES = 300
MOST_LONG_FORMS = 3
LIKENESS = 0.6
FEWEST_OF_SOME = 3

# Pieces of which one must be there, or the rows in which something like a run is.
Group = tuple[Piece, ...] | frozenset[int]


class Manner(Enum):
    """All that was asked for, something near it, all but one thing of it, or none."""

    ALL, NEAR, SOME, NONE = range(4)


@dataclass(frozen=True, slots=True)
class Answer:
    """Under which conditions rows of the index answer a question, and what to mark in them."""

    manner: Manner
    name: str
    ways: tuple[tuple[Group, ...], ...] = ()
    begins: str = ""

    def condition(self, within: Within = Within.ALL) -> Q:
        condition = self.called()
        if self.begins:
            found = SearchName.objects.beginning_with(self.begins)
            condition |= Q(pk__in=found.values("entry"))
        plain = []
        for way in self.ways:
            pieces = tuple(group for group in way if isinstance(group, tuple))
            rows = [group for group in way if isinstance(group, frozenset)]
            if rows:
                among = Q(pk__in=sorted(frozenset.intersection(*rows)))
                condition |= among & matches_question([pieces], within) if pieces else among
            else:
                plain.append(pieces)
        return condition | matches_question(plain, within) if plain else condition

    def called(self) -> Q:
        """Return the condition that the question is one of the names of a row."""
        return Q(pk__in=SearchName.objects.filter(name=self.name).values("entry"))

    def pieces(self) -> Iterator[Piece]:
        for way in self.ways:
            for group in way:
                yield from group if isinstance(group, tuple) else ()


def match_question(
    question: Question,
    rows: SearchQuerySet,
    *,
    may_lack_one: bool,
    has: Callable[[Q], bool] | None = None,
) -> Answer:
    """Return how the visible rows answer a question; of many pieces one may be lacking.

    `has` tells whether one of the rows satisfies a condition, failing it the database is asked.
    The last condition that it is asked of is that of the answer, unless there is none.
    """
    has = has or (lambda condition: rows.filter(condition).exists())
    is_short = not question.pieces or len(question.name) < SHORTEST_RUN
    begins = question.name if is_short else ""
    pieces = [piece for piece in question.pieces if not _is_too_short(piece)]
    found = Answer(Manner.ALL, question.name, tuple(_exact(question, pieces)), begins)
    if has(found.condition()):
        return found
    groups = [_meant(piece, rows, has) for piece in pieces]
    found = Answer(Manner.NEAR, question.name, (tuple(groups),) if groups else ())
    if groups and has(found.condition()):
        return found
    if may_lack_one and len(groups) >= FEWEST_OF_SOME:
        ways = tuple(combinations(groups, len(groups) - 1))
        found = Answer(Manner.SOME, question.name, ways)
        if has(found.condition()):
            return found
    return Answer(Manner.NONE, question.name)


def _is_too_short(piece: Piece) -> bool:
    return isinstance(piece, Run) and len(piece.text) < SHORTEST_RUN


def _exact(question: Question, pieces: list[Piece]) -> Iterator[tuple[Group, ...]]:
    """Give the ways of saying it: with long forms for short ones, and two words as one."""
    if not pieces:
        return
    forms, short_forms = _forms(question, pieces)
    yield tuple((piece, *forms.get(piece, ())) for piece in pieces)
    for first, second in pairwise(pieces):
        if _is_word(first) and _is_word(second):
            joined = Phrase((first.words[0] + second.words[0],))
            rest = [(piece,) for piece in pieces if piece not in (first, second)]
            yield (*rest, (joined,))
    if short_forms:
        yield (tuple(short_forms),)


def _is_word(piece: Piece) -> TypeGuard[Phrase]:
    return isinstance(piece, Phrase) and len(piece.words) == 1 and not piece.words[0].isdigit()


def _forms(question: Question, pieces: list[Piece]) -> tuple[dict[Piece, list[Piece]], list[Piece]]:
    """Return other forms by the piece that is a short one, and short forms of the whole name."""
    words = {piece.words[0]: piece for piece in pieces if _is_word(piece)}
    public = SearchName.objects.filter(is_public("entry__"))
    called = public.filter(name__in=[*words, question.name]).order_by("entry")
    meant: dict[int, Piece | None] = {}
    forms: dict[Piece, list[Piece]] = defaultdict(list)
    for name, is_short, entry, names in called.values_list(
        "name", "is_short", "entry", "entry__names"
    )[:MOST_CANDIDATES]:
        if is_short and name in words:
            long = tuple(map(spoken, names.split("\n")[0].split()))
            if len(forms[words[name]]) < MOST_LONG_FORMS:
                meant[entry] = words[name]
                forms[words[name]] += [Phrase(long)] if len(long) > 1 else []
        elif not is_short and name == question.name and len(pieces) > 1:
            meant[entry] = None
    whole: list[Piece] = []
    short = public.filter(entry__in=list(meant), is_short=True).order_by("name")
    for name, entry in short.values_list("name", "entry") if meant else ():
        piece = meant[entry]
        (forms[piece] if piece else whole).append(Phrase(tuple(name.split())))
    return forms, list(dict.fromkeys(whole))[:MOST_MEANT]


def _meant(piece: Piece, rows: SearchQuerySet, has: Callable[[Q], bool]) -> Group:
    """Return what a piece may have meant; itself where it stands somewhere."""
    if has(matches_question([((piece,),)])):
        return (piece,)
    if isinstance(piece, Run):
        return _like(piece, rows)
    if not _is_word(piece):
        return (piece,)
    [word] = piece.words
    found = {piece, *(Phrase((near,)) for near in _near(word))}
    if len(word) >= SHORTEST_RUN:
        found.add(Phrase((word,), is_prefix=True))
        inner = SearchWord.objects.holding(word).order_by("word")[:MOST_MEANT]
        found |= {Phrase((longer,)) for longer in inner.values_list("word", flat=True)}
    halves = range(SHORTEST_RUN, len(word) - SHORTEST_RUN + 1)
    found |= {Phrase((word[:place], word[place:])) for place in halves}
    return tuple(sorted(found, key=lambda phrase: phrase.words))


def _near(word: str) -> Iterable[str]:
    known = SearchWord.objects.near(word).values_list("word", flat=True)
    ranked = sorted((count_slips(word, one), one) for one in known)
    return [one for number, one in ranked if number <= slips_allowed(word)][:MOST_MEANT]


def _like(run: Run, rows: SearchQuerySet) -> Group:
    """Return the rows that hold most of a run: where one sign is wrong, a half of it is right."""
    half = len(run.text) // 2
    halves = tuple(Run(part) for part in (run.text[:half], run.text[half:]))
    if half < SHORTEST_RUN:
        return (run,)
    candidates = rows.filter(matches_question([(halves,)])).order_by("-pk")
    wanted = _threes(run.text)
    return frozenset(
        pk
        for pk, *texts in candidates.values_list("pk", *FTS_TABLES[RUNS_TABLE])[:MOST_CANDIDATES]
        if len(wanted & _threes(" ".join(texts))) >= LIKENESS * len(wanted)
    )


def _threes(text: str) -> set[str]:
    return {text[place : place + 3] for place in range(len(text) - 2)}
