"""Loads what rows refer to: references and citations, one query for each kind of record.

A row is first read with placeholders; `Loader.resolve` then fills them in. What the public may
not see resolves to nothing, whoever names it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import get_language

from cooperation.models import Citation, Organisation, Post, Statement
from cooperation.models.base import Record, is_public, part_models
from cooperation.rules import dates
from cooperation.vocabulary.organisation import OrganisationType
from cooperation.vocabulary.source import LocatorType, Stance
from cooperation.vocabulary.statement import StatementKind
from cooperation.vocabulary.wording import Wording

CHOICE_KINDS = {Organisation: OrganisationType, Statement: StatementKind}
# What references to some kinds of record hold beyond the others.
OWN: dict[type[Record], tuple[str, ...]] = {
    Organisation: ("constituent", "acronym"),
    Post: ("area_en", "area_km"),
}
OF_SOME = tuple(name for names in OWN.values() for name in names)


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
        self.today = dates.today(at)
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

    def resolve(self, value: Any) -> Any:
        """Return the value with every placeholder in it filled in."""
        self._load_citations()
        self._load_references()
        return self._fill(value)

    def _fill(self, value: Any) -> Any:
        match value:
            case dict():
                return {key: self._fill(item) for key, item in value.items()}
            case list():
                return [self._fill(item) for item in value]
            case Reference(model, pk):
                return self._references.get((model, pk))
            case _Citations(owner, pk, part):
                return self._fill(self._citations.get((owner, pk, part), []))
            case _Evidence(of):
                return self._fill(self._evidence(of))
            case _:
                return value

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
        found = [_reference_rows(model, pks) for model, pks in self._wanted.items()]
        if not found:
            return
        models_by_name = {model._meta.model_name: model for model in self._wanted}
        for row in found[0].union(*found[1:], all=True):
            reference = _Row(*row)
            model = models_by_name[reference.type]
            self._references[model, reference.pk] = _shown(model, reference)
        self._wanted.clear()

    def _load_citations(self) -> None:
        if not self._cited:
            return
        owned = Q()
        for owner, pks in self._cited.items():
            owned |= Q(**{f"{owner}__in": pks})
        # The source is joined and not looked up: a citation is worth nothing without it.
        rows = Citation.objects.filter(owned).filter(is_public("source__"))
        columns = ["pk", "part", "source_id", "locator_type", "locator", "field", "stance"]
        columns += ["stated_value", "note", *self._cited]
        for row in rows.order_by("position", "locator_first", "pk").values(*columns):
            owner = next(name for name in self._cited if row[name] is not None)
            key = (owner, row[owner], row["part"])
            self._citations.setdefault(key, []).append(self._citation(row))
        self._cited.clear()

    def _citation(self, row: dict[str, Any]) -> dict[str, Any]:
        source = Citation._meta.get_field("source").related_model
        return {
            "uid": str(row["pk"]),
            "source": self.reference(source, row["source_id"]),
            "locator_type": _coded(LocatorType, row["locator_type"]) if row["locator"] else None,
            "locator": row["locator"] or None,
            "field": row["field"] or None,
            "part": str(row["part"]) if row["part"] else None,
            "stance": _coded(Stance, row["stance"]),
            "stated_value": row["stated_value"] or None,
            "note": row["note"] or None,
        }


def citation_owner(model: type[Record]) -> str:
    """Return the key by which citations belong to this kind of record."""
    return next(key for part, key in part_models(model) if part is Citation)


def address(kind: str, slug: str) -> str:
    """Return the lasting address of a record's page."""
    return settings.SITE_URL + reverse(f"{kind}-detail", args=[slug])


def identity(model: type[Record], row: dict[str, Any]) -> dict[str, Any]:
    """Return what every record is known by: type, uid, slug, url."""
    kind = model._meta.model_name
    key = str(row["uid"]) if model is Statement else row["slug"]
    return {
        "type": kind,
        "uid": str(row["uid"]),
        "slug": row["slug"],
        "url": address(kind, key),
    }


class _Row(NamedTuple):
    """The columns of a reference, alike for every kind of record, so that one query gives all."""

    type: str
    pk: int
    uid: UUID
    slug: str
    name_en: str
    name_km: str
    kind: str
    kind_en: str
    kind_km: str
    constituent: str
    acronym: str
    area_en: str
    area_km: str


def _reference_rows(model: type[Record], pks: Iterable[int]) -> models.QuerySet:
    is_kind_coded = model in CHOICE_KINDS
    kind = ("kind",) if is_kind_coded else ("kind__code", "kind__label_en", "kind__label_km")
    has_kind = any(field.name == "kind" for field in model._meta.fields)
    kinds = [Cast(name, TextField()) for name in kind] if has_kind else []
    empty = Value("", output_field=TextField())
    own = OWN.get(model, ())
    return (
        model.objects.published()
        .filter(pk__in=pks)
        .values_list(
            Value(model._meta.model_name, output_field=TextField()),
            "pk",
            "uid",
            Cast("slug", TextField()),
            Cast(f"{model.name_field}_en", TextField()),
            Cast(f"{model.name_field}_km", TextField()),
            *kinds,
            *[empty] * (3 - len(kinds)),
            *(Cast(name, TextField()) if name in own else empty for name in OF_SOME),
        )
    )


def _shown(model: type[Record], row: _Row) -> dict[str, Any]:
    khmer = get_language() == "km"
    found = identity(model, {"uid": row.uid, "slug": row.slug})
    if model in CHOICE_KINDS:
        kind = _coded(CHOICE_KINDS[model], row.kind)
    else:
        label = (khmer and row.kind_km) or row.kind_en
        kind = {"code": row.kind, "name": label} if row.kind else None
    reference = {
        "type": found["type"],
        "uid": found["uid"],
        "slug": found["slug"],
        "name": (khmer and row.name_km) or row.name_en,
        "kind": kind,
        "url": found["url"],
    }
    if model is Organisation:
        reference |= {"constituent": row.constituent or None, "acronym": row.acronym or None}
    elif model is Post:
        reference["area"] = (khmer and row.area_km) or row.area_en or None
    elif model is Statement:
        # Its name is its text.
        reference["wording"] = _coded(Wording, Wording.OURS)
    return reference


def _coded(choices: type[models.TextChoices], value: str) -> dict[str, str] | None:
    return {"code": value, "name": str(choices(value).label)} if value else None
