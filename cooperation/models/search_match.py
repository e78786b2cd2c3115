"""Conditions on rows of the search index, each in the terms of the database's own index.

SQLite keeps two FTS5 tables beside it, of words by their stems and of runs by three signs;
PostgreSQL a column of stemmed words, and indexes of three signs on the runs.
"""

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import Any

from django.db import models
from django.db.models import Func, Q

from cooperation.rules.search_text import Phrase, Piece, Run, Way
from cooperation.rules.word_families import indexed

WORDS_TABLE, RUNS_TABLE = "cooperation_search_words", "cooperation_search_runs"
VOCABULARY_TABLE = "cooperation_search_vocabulary"
FTS_TABLES = {
    WORDS_TABLE: ("names", "text", "linked"),
    RUNS_TABLE: ("name_runs", "text_runs", "linked_runs"),
}


class Within(IntEnum):
    """In how many columns, the weightiest first, something is looked for."""

    NAMES, OWN, ALL = 1, 2, 3

    def columns(self, table: str) -> tuple[str, ...]:
        return FTS_TABLES[table][:self]


class Matches(Func):
    """A condition whose value is made for each database from pieces."""

    arity = 0
    conditional = True
    output_field = models.BooleanField()

    def __init__(self, pieces: Any, within: Within) -> None:
        self.pieces, self.within = pieces, within
        super().__init__()

    def in_fts(self) -> tuple[str, str]:
        """Return the table of SQLite's own index that is asked, and what it is asked for."""
        table, expression = self._in_all_columns()
        if self.within is not Within.ALL:
            expression = f"{{{' '.join(self.within.columns(table))}}} : ({expression})"
        return table, expression

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        quote = compiler.quote_name_unless_alias
        row = f"{quote(compiler.query.get_initial_alias())}.{quote('id')}"
        table, expression = self.in_fts()
        return f"{row} IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)", [expression]

    def _in_all_columns(self) -> tuple[str, str]:
        raise NotImplementedError


class HasWords(Matches):
    """Rows that have, in one of these ways, a phrase of each group; in their names or anywhere."""

    def _in_all_columns(self) -> tuple[str, str]:
        return WORDS_TABLE, self._expression(_fts_phrase, " AND ", " OR ")

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        # Without weights all of them are meant.
        weights = "ABC"[: self.within] if self.within is not Within.ALL else ""
        expression = self._expression(lambda phrase: _tsquery(phrase, weights), " & ", " | ")
        quote = compiler.quote_name_unless_alias
        column = f"{quote(compiler.query.get_initial_alias())}.{quote('words')}"
        return f"{column} @@ to_tsquery('english', %s)", [expression]

    def _expression(self, write: Callable[[Phrase], str], both: str, either: str) -> str:
        return either.join(
            f"({both.join(f'({either.join(map(write, group))})' for group in way)})"
            for way in self.pieces
        )


class HasRuns(Matches):
    """Rows that have one of these runs."""

    def _in_all_columns(self) -> tuple[str, str]:
        return RUNS_TABLE, " OR ".join(f'"{run.text}"' for run in self.pieces)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        quote = compiler.quote_name_unless_alias
        alias = quote(compiler.query.get_initial_alias())
        conditions, values = [], []
        for column in self.within.columns(RUNS_TABLE):
            for run in self.pieces:
                conditions.append(f"{alias}.{quote(column)} LIKE %s")
                values.append(f"%{run.text}%")
        return f"({' OR '.join(conditions)})", values


class HasLetters(Matches):
    """Words in which these letters stand: on SQLite, whose LIKE would go through all of them."""

    def __init__(self, letters: str) -> None:
        super().__init__(letters, Within.ALL)

    def _in_all_columns(self) -> tuple[str, str]:
        return VOCABULARY_TABLE, f'"{self.pieces}"'


def matches_question(ways: Iterable[Way], within: Within = Within.ALL) -> Q:
    """Return the condition that a row of the search index answers a question in one of its ways."""
    condition = Q(pk__in=[])
    of_words = []
    for way in ways:
        apart = [_apart(group) for group in way]
        if not any(runs for _phrases, runs in apart):
            of_words.append(way)
            continue
        all_of = Q()
        for phrases, runs in apart:
            one_of = Q(HasRuns(runs, within)) if runs else Q()
            if phrases:
                one_of |= Q(HasWords([[phrases]], within))
            all_of &= one_of
        condition |= all_of
    # One look into the index for all of these.
    return condition | Q(HasWords(of_words, within)) if of_words else condition


def _apart(group: tuple[Piece, ...]) -> tuple[list[Phrase], list[Run]]:
    return (
        [piece for piece in group if isinstance(piece, Phrase)],
        [piece for piece in group if isinstance(piece, Run)],
    )


def _fts_phrase(phrase: Phrase) -> str:
    return f'"{" ".join(_indexed(phrase))}"{"*" if phrase.is_prefix else ""}'


def _tsquery(phrase: Phrase, weights: str) -> str:
    last = len(phrase.words) - 1
    marks = (
        ":" + "*" * (phrase.is_prefix and number == last) + weights for number in range(last + 1)
    )
    found = zip(_indexed(phrase), marks, strict=True)
    words = (f"'{word}'{mark.rstrip(':')}" for word, mark in found)
    return "(" + " <-> ".join(words) + ")"


def _indexed(phrase: Phrase) -> list[str]:
    """Return the words of a phrase as they stand in the index; the beginning of one as it is."""
    whole = phrase.words[:-1] if phrase.is_prefix else phrase.words
    return [*map(indexed, whole), *phrase.words[len(whole) :]]
