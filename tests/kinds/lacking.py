"""What a kind of record needs beside its description, and which of it is missing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import override

from cooperation.api.urls import VIEWSETS
from cooperation.documents.registry import DOCUMENTS
from cooperation.exchange.jsonld import DESCRIBED
from cooperation.exchange.tables import TABLES
from cooperation.kinds.base import Kind
from cooperation.kinds.filter import Filter
from cooperation.models import Citation
from cooperation.models.base import part_models
from cooperation.models.search import KIND_BITS
from cooperation.queries import resources
from cooperation.queries.resources import Resource
from cooperation.site.lists import LISTS
from tests import factories
from tests.guards import rows

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates" / "site"
KEYS = {"slug": "some-slug", "uid": "7e60ef36-a2e9-52d7-acee-1dc7839a7830"}
# Every record is cited; no description needs to say so.
OF_ALL = frozenset({Citation})


def lacking(kind: Kind, kinds: Iterable[Kind]) -> list[str]:
    """Return what a kind among `kinds` lacks, each in words that say where it belongs."""
    return [
        *_in_the_registry(kind, list(kinds)),
        *_in_its_description(kind),
        *_in_words(kind),
        *_in_the_layers(kind),
        *_at_addresses(kind),
    ]


def _in_the_registry(kind: Kind, kinds: list[Kind]) -> Iterator[str]:
    if kind not in kinds:
        yield "kinds.registry.KINDS does not have it"
    of_all = [*kinds, *(() if kind in kinds else (kind,))]
    for told in ("number", "name", "model_name"):
        if Counter(getattr(other, told) for other in of_all)[getattr(kind, told)] > 1:
            yield f"{told} {getattr(kind, told)!r} is another kind's"
    if not 0 <= kind.number < 1 << KIND_BITS:
        yield f"number {kind.number} has no room in ids of the search index"


def _in_its_description(kind: Kind) -> Iterator[str]:
    if not kind.orders:
        yield "orders: a list needs a first one"
    if kind.date and not (kind.dated or kind.lent_by):
        yield f"dated: nothing gives its {kind.date}"
    owned = {part for part, _owner in part_models(kind.model)} - OF_ALL
    told = {part.model for part in kind.parts if part.follows is None}
    for part in sorted(owned - told, key=str):
        yield f"parts: {part.__name__} belongs to it and is not among them"
    for part in sorted(told - owned, key=str):
        yield f"parts: {part.__name__} is no part of it; add a key to its owner_fields"
    for name in (*kind.dated, *kind.short):
        try:
            kind.model._meta.get_field(name)
        except FieldDoesNotExist:
            yield f"column {name}: the model has none"


def _in_words(kind: Kind) -> Iterator[str]:
    if not _in_khmer(kind.title):
        yield "title: no Khmer"
    if not _in_khmer(kind.model._meta.verbose_name):
        yield "verbose_name of the model: no Khmer"
    for name, narrowing in kind.filters.items():
        if not _in_khmer(narrowing.label):
            yield f"filter {name}: its label has no Khmer"
        if not _is_explained(narrowing):
            yield f"filter {name}: neither a meaning nor its values are told to users of the API"


def _in_the_layers(kind: Kind) -> Iterator[str]:
    listed = [row for row in vars(resources).values() if isinstance(row, Resource)]
    if kind.model not in [row.subject.model for row in listed if row.name == kind.name]:
        yield f"queries.resources: no list {kind.name!r} of it"
    if kind.model not in [viewset.resource.subject.model for viewset in VIEWSETS]:
        yield "api.urls.VIEWSETS: no viewset"
    if kind.name not in LISTS:
        yield "site.lists.LISTS: no list"
    if kind.model not in DOCUMENTS:
        yield "documents.registry.DOCUMENTS: no document of it"
    if kind.model not in admin.site._registry:
        yield "admin: not registered"
    for table in (kind.name, *(part.table for part in kind.parts if part.table)):
        if table not in TABLES:
            yield f"exchange.tables: no table {table!r}"
    if kind.model_name not in DESCRIBED:
        yield "exchange.jsonld.DESCRIBED: nothing describes it to machines"
    for page in ("list", "detail"):
        if not (TEMPLATES / kind.name / f"{page}.html").is_file():
            yield f"templates/site/{kind.name}/{page}.html is missing"
    if not callable(getattr(factories, f"make_{kind.model_name}", None)):
        yield f"tests.factories: no make_{kind.model_name}"
    if kind.model not in rows.KINDS:
        yield "tests.guards.rows.KINDS: nothing hunts for its hidden records"


def _at_addresses(kind: Kind) -> Iterator[str]:
    key = KEYS[kind.key]
    for name, args in (
        (f"{kind.model_name}-list", []),
        (f"{kind.model_name}-detail", [key]),
        (f"{kind.model_name}-card", [key]),
        (f"{kind.model_name}-csv", []),
        (f"{kind.model_name}-atom", []),
        (f"api:{kind.name}-list", []),
        (f"api:{kind.name}-detail", [key]),
    ):
        try:
            resolve(reverse(name, args=args))
        except NoReverseMatch:
            yield f"no address {name!r}"


def _is_explained(narrowing: Filter) -> bool:
    return bool(narrowing.meaning or narrowing.openapi().get("enum"))


def _in_khmer(text: object) -> bool:
    with override("en"):
        english = str(text)
    with override("km"):
        return str(text) != english
