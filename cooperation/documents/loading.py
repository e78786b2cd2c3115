"""Loads what rows refer to: references and citations, one query for each kind of record.

A row is first read with placeholders; `Loader.resolve` then fills them in. What the public may
not see resolves to nothing, whoever names it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Q

from cooperation.documents.references import (
    ReferenceRow,
    code_with_label,
    reference_of,
    reference_rows,
)
from cooperation.models import Citation
from cooperation.models.base import Record, is_public, part_models
from cooperation.models.members import one_of_given
from cooperation.models.prepared import PreparedQuery
from cooperation.rules import dates
from cooperation.vocabulary.source import LocatorType, Stance

# Of what most values are, and no placeholder is.
PLAIN = frozenset({str, type(None), bool, int, float})


@dataclass(frozen=True, slots=True)
class Reference:
    """Stands for a reference until it is loaded."""

    model: type[Record]
    pk: int


@dataclass(frozen=True, slots=True)
class _Citations:
    owner: str
    pk: int
    part: Any


@dataclass(frozen=True, slots=True)
class _Evidence:
    of: tuple[_Citations, ...]


class Loader:
    """Collects what rows refer to and loads it in a few queries, however many the rows."""

    def __init__(self, *, at: dt.datetime) -> None:
        self.at = at
        self.today = dates.day_in_phnom_penh(at)
        self._wanted: dict[type[Record], set[int]] = defaultdict(set)
        self._cited: dict[str, set[int]] = defaultdict(set)
        self._references: dict[tuple[type[Record], int], dict[str, Any]] = {}
        self._citations: dict[tuple[str, int, Any], list[Any]] = {}

    def reference(self, model: type[Record], pk: int | None) -> Any:
        """Return a placeholder for a reference; None where there is nothing to refer to."""
        if pk is None:
            return None
        self._wanted[model].add(pk)
        return Reference(model, pk)

    def citations(self, model: type[Record], pk: int, part: Any = None) -> Any:
        """Return a placeholder for the citations of a record, or of one of its parts."""
        owner = citation_owner(model)
        self._cited[owner].add(pk)
        return _Citations(owner, pk, part)

    def evidence(self, *of: tuple[type[Record], int, Any]) -> Any:
        """Return a placeholder for what supports parts, each passage once.

        Each part is given with its record: failing citations of its own, those of the whole
        record support it.
        """
        return _Evidence(tuple(self.citations(*part) for part in of))

    def rows(self, queryset: Iterable[Any]) -> Sequence[Any]:
        """Return the rows of a queryset."""
        return list(queryset)

    def resolve(self, value: Any) -> Any:
        """Return the value with every placeholder in it filled in."""
        self._load_citations()
        self._load_references()
        return self._fill(value)

    def _fill(self, value: Any) -> Any:
        match value:
            case dict():
                return {
                    key: item if type(item) in PLAIN else self._fill(item)
                    for key, item in value.items()
                }
            case list():
                return [self._fill(item) for item in value]
            case Reference():
                return self._reference(value)
            case _Citations(owner, pk, part):
                return self._fill(self._citations.get((owner, pk, part), []))
            case _Evidence(of):
                return self._fill(self._evidence(of))
            case _:
                return value

    def _reference(self, reference: Reference) -> Any:
        return self._references.get((reference.model, reference.pk))

    def _evidence(self, of: tuple[_Citations, ...]) -> list[Any]:
        found: dict[Any, Any] = {}
        for cited in of:
            whole = self._citations.get((cited.owner, cited.pk, None), [])
            own = self._citations.get((cited.owner, cited.pk, cited.part), [])
            own = own if cited.part else []
            for citation in own or [item for item in whole if not item["field"]]:
                key = (citation["source"], citation["locator"], citation["stated_value"])
                found.setdefault(key, citation)
        return list(found.values())

    def _load_references(self) -> None:
        found = [
            reference_rows(model.objects.published().filter(pk__in=pks))
            for model, pks in self._wanted.items()
        ]
        if not found:
            return
        models_by_name = {model._meta.model_name: model for model in self._wanted}
        for row in found[0].union(*found[1:], all=True):
            reference = ReferenceRow(*row)
            model = models_by_name[reference.type]
            self._references[model, reference.pk] = reference_of(model, reference)
        self._wanted.clear()

    def _load_citations(self) -> None:
        if not self._cited:
            return
        columns = ["pk", "part", "source_id", "locator_type", "locator", "field", "stance"]
        columns += ["stated_value", "note", *self._cited]
        rows = _citations_of(tuple(self._cited)).rows(**self._cited)
        for row in self.rows(rows.values(*columns)):
            owner = next(name for name in self._cited if row[name] is not None)
            key = (owner, row[owner], row["part"])
            self._citations.setdefault(key, []).append(self._citation(row))
        self._cited.clear()

    def _citation(self, row: dict[str, Any]) -> dict[str, Any]:
        source = Citation._meta.get_field("source").related_model
        return {
            "uid": str(row["pk"]),
            "source": self.reference(source, row["source_id"]),
            "locator_type": code_with_label(LocatorType, row["locator_type"])
            if row["locator"]
            else None,
            "locator": row["locator"] or None,
            "field": row["field"] or None,
            "part": str(row["part"]) if row["part"] else None,
            "stance": code_with_label(Stance, row["stance"]),
            "stated_value": row["stated_value"] or None,
            "note": row["note"] or None,
        }


@cache
def citation_owner(model: type[Record]) -> str:
    """Return the key by which citations belong to this kind of record."""
    return next(key for part, key in part_models(model) if part is Citation)


@cache
def _citations_of(owners: tuple[str, ...]) -> PreparedQuery:
    """Return the citations of records of these kinds, whose ids are given by the kind's key."""

    def build() -> models.QuerySet:
        owned = Q()
        for owner in owners:
            owned |= Q(**{f"{owner}__in": one_of_given(owner)})
        # The source is joined and not looked up: a citation is worth nothing without it.
        rows = Citation.objects.filter(owned).filter(is_public("source__"))
        return rows.order_by("position", "locator_first", "pk")

    return PreparedQuery(build)
