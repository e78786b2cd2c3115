"""Fields of records of any kind in words, as far as the public sees them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperation.documents.loading import Loader
from cooperation.kinds.shapes import Shape, read_text
from cooperation.models import Place, Source, Term
from cooperation.models.base import Record
from cooperation.models.uncertain import UncertainDateField
from cooperation.rules import numerals

HIDDEN = {(Source, "text"), (Source, "copy_reference")}
OF_THE_DESK = {field.name for field in Record._meta.fields}

Cited = tuple[type[Record], int, str]


def read_field_values(cited: Iterable[Cited], loader: Loader) -> dict[Cited, Any]:
    """Return the values of fields: a query for each kind of record, one more for its places.

    `words` wants a value when it is resolved.
    """
    wanted: dict[type[Record], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for model, pk, name in cited:
        wanted[model][name].add(pk)
    found: dict[Cited, Any] = {}
    for model, names in wanted.items():
        groups = {name: _group(model, name) for name in names}
        shape = _shape(model, frozenset(groups.items()))
        pks = {pk for name in names for pk in names[name]}
        for row in model.objects.published().filter(pk__in=pks).values(*shape.columns()):
            shown = shape.read(row, loader)
            found |= {
                (model, row["pk"], name): _spoken(row.get(name), shown.get(_stem(name)))
                for name in names
            }
        if "many" in groups.values():
            found |= _places(model, pks)
    return found


def public_field_label(model: type[Record], name: str) -> str:
    field = _field(model, name)
    return capfirst(str(field.verbose_name)) if field is not None else name


def field_in_words(value: Any) -> str | None:
    match value:
        case None | "" | []:
            return None
        case bool():
            return _("yes") if value else _("no")
        case dict():
            return value.get("text") or value["name"]
        case list():
            return ", ".join(value)
        case _:
            return str(value)


def _spoken(value: Any, shown: Any) -> Any:
    if isinstance(value, dt.time):
        return numerals.time_in_words(shown, get_language() or "en")
    return shown


@cache
def _shape(model: type[Record], groups: frozenset[tuple[str, str]]) -> Shape:
    by_group: dict[str, list[str]] = defaultdict(list)
    for name, group in sorted(groups):
        if group not in ("", "many"):
            by_group[group].append(_stem(name) if group == "texts" else name)
    return Shape(model, **{group: tuple(names) for group, names in by_group.items()})


def _group(model: type[Record], name: str) -> str:
    """Return how a `Shape` shows a field; "" if the public does not see it."""
    field = _field(model, name)
    if field is None or not field.concrete or (model, name) in HIDDEN or name in OF_THE_DESK:
        return ""
    if field.related_model is not None:
        return _group_of_link(field.related_model, is_many=field.many_to_many)
    if isinstance(field, UncertainDateField):
        return "dates"
    if _stem(field.name) != field.name:
        return "texts"
    return "choices" if field.choices else "plain"


def _group_of_link(target: type[models.Model], *, is_many: bool) -> str:
    if is_many:
        return "many" if target is Place else ""
    groups = {Term: "terms", Place: "places"}
    return groups.get(target, "links" if issubclass(target, Record) else "")


def _field(model: type[Record], name: str) -> Any:
    """Return the field of this name; that of a text may stand without its language."""
    for found in (name, f"{name}_en"):
        with suppress(FieldDoesNotExist):
            return model._meta.get_field(found)
    return None


def _stem(name: str) -> str:
    return name.removesuffix("_en").removesuffix("_km")


def _places(model: type[models.Model], pks: Iterable[int]) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = defaultdict(list)
    rows = model._default_manager.filter(pk__in=pks, places__isnull=False).order_by("places")
    for row in rows.values("pk", "places__name_en", "places__name_km"):
        found[model, row["pk"], "places"].append(read_text(row, "places__name") or "")
    return found
