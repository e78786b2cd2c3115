"""Fills the holes of documents for one answer: labels, references, texts of its language."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

import orjson
from django.db import models
from django.utils.translation import get_language

from cooperation.documents.making import version
from cooperation.models import Place, PublicRecord, Term
from cooperation.models.members import one_of_given
from cooperation.models.prepared import PreparedQuery, given
from cooperation.queries.generation import Present, cached_by_generation
from cooperation.rules.holes import Fillings, filled_rows
from cooperation.rules.languages import LANGUAGES

Key = TypeVar("Key")

# What labels documents: by the first letter of its holes, and the names of its columns.
LABELLED = (("t", Term, "label"), ("p", Place, "name"))
# So many references at most are remembered for the rows of one answer that follow.
MOST_REMEMBERED = 5_000

REFERENCES = PreparedQuery(
    lambda: (
        PublicRecord.objects.visible()
        .filter(pk__in=one_of_given("ids"), version=given("version", models.BigIntegerField()))
        .values_list("pk", "reference")
    )
)


class Filling:
    """Fills documents in the active language, in one state of the register.

    It remembers references: whoever answers for long makes another one when the state is another.
    """

    def __init__(self, state: Present) -> None:
        self.state = state
        language = get_language() or LANGUAGES[0]
        self._fillings = Fillings(LANGUAGES.index(language), _labels(language, state))
        self._remembered: set[bytes] = set()

    def fill(self, documents: Sequence[bytes]) -> list[bytes | None]:
        """Return the JSON of each document, None for one that names what is hidden."""
        return filled_rows(documents, self._fillings, self._look_up)

    def fill_by_key(self, documents: Mapping[Key, bytes]) -> dict[Key, bytes]:
        """Return the JSON of the documents; one that names what is hidden is left out."""
        filled = zip(documents, self.fill(list(documents.values())), strict=True)
        return {key: document for key, document in filled if document is not None}

    def references(self, ids: Collection[int]) -> dict[int, bytes]:
        """Return, by id among those of all kinds, the references to records as JSON."""
        self._look_up({b"r%d" % pk for pk in ids})
        found = {pk: self._fillings.get(b"r%d" % pk) for pk in ids}
        return {pk: reference for pk, reference in found.items() if reference is not None}

    def _look_up(self, named: set[bytes]) -> None:
        if len(self._remembered) > MOST_REMEMBERED:
            for hole in self._remembered:
                self._fillings.pop(hole, None)
            self._remembered.clear()
        unknown = named - self._remembered
        if not unknown:
            return
        rows = REFERENCES.ask(ids=[int(hole[1:]) for hole in unknown], version=version())
        references = filled_rows([bytes(row[1]) for row in rows], self._fillings, lambda _: None)
        for (pk, _reference), reference in zip(rows, references, strict=True):
            if reference is not None:
                self._fillings[b"r%d" % pk] = reference
        self._remembered |= unknown


def _labels(language: str, state: Present) -> dict[bytes, bytes]:
    """Return the labels of all terms and places, by their holes."""
    return cached_by_generation(("labels", state.key, language), lambda: _read_labels(language))


def _read_labels(language: str) -> dict[bytes, bytes]:
    labels = {}
    for letter, model, name in LABELLED:
        columns = [f"{name}_{language}", *(f"{name}_{other}" for other in LANGUAGES)]
        for pk, *texts in model.objects.values_list("pk", *columns):
            labels[f"{letter}{pk}".encode()] = orjson.dumps(next(filter(None, texts), None))
    return labels
